"""compare.py BINARY SCENARIOS NAME: a result with stated correlations against samples drawn without the engine.

Mean, standard deviation, median and ends of every item, stage and total, and the ends of every share, agree within four
standard errors of the difference. Samples without the correlations must not agree: else the test could not fail.
"""

import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import numpy

from models import MODELS
from sampling import Samples

ENGINE, OWN, ERRORS = 400_000, 400_000, 4
TAIL = 0.025


def run_with(binary, folder, name, stated):
    """The JSON of the scenario with correlations added, in a copy of its folder: its logs lie beside it."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder, os.path.join(place, "s"))
        file = os.path.join(place, "s", name + ".yaml")
        with open(file, "a", encoding="utf-8") as out:
            out.write("\ncorrelations:\n")
            for a, b, rho in stated:
                out.write(f"  - {{a: {json.dumps(a)}, b: {json.dumps(b)}, rho: {rho}}}\n")
        done = subprocess.run([binary, "run", file, "--format", "json", "--samples", str(ENGINE), "--no-sensitivity"],
                              capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{name}: status {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def factor(sizes):
    """What turns n variances of one sample into the variance of a difference of two."""
    return sum(1 / size for size in sizes)


def quantile_error(ordered, p, both):
    """From the density between the order statistics around the quantile."""
    n = ordered.size
    reach = math.sqrt(p * (1 - p) * n)
    low, high = (ordered[min(n - 1, max(0, int(p * n + side * reach)))] for side in (-1, 1))
    return (high - low) / 2 * math.sqrt(n * both)


def statistics(x):
    """{name: (value, standard error of its difference from the engine's)}"""
    both, ordered = factor((ENGINE, OWN)), numpy.sort(x)
    mean, sd = x.mean(), x.std(ddof=1)
    fourth = ((x - mean) ** 4).mean()
    rows = {
        "mean": (mean, sd * math.sqrt(both)),
        "sd": (sd, math.sqrt(max(0, fourth - sd ** 4) * both) / (2 * sd) if sd > 0 else 0),
    }
    for name, p in (("median", 0.5), ("low", TAIL), ("high", 1 - TAIL)):
        rows[name] = (numpy.quantile(ordered, p), quantile_error(ordered, p, both))
    return rows


def compare(what, got, rows, names):
    """[(distance in standard errors, text)]"""
    found = []
    for name, key in names:
        value, error = rows[name]
        slack = error + 1e-9 * abs(value)
        found.append((abs(got[key] - value) / slack,
                      f"{what} {key}: {got[key]:.8g}, drawn apart {value:.8g} +- {error:.2g}"))
    return found


def groups(result, items):
    """{what: (the result's impact, samples)} of items, stages and the total."""
    by_stage = {}
    for item in result["items"]:
        by_stage.setdefault(item["stage"], []).append(items[item["id"]])
    parts = {item["id"]: (item["impacts"]["gwp"], items[item["id"]]) for item in result["items"]}
    for stage, samples in by_stage.items():
        parts["stage " + stage] = (result["stages"][stage]["gwp"], sum(samples))
    parts["total"] = (result["totals"]["gwp"], sum(items.values()))
    return parts


def differences(result, model, stated, seed):
    items = model(Samples(result, stated, OWN, seed))
    known, wanted = set(items), {item["id"] for item in result["items"]}
    if known != wanted:
        sys.exit(f"the model has other items than the result: {sorted(known ^ wanted)}")
    parts = groups(result, items)
    total = parts["total"][1]
    found = []
    for what, (got, x) in parts.items():
        found += compare(what, got, statistics(x), [(n, n) for n in ("mean", "sd", "median", "low", "high")])
        if what != "total":
            found += compare(what, got, statistics(x / total), [("low", "share_low"), ("high", "share_high")])
    return found


def main():
    binary, folder, name = sys.argv[1:]
    model, stated = MODELS[name]
    result = run_with(os.path.abspath(binary), folder, name, stated)
    wrong = [row for row in differences(result, model, stated, 20220711) if not row[0] <= ERRORS]
    apart = [row for row in differences(result, model, [], 20220711) if not row[0] <= ERRORS]
    for distance, text in sorted(wrong, reverse=True):
        print(f"{name}: {text}: {distance:.1f} standard errors")
    if not any("total sd" in text for _, text in apart):
        sys.exit(f"{name}: without its correlations the total would have agreed as well: state stronger ones")
    print(f"{name}: {len(wrong)} beyond {ERRORS} standard errors with the correlations, {len(apart)} without them")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
