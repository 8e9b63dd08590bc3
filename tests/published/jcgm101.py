"""The figures of jcgm101.c that are computed apart from the engine: python3 jcgm101.py (needs numpy and scipy).

Means and standard uncertainties in closed form; intervals by inverting the distribution function, which is that of a
noncentral chi-square (9.4, independent), a quadrature over the other inputs (9.3, 9.4 correlated), or of 60 million
trials (9.5).
"""

import numpy as np
from scipy import optimize, stats


def intervals(name, below, share, low, high):
    """Prints the central and the shortest interval of a distribution function that rises between low and high."""
    def quantile(p):
        return optimize.brentq(lambda y: below(y) - p, low, high, xtol=1e-14 * (high - low))

    least = 1e-9
    best = optimize.minimize_scalar(lambda p: quantile(p + share) - quantile(p), bounds=(least, 1 - share - least),
                                    method="bounded", options={"xatol": 1e-9}).x
    rest = (1 - share) / 2
    print(f"{name}: central {quantile(rest):.7g} .. {quantile(1 - rest):.7g}, "
          f"shortest {quantile(best):.7g} .. {quantile(best + share):.7g}")


def nodes(low, high, count):
    x, w = np.polynomial.legendre.leggauss(count)
    return (low + high) / 2 + (high - low) / 2 * x, w / 2


def mass():
    air, air_weights = nodes(1.1, 1.3, 120)
    weight, weight_weights = nodes(7000, 9000, 80)
    reference, reference_weights = nodes(7950, 8050, 40)
    lift = 1 / weight[:, None] - 1 / reference[None, :]
    lift_weights = weight_weights[:, None] * reference_weights[None, :]
    mean, sd = 100001.234, np.hypot(0.050, 0.020)
    squares = 0.2 ** 2 / 12 * (lift_weights * lift ** 2).sum()
    print(f"9.3: mean {mean - 1e5:.7g}, u {np.sqrt(sd ** 2 * (1 + squares) + mean ** 2 * squares):.7g}")
    buoyancy = ((air - 1.2)[:, None, None] * lift[None]).ravel()
    weights = (air_weights[:, None, None] * lift_weights[None]).ravel()
    intervals("9.3", lambda y: float(weights @ stats.norm.cdf(((1e5 + y) / (1 + buoyancy) - mean) / sd)), 0.95, 0.5, 2)


def loss(x1, r, u=5.0):
    """X1^2 + X2^2 along the axes of the ellipse: A^2 + B^2 of sd u sqrt(1 +- r), both with the mean x1 / sqrt(2)."""
    wide, narrow, centre = u * np.sqrt(1 + r), u * np.sqrt(1 - r), x1 / np.sqrt(2)
    sd = np.sqrt(sum(2 * s ** 4 + 4 * s ** 2 * centre ** 2 for s in (wide, narrow)))
    print(f"9.4 {x1} {r}: mean {x1 ** 2 + 2 * u * u:.7g}, u {sd:.7g}")
    z = np.linspace(-9, 9, 20001)
    weights = stats.norm.pdf(z) / stats.norm.pdf(z).sum()
    squares = (centre + narrow * z) ** 2

    def below(y):
        if r == 0:
            return stats.ncx2.cdf(y / u ** 2, 2, (x1 / u) ** 2) if x1 else stats.chi2.cdf(y / u ** 2, 2)
        root = np.sqrt(np.clip(y - squares, 0, None))
        inside = stats.norm.cdf((root - centre) / wide) - stats.norm.cdf((-root - centre) / wide)
        return float(weights @ np.where(y > squares, inside, 0))

    intervals(f"9.4 {x1} {r}", below, 0.95, 0, 30000)


def trapezoid(rng, low, high, d, count):
    start = low - d + 2 * d * rng.random(count)
    return start + (low + high - 2 * start) * rng.random(count)


def block(trials=60, count=1_000_000):
    rng, parts = np.random.default_rng(7), []
    for _ in range(trials):
        standard = 50000623 + 25 * rng.standard_t(18, count)
        read = 215 + 6 * rng.standard_t(24, count) + 4 * rng.standard_t(5, count) + 7 * rng.standard_t(8, count)
        warmth = rng.normal(-0.1, 0.2, count) + 0.5 * np.sin(2 * np.pi * rng.random(count))
        expansion = trapezoid(rng, -1e-6, 1e-6, 0.1e-6, count) * warmth
        expansion += rng.uniform(9.5e-6, 13.5e-6, count) * trapezoid(rng, -0.05, 0.05, 0.025, count)
        parts.append(standard - 50000000 + read - standard * expansion)
    y = np.sort(np.concatenate(parts))
    held = int(0.99 * len(y))
    first = np.argmin(y[held:] - y[:-held])
    print(f"9.5: mean {y.mean():.7g}, u {y.std():.7g}, shortest {y[first]:.7g} .. {y[first + held]:.7g}")

    def student(scale, degrees):
        return scale ** 2 * degrees / (degrees - 2)

    warmth, steepness = 0.1 ** 2 + 0.2 ** 2 + 0.5 ** 2 / 2, 11.5e-6 ** 2 + 4e-6 ** 2 / 12
    expansion = warmth * (2e-6 ** 2 / 12 + 0.1e-6 ** 2 / 9) + steepness * (0.1 ** 2 / 12 + 0.025 ** 2 / 9)
    variance = student(25, 18) + student(6, 24) + student(4, 5) + student(7, 8)
    print(f"9.5: u {np.sqrt(variance + (50000623 ** 2 + student(25, 18)) * expansion):.8g}")


def main():
    print(f"9.2.3: {2 * np.sqrt(3) * (2 - 0.6 ** 0.25):.7g}")
    mass()
    for r in (0, 0.9):
        for x1 in (0, 10, 50):
            loss(x1, r)
    block()


if __name__ == "__main__":
    main()
