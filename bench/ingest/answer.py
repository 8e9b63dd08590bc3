"""Holds what lca import says of a log against what the peer says of it."""

import json
from collections import defaultdict

import measure

JOULES_PER_KWH = 3.6e6
SUM = 1e-9  # relative: the peer adds doubles as they come
RANK = 2e-3  # relative: neighbours of a quantile, where ours lies between two values
COUNTS = (("requests", "requests"), ("input_tokens", "input"), ("output_tokens", "output"))


def near(a, b, relative):
    return abs(a - b) <= relative * max(abs(a), abs(b))


def by_day(groups):
    """{(model, region, day): [requests, input tokens, output tokens, kWh]} of our hours."""
    days = defaultdict(lambda: [0, 0, 0, 0.0])
    for group in groups:
        day = days[group["model"], group["region"], group["hour"][:10]]
        for i, (name, _) in enumerate(COUNTS):
            day[i] += int(group[name] or 0)
        energy = group["energy_kwh"]
        day[3] += energy or 0
    return days


def compare(ours, theirs):
    """theirs: lines of JSON, one a group, the last with the quantiles of the whole log."""
    *groups, whole = map(json.loads, theirs.splitlines())
    days = by_day(ours["groups"])
    measure.require(len(days) == len(groups), f"{len(days)} groups, not {len(groups)}")
    total = [0, 0, 0, 0.0]
    for group in groups:
        key = group["model"], group["region"], group["day"]
        measure.require(key in days, f"no group {key}")
        for i, (_, name) in enumerate(COUNTS):
            measure.require(days[key][i] == int(group[name]), f"{name} of {key}")
            total[i] += int(group[name])
        kwh = (group["energy_j"] or 0) / JOULES_PER_KWH
        measure.require(near(days[key][3], kwh, SUM), f"energy of {key}")
        total[3] += kwh
    for i, (name, _) in enumerate(COUNTS):
        measure.require(int(ours[name]) == total[i], f"total of {name}")
    measure.require(near(ours["energy"]["value"], total[3], SUM), "total of the energy")
    compare_latency(ours.get("latency"), whole["latency_ms"])


def compare_latency(ours, milliseconds):
    measure.require(ours is not None, "no latency")
    for name, other in zip(("p50_s", "p95_s"), milliseconds):
        measure.require(near(ours[name], other / 1000, RANK), f"latency {name}")
