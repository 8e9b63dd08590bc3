#!/usr/bin/env python3
"""rederive.py RAW_FOLDER BINARY [--all] [--seed N]: derives factors from the raw tables again.

Written without a look at how the tables of factors/data were made. It picks 40 values at random,
spread over the kinds, asks the binary for each and compares digit by digit. --all compares every
one, and lists what the raw tables have and the binary does not.
"""

import argparse
import collections
import csv
import io
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal

import centres
import gases
import grids
import hardware
import inference
import making
import vintages
from known import known
from tables import Raw, Refused

PICKED = 40
MODULES = (grids, vintages, centres, hardware, making, inference, gases)
LICENCES = {"CC0-1.0", "CC-BY-4.0", "MIT", "Apache-2.0", "MPL-2.0", "OGL-Canada-2.0",
            "LicenseRef-public-domain", "LicenseRef-cited-fact"}
# The program keeps a value as a double in base units: its last place may not come back as it was.
LAST_PLACE = Decimal("4e-16")
STATUS = {"verified", "single-source", "conflict", "estimate", "unverified", "suspect"}


class Binary:
    """What the program prints."""

    def __init__(self, path):
        self.path = path
        self.rows = self.table("list") + self.equivalences()
        self.ids = {row["id"]: row for row in self.rows}
        self.named = {}

    def run(self, *words):
        return subprocess.run([self.path, "factors", *words], capture_output=True, text=True, check=False)

    def table(self, *words):
        done = self.run("--format", "csv", *words)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        for row in rows:
            row["file"] = row["place"].split(":")[0]
        return rows

    def equivalences(self):
        """They stand in no list: read from the database as the program hands it out."""
        with tempfile.TemporaryDirectory() as folder:
            self.run("export", f"{folder}/factors.db")
            database = sqlite3.connect(f"{folder}/factors.db")
            licences = dict(database.execute("SELECT id, licence FROM source"))
            found = database.execute("SELECT id, vintage, source, value, unit, status, locator, file, line"
                                     " FROM equivalence").fetchall()
            database.close()
        return [{"id": f"equivalence/{name}/{vintage}/{source}", "activity": "", "region": "", "year": vintage,
                 "criterion": "", "variant": "", "value": repr(value), "unit": unit, "status": status,
                 "citation": locator, "licence": licences.get(source, ""), "source": source, "file": file,
                 "place": f"{file}:{line}"} for name, vintage, source, value, unit, status, locator, file, line in found]

    def show(self, name):
        """The rows of the thing that goes by this name."""
        if name not in self.named:
            self.named[name] = self.table("show", "--", name)
        return self.named[name]

    def one(self, row_id):
        """The value of the row with this id as `show` has it, to the digit."""
        if row_id.startswith("equivalence/"):
            return self.ids[row_id]["value"]
        done = self.run("show", "--format", "json", "--", row_id)
        found = json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)["factors"]
        return str(next(row["value"] for row in found if row["id"] == row_id))

    def seed(self):
        """The first digits of the checksum of the factors."""
        done = self.run("check")
        found = re.search(r"\b[0-9a-f]{12,64}\b", done.stdout)
        if not found:
            sys.exit(f"no checksum in what 'lca factors check' prints: {done.stdout}{done.stderr}")
        return int(found[0][:12], 16)


def candidates(want, binary):
    if want.id:
        return [binary.ids[want.id]] if want.id in binary.ids else []
    rows = next(filter(None, map(binary.show, want.names)), []) if want.names else binary.rows
    return [row for row in rows if want.fits(row)]


def equal(want, printed):
    """True where the digits are those of the raw value; of a derived one at least three are."""
    shown = Decimal(printed)
    if abs(shown - want.value) <= abs(want.value) * LAST_PLACE:
        return True
    return want.derived and any(abs(Context(prec=digits, rounding=rounding).plus(want.value) - shown)
                                <= abs(shown) * LAST_PLACE
                                for digits in range(3, 16) for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN))


def complaints(want, binary, ask):
    """What is wrong with the printed row, in words; ask: as `show` prints it."""
    found = candidates(want, binary)
    if not found:
        return [] if want.optional else ["no such row"]
    if len(found) > 1 and not want.many:
        return [f"{len(found)} rows fit: {', '.join(row['id'] for row in found[:5])}"]
    row, said = found[0], []
    value = binary.one(row["id"]) if ask else row["value"]
    if not equal(want, value):
        said.append(f"{row['id']} at {row['place']} prints {value}, the raw tables give {want.value:.15g}")
    if row["unit"] != want.unit:
        said.append(f"{row['id']} is in '{row['unit']}', expected '{want.unit}'")
    for column, fact in want.facts.items():
        if row[column] != fact:
            said.append(f"{row['id']}: {column} is '{row[column]}', expected '{fact}'")
    return said


def derive(folder):
    """Everything that the raw tables say must be there, and must not."""
    raw, wants, refusals = Raw(folder), [], []
    for module in MODULES:
        for generator in module.GENERATORS:
            for item in generator(raw):
                (refusals if isinstance(item, Refused) else wants).append(item)
    return wants, refusals


def pick(wants, seed, binary):
    """One of each kind in turn, until there are enough: the kinds weigh the same."""
    source = random.Random(seed)
    kinds = collections.defaultdict(list)
    for want in wants:
        kinds[want.kind].append(want)
    for rows in kinds.values():
        source.shuffle(rows)
    names, picked = sorted(kinds), []
    while len(picked) < PICKED and any(kinds.values()):
        source.shuffle(names)
        one_each = [kinds[name].pop() for name in names if kinds[name]]
        picked += [want for want in one_each if not want.optional or candidates(want, binary)][: PICKED - len(picked)]
    return picked


def compare(wants, binary, ask):
    wrong = 0
    for want in wants:
        said, reason = complaints(want, binary, ask), known(want)
        if reason and not said:
            said = [f"no longer differs ({reason}): take it out of known.py"]
        elif reason:
            print(f"known: {want.kind}: {said[0]}: {reason}")
            continue
        for text in said:
            print(f"{want.kind}: {text}\n    raw: {want.raw} ({want.place})")
            wrong += 1
    return wrong


def check_refused(refusals, binary):
    wrong = 0
    for refused in refusals:
        if refused.id in binary.ids:
            row = binary.ids[refused.id]
            print(f"{refused.kind}: {row['id']} at {row['place']} is there: {refused.reason}\n"
                  f"    raw: {refused.raw} ({refused.place})")
            wrong += 1
    return wrong


def check_rows(binary):
    """Every row has a licence that may be passed on, a status and a citation."""
    wrong = 0
    for row in binary.rows:
        # What is copyleft stays in a file of its own; a default may cite a figure of it.
        apart = row["licence"] == "MPL-2.0" and row["activity"] != "default"
        if row["licence"] not in LICENCES or apart != (row["file"] == "ecologits.csv" and row["activity"] != "default"):
            print(f"{row['id']} at {row['place']}: licence '{row['licence']}'")
            wrong += 1
        if row["status"] not in STATUS or not row["citation"]:
            print(f"{row['id']} at {row['place']}: status '{row['status']}', citation '{row['citation']}'")
            wrong += 1
    return wrong


def summary(wants, refusals, binary):
    print("\nkind: values compared")
    for kind, count in sorted(collections.Counter(want.kind for want in wants).items()):
        print(f"  {kind}: {count}")
    print("left out on purpose")
    for (kind, reason), count in sorted(collections.Counter((r.kind, r.reason) for r in refusals).items()):
        print(f"  {kind}: {count} ({reason})")
    print("without a printed row, which may be")
    for want in wants:
        if want.optional and not candidates(want, binary):
            print(f"  {want.kind}: {want.raw} ({want.place}): {want.optional}")
    met = {row["id"] for want in wants for row in candidates(want, binary)}
    print("printed rows without a raw value, by file and source")
    rest = collections.Counter((row["file"], row["source"]) for row in binary.rows if row["id"] not in met)
    for (file, source), count in sorted(rest.items()):
        print(f"  {file}, {source}: {count}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("raw")
    parser.add_argument("binary")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    binary = Binary(options.binary)
    wants, refusals = derive(options.raw)
    wrong = check_refused(refusals, binary)
    wrong += check_rows(binary)
    if options.all:
        wrong += compare(wants, binary, False)
        summary(wants, refusals, binary)
        print(f"{len(wants)} values, {wrong} differences")
    else:
        seed = options.seed if options.seed is not None else binary.seed()
        picked = pick(wants, seed, binary)
        wrong += compare(picked, binary, True)
        print(f"{len(picked)} of {len(wants)} values picked with seed {seed}, {wrong} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
