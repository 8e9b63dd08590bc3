"""Sensitivity indices of all outputs from 16384 base rows: the engine against numpy, whole-array and blocked."""

import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(here))
import measure

ROWS = 16384
PEERS = ("whole", "blocked")
TOLERANCE = 0.08  # of an index between independent samples; the noise of one is about 0.01


def check(ours, peer):
    """The engine lists the inputs that an output depends on, and holds indices within 0 .. 1."""
    measure.require(ours.keys() <= peer.keys(), "other outputs")
    for name, indices in peer.items():
        for a, b in zip(ours.get(name, (0, 0)), indices):
            measure.require(abs(a - min(max(b, 0), 1)) <= TOLERANCE, f"index {name}")


def main():
    options = measure.arguments(__doc__)
    commands = {"lca": [measure.engine(options.binary), "--sobol", str(ROWS), "1"]}
    for way in PEERS:
        commands[way] = measure.peer(os.path.join(here, "peer.py"), way, ROWS)
    times, rows = measure.rounds(commands, options.pairs, f"{ROWS} base rows, 1 thread")
    for way in PEERS:
        check(rows["lca"], rows[way])
    print(f"sobol_vs_numpy: {measure.ratio(times, 'lca', PEERS):.2f}")


if __name__ == "__main__":
    main()
