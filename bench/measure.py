"""Times commands in turn and compares what they print; used by the benchmarks that have a peer in Python.

A command prints lines "NAME NUMBER..." and a last line "seconds S". In its place a function may stand that returns
(seconds, {name: numbers}).
"""

import argparse
import os
import statistics
import subprocess
import sys

ENGINE = "lca_bench_mc"


def arguments(description, **more):
    """Options of a benchmark: the program first, as ./dev bench gives it. more: flag=help, or number=(default, help)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("binary", help="build/release/lca")
    parser.add_argument("--pairs", type=int, default=5, help="rounds to take medians of (%(default)s)")
    for flag, text in more.items():
        option = "--" + flag.replace("_", "-")
        if isinstance(text, str):
            parser.add_argument(option, action="store_true", help=text)
        else:
            parser.add_argument(option, type=int, default=text[0], help=text[1] + " (%(default)s)")
    parsed = parser.parse_args()
    if parsed.pairs < 1:
        parser.error("--pairs must be at least 1")
    return parsed

def engine(binary):
    """The benchmark program of the build that binary belongs to."""
    return os.path.join(os.path.dirname(os.path.abspath(binary)), "bench", ENGINE)

def peer(script, *words):
    return [sys.executable, "-B", script, *map(str, words)]

def run(command):
    """(seconds, {name: numbers})."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"failed with status {done.returncode}: {' '.join(command)}")
    rows = {name: [float(word) for word in words] for name, *words in map(str.split, done.stdout.splitlines())}
    return rows.pop("seconds")[0], rows

def peak_mib(command):
    """The most memory that a run of the command holds, in MiB."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"failed with status {child.returncode}: {' '.join(command)}")
    return used.ru_maxrss / 1024

def rounds(commands, count, title):
    """{name: seconds of each round}; every round runs each command once, every second one backwards.

    Returns the rows that each printed last, too.
    """
    times = {name: [] for name in commands}
    rows = {}
    print(title, flush=True)
    for i in range(count):
        for name in list(commands)[:: -1 if i % 2 else 1]:
            command = commands[name]
            taken, rows[name] = command() if callable(command) else run(command)
            times[name].append(taken)
        print(f"  round {i + 1}: " + ", ".join(f"{name} {taken[i]:.4f} s" for name, taken in times.items()), flush=True)
    print("  median:  " + ", ".join(f"{name} {statistics.median(taken):.4f} s" for name, taken in times.items()))
    return times, rows

def ratio(times, ours, peers):
    """Median over the rounds of peer / ours, for the peer with the smallest median."""
    fastest = min(peers, key=lambda name: statistics.median(times[name]))
    return statistics.median(p / o for p, o in zip(times[fastest], times[ours]))

def require(agree, what):
    if not agree:
        sys.exit(f"the peer computes something else: {what}")
