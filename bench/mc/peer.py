"""Mean, sd and quantiles of the model's outputs with numpy, one thread.

    peer.py whole SAMPLES      every column at full length, np.percentile
    peer.py blocked SAMPLES    columns of 16384 samples, which stay in the cache; one np.partition per output

Prints what lca_bench_mc prints; the time is from the first draw to the last quantile, without the start of Python.
"""

import sys
import time

import numpy as np
from model import OUTPUTS, draw, evaluate

SEED = 1
BLOCK = 16384
LEVELS = (0.025, 0.5, 0.975)


def whole(n):
    rng = np.random.default_rng(SEED)
    outputs = evaluate(draw(rng, n))
    return [(x.mean(), x.std(ddof=1), *np.percentile(x, [100 * p for p in LEVELS])) for x in outputs]


def quantiles(x):
    """Linear interpolation between order statistics, as np.percentile does, from one partition."""
    places = [(len(x) - 1) * p for p in LEVELS]
    ranks = sorted({rank for place in places for rank in (int(place), min(int(place) + 1, len(x) - 1))})
    x.partition(ranks)
    for place in places:
        below, above = x[int(place)], x[min(int(place) + 1, len(x) - 1)]
        yield below + (place - int(place)) * (above - below)


def blocked(n):
    rng = np.random.default_rng(SEED)
    outputs = np.empty((OUTPUTS, n))
    for first in range(0, n, BLOCK):
        part = slice(first, min(first + BLOCK, n))
        for row, column in zip(outputs, evaluate(draw(rng, part.stop - part.start))):
            row[part] = column
    return [(x.mean(), x.std(ddof=1), *quantiles(x)) for x in outputs]


def main():
    way = {"whole": whole, "blocked": blocked}[sys.argv[1]]
    start = time.perf_counter()
    rows = way(int(sys.argv[2]))
    taken = time.perf_counter() - start
    for i, row in enumerate(rows):
        print(f"o{i}", *(f"{value:.12g}" for value in row))
    print(f"seconds {taken:.6f}")


if __name__ == "__main__":
    main()
