"""zones.py TABLES: how far one place lies from the figure of its grid zone, anew from the rows."""

import csv
import sys
from math import exp, log, sqrt
from pathlib import Path

DIRECT = ("direct", "operational")
UNITS = {"gCO2e/kWh": 1, "kgCO2e/kWh": 1000}


def rows(tables, name):
    with open(Path(tables) / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairs(tables):
    """Of each Google region: ln(region / zone) and the variances of both methods, for each year that both have."""
    kinds = {row["code"]: row["kind"] for row in rows(tables, "regions.csv")}
    zones = {row["code"]: row["zone"] for row in rows(tables, "regions.csv") if row["kind"] == "cloud"}
    found = {(row["region"], row["year"]): row
             for name in ("grid_cloud.csv", "grid_us.csv", "grid_subnational.csv") for row in rows(tables, name)
             if row["activity"] == "electricity" and row["criterion"] == "gwp" and not row["variant"]}
    regions = {}
    for (region, year), row in found.items():
        zone = found.get((zones.get(region), year))
        if not zone or kinds[zone["region"]] not in ("zone", "subdivision"):
            continue
        assert row["source"] == "google-region-carbon"
        assert row["boundary"] in DIRECT and zone["boundary"] in DIRECT
        grams = [float(one["value"]) * UNITS[one["unit"]] for one in (row, zone)]
        methods = [log(float(one["method_gsd"])) ** 2 for one in (row, zone)]
        regions.setdefault(region, []).append((log(grams[0] / grams[1]), methods))
    return regions


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def spread(regions):
    """Mean square between the regions, mean variance of Google's method and of the zones', and the GSD that remains.

    Google's error is one of the measure. The zones' is not taken out: it is drawn once for all zones of a method and
    cancels between two places, which differ by all that is left here.
    """
    square = mean(mean(ratio for ratio, _ in years) ** 2 for years in regions)
    google, zones = (mean(mean(variances[i] for _, variances in years) for years in regions) for i in (0, 1))
    return square, google, zones, exp(sqrt(square - google))


def main():
    regions = pairs(sys.argv[1])
    default, = [row for row in rows(sys.argv[1], "defaults.csv") if row["criterion"] == "gsd-zone"]
    square, google, zones, gsd = spread(regions.values())
    without = [spread([years for other, years in regions.items() if other != region])[3] for region in regions]
    ratios = {region: exp(mean(ratio for ratio, _ in years)) for region, years in regions.items()}
    texts = (f"{sum(map(len, regions.values()))} pairs", f"{len(regions)} regions", f"{square:.3f}", f"less {google:.3f}",
             f"exp(sqrt({square - google:.3f})) = {gsd:.2f}",
             f"{exp(sqrt(square - google - zones)):.2f} without it",
             f"{min(ratios.values()):.2f} ({min(ratios, key=ratios.get)}) to {max(ratios.values()):.1f} times",
             f"geometric mean {exp(mean(map(log, ratios.values()))):.2f}",
             f"{min(without):.1f} to {max(without):.1f} without any one")
    print(*texts, sep="\n")
    wrong = [text for text in texts if text not in default["locator"] + default["note"]]
    if default["value"] != f"{gsd:.2g}":
        wrong.append(f"value {gsd:.2g}, not {default['value']}")
    for text in wrong:
        print(f"default/-/-/gsd-zone does not say: {text}")
    return 1 if wrong else 0


sys.exit(main())
