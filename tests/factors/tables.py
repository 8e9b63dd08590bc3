"""The raw tables, row by row with their places, and what a row must have become."""

import csv
import json
import pathlib
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation


def number(text):
    """The number that a cell holds, exactly; None where it holds none."""
    try:
        value = Decimal(text.strip())
    except (InvalidOperation, AttributeError):
        return None
    return value if value.is_finite() else None


class Row(dict):
    """A row of a raw table: its cells by the name of the column, and its place."""

    place = ""


@dataclass
class Want:
    """A printed row that a raw value must have become.

    It is the row with this id, or the only row that fits among those of the thing that goes by
    the first of these names that is known, else among all.
    """

    kind: str
    place: str
    raw: str
    value: Decimal
    unit: str
    id: str = ""
    names: tuple = ()
    fits: object = None
    derived: bool = False  # computed: equal after rounding to the digits printed
    many: bool = False  # the name is that of several things: any of them
    optional: str = ""  # why it may be left out
    facts: dict = field(default_factory=dict)  # further columns of the printed row


@dataclass
class Refused:
    """A raw value that must not have become a row, and why."""

    kind: str
    place: str
    raw: str
    reason: str
    id: str = ""  # must not be there


class Raw:
    """The folder of raw tables."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def rows(self, path, skip=0, comment=None):
        """The rows of data/PATH; skips so many lines before the header."""
        file = self.folder / "data" / path
        with open(file, encoding="utf-8-sig", newline="") as lines:
            before = skip
            for _ in range(skip):
                next(lines)
            if comment:
                text = list(lines)
                while text and text[0].startswith(comment):
                    text.pop(0)
                    before += 1
                lines = iter(text)
            reader = csv.DictReader(lines)
            reader.fieldnames = [name.strip() for name in reader.fieldnames]
            for cells in reader:
                row = Row({k: v for k, v in cells.items() if k is not None})
                row.place = f"{path}:{before + reader.line_num}"
                yield row

    def json(self, path):
        with open(self.folder / "data" / path, encoding="utf-8") as text:
            return json.load(text, parse_float=Decimal)

    def corrections(self):
        with open(self.folder / "check" / "corrections.csv", encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            for cells in reader:
                row = Row(cells)
                row.place = f"check/corrections.csv:{reader.line_num}"
                yield row

    def report(self, start):
        """The cells of the row of a table in REPORT.md that starts so."""
        with open(self.folder / "REPORT.md", encoding="utf-8") as lines:
            for number_of_line, line in enumerate(lines, 1):
                if line.startswith(f"| {start}"):
                    return [c.strip() for c in line.strip().strip("|").split("|")], number_of_line
        raise KeyError(start)


def countries():
    """alpha-3 to alpha-2."""
    text = (pathlib.Path(__file__).parent / "iso3166.txt").read_text(encoding="utf-8")
    words = [w for line in text.splitlines() if not line.startswith("#") for w in line.split()]
    codes = dict(word.split(":") for word in words)
    codes.update({"OWID_KOS": "XK", "WORLD": "WORLD", "WOR": "WORLD", "KOS": "XK"})
    return codes
