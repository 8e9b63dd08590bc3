"""Monte Carlo: the engine against numpy, whole-array and blocked, and two threads against one; the memory it holds."""

import os
import sys
from math import sqrt

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import measure

PEERS = ("whole", "blocked")
WHOLE_BYTES = 130 * 8  # a sample: inputs, outputs, and what lies between


def memory_available():
    with open("/proc/meminfo", encoding="ascii") as lines:
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))


def check(samples, ours, peer):
    """Statistics of two independent samples agree as they must: six standard errors of a mean, 3 % of a standard
    deviation, 1 % of the interval's width for a quantile."""
    measure.require(ours.keys() == peer.keys(), "other outputs")
    for name, (mean, sd, *quantiles) in ours.items():
        peer_mean, peer_sd, *peer_quantiles = peer[name]
        width = quantiles[-1] - quantiles[0]
        measure.require(abs(mean - peer_mean) <= 6 * sd * sqrt(2 / samples), f"mean of {name}")
        measure.require(abs(sd - peer_sd) <= 0.03 * sd, f"standard deviation of {name}")
        for a, b in zip(quantiles, peer_quantiles):
            measure.require(abs(a - b) <= 0.01 * width, f"quantile of {name}")


def against_numpy(options, samples):
    commands = {"lca": [measure.engine(options.binary), str(samples), "1"]}
    for way in PEERS:
        if way == "whole" and samples * WHOLE_BYTES > memory_available():
            print(f"whole-array numpy left out: {samples} samples do not fit in memory")
            continue
        commands[way] = measure.peer(os.path.join(here, "peer.py"), way, samples)
    times, rows = measure.rounds(commands, options.pairs, f"{samples} samples, 1 thread")
    peers = [way for way in PEERS if way in commands]
    for way in peers:
        check(samples, rows["lca"], rows[way])
    return measure.ratio(times, "lca", peers)


def two_threads(options, samples):
    program = measure.engine(options.binary)
    commands = {f"{n} threads": [program, str(samples), str(n)] for n in (1, 2)}
    times, rows = measure.rounds(commands, options.pairs, f"{samples} samples, 1 and 2 threads")
    measure.require(rows["1 threads"] == rows["2 threads"], "two threads change the result")
    return measure.ratio(times, "2 threads", ["1 threads"])


def memory(options, samples):
    """MiB, of the number of threads that takes more."""
    return max(measure.peak_mib([measure.engine(options.binary), str(samples), str(n)]) for n in (1, 2))


def main():
    options = measure.arguments(__doc__, skip_10m="leave out 10 million samples, which take minutes")
    results = {"mc_1m_1t_vs_numpy": against_numpy(options, 1_000_000)}
    results["mc_1m_rss_mib"] = memory(options, 1_000_000)
    if not options.skip_10m:
        results["mc_10m_1t_vs_numpy"] = against_numpy(options, 10_000_000)
        results["mc_10m_rss_mib"] = memory(options, 10_000_000)
    if len(os.sched_getaffinity(0)) > 1:
        results["mc_2t_vs_1t"] = two_threads(options, 1_000_000)
    else:
        print("mc_2t_vs_1t left out: one processor")
    for name, value in results.items():
        print(f"{name}: {value:.2f}")


if __name__ == "__main__":
    main()
