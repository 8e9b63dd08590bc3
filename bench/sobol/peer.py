"""First-order (Saltelli 2010) and total (Jansen) indices of all outputs with numpy, one thread.

    peer.py whole ROWS      columns of all base rows
    peer.py blocked ROWS    columns of 2048 base rows, which stay in the cache

Prints what lca_bench_mc --sobol prints; the time is from the first draw to the last index, without the start of Python.
"""

import os
import sys
import time

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "mc"))
from model import INPUTS, OUTPUTS, draw, evaluate

SEED = 1
BLOCK = 2048


def study(rows, block):
    """(first, total), each of shape (inputs, outputs)."""
    rng = np.random.default_rng(SEED)
    first = np.zeros((len(INPUTS), OUTPUTS))
    total = np.zeros((len(INPUTS), OUTPUTS))
    sums = np.zeros((2, OUTPUTS))
    shift = None
    for _ in range(0, rows, block):
        a, b = draw(rng, block), draw(rng, block)
        of_a, of_b = np.array(evaluate(a)), np.array(evaluate(b))
        if shift is None:
            shift = of_a.mean(axis=1, keepdims=True)
        of_a -= shift
        of_b -= shift
        for of in of_a, of_b:
            sums += of.sum(axis=1), np.einsum("ij,ij->i", of, of)
        for i in range(len(INPUTS)):
            change = np.array(evaluate([*a[:i], b[i], *a[i + 1:]]))
            change -= shift
            change -= of_a
            first[i] += np.einsum("ij,ij->i", of_b, change)
            total[i] += np.einsum("ij,ij->i", change, change)
    mean = sums[0] / (2 * rows)
    variance = sums[1] / (2 * rows) - mean * mean
    return first / rows / variance, total / (2 * rows) / variance


def main():
    rows = int(sys.argv[2])
    block = {"whole": rows, "blocked": BLOCK}[sys.argv[1]]
    start = time.perf_counter()
    first, total = study(rows, min(rows, block))
    taken = time.perf_counter() - start
    for j in range(OUTPUTS):
        for i in range(len(INPUTS)):
            print(f"o{j}:x{i} {first[i, j]:.6f} {total[i, j]:.6f}")
    print(f"seconds {taken:.6f}")


if __name__ == "__main__":
    main()
