"""Reference quantiles of every distribution, with 50 digits: python3 quantiles.py > quantiles.csv (needs mpmath).

A row is a distribution with its parameters, meant as the doubles that they are read as, and a quantile for each column
p; "1-p" is the double nearest to it, and the quantile is that double's. Parameters are those of lca/base/dist.h; points
are "x:P(X <= x)" or "x". scale is what an error is measured by beside |x|: the standard deviation (of Student's t its
scale) or, for shapes with a tail to 0, 0, so that the smallest numbers must be right, too. Incomplete beta and gamma
functions are inverted with Newton's method on the logarithms, from the nearer tail, and every quantile is put back into
the distribution function.
"""

import sys

from mpmath import mp, mpf

mp.dps = 60
DIGITS = 18
LOWER = ["0x1p-53", "1e-12", "1e-9", "1e-6", "0.0001", "0.001", "0.01", "0.025", "0.07", "0.08", "0.1", "0.25", "0.4", "0.49"]
ROOT_OF_2 = mp.sqrt(2)


def double(text):
    return float.fromhex(text) if "x" in text else float(text)


COLUMNS = [(text, double(text)) for text in LOWER] + [("0.5", 0.5)] + \
    [("1-" + text, 1.0 - double(text)) for text in reversed(LOWER)]


def newton(log_cdf, slope, target, start):
    """y with log_cdf(y) = target; slope is its derivative. Steps are held, since far out they would overshoot."""
    y = start
    for _ in range(500):
        step = (log_cdf(y) - target) / slope(y)
        step = max(min(step, mpf(4)), mpf(-4))
        y -= step
        if abs(step) < mpf(10) ** -52 * max(1, abs(y)):
            return y
    raise ArithmeticError("no quantile found")


def beta_series(alpha, beta, x):
    """The incomplete beta function up to its mean, about: all terms of the series are positive."""
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -58:
        term *= (alpha + beta + n) / (alpha + 1 + n) * x
        total += term
        n += 1
    return x ** alpha * (1 - x) ** beta / (alpha * mp.beta(alpha, beta)) * total


def incomplete_beta(alpha, beta, x):
    if x > alpha / (alpha + beta):
        return 1 - beta_series(beta, alpha, 1 - x)
    return beta_series(alpha, beta, x)


def beta_quantile(alpha, beta, p):
    """From the tail that ends at the mean."""
    if p > incomplete_beta(alpha, beta, alpha / (alpha + beta)):
        return 1 - beta_below_mean(beta, alpha, 1 - p)
    return beta_below_mean(alpha, beta, p)


def beta_below_mean(alpha, beta, p):
    def log_cdf(y):
        return mp.log(beta_series(alpha, beta, mp.exp(y)))

    def slope(y):
        x = mp.exp(y)
        return x ** alpha * (1 - x) ** (beta - 1) / mp.beta(alpha, beta) / beta_series(alpha, beta, x)

    mean = alpha / (alpha + beta)
    start = min((mp.log(p) + mp.log(alpha) + mp.log(mp.beta(alpha, beta))) / alpha, mp.log(mean))
    x = mp.exp(newton(log_cdf, slope, mp.log(p), start))
    assert abs(incomplete_beta(alpha, beta, x) / p - 1) < mpf(10) ** -40
    return x


def gamma_quantile(shape, p):
    lower = p < mp.gammainc(shape, 0, shape, regularized=True)

    def tail(x):
        return mp.gammainc(shape, 0, x, regularized=True) if lower else mp.gammainc(shape, x, mp.inf, regularized=True)

    def slope(y):
        x = mp.exp(y)
        density = x ** shape * mp.exp(-x) / mp.gamma(shape)
        return (density if lower else -density) / tail(x)

    target = p if lower else 1 - p
    start = min((mp.log(p) + mp.loggamma(shape + 1)) / shape, mp.log(shape)) if lower else mp.log(shape + 1)
    x = mp.exp(newton(lambda y: mp.log(tail(mp.exp(y))), slope, mp.log(target), start))
    assert abs(tail(x) / target - 1) < mpf(10) ** -40
    return x


def normal_quantile(p):
    return -ROOT_OF_2 * mp.erfinv(1 - 2 * p)


def normal_below(x):
    return mp.erfc(-x / ROOT_OF_2) / 2


def student_quantile(degrees, p):
    if p == mpf("0.5"):
        return mpf(0)
    sign, tail = (-1, p) if p < mpf("0.5") else (1, 1 - p)
    half = mpf(1) / 2
    y = beta_quantile(degrees / 2, half, 2 * tail)
    return sign * mp.sqrt(degrees * (1 - y) / y)


def trapezoid_tail(wide, d, e):
    """P(X < end + e) of a curvilinear trapezoid, within its curved part; wide = half-width + d."""
    r = wide - e
    return (e - r * mp.log(wide / r)) / (4 * d)


def trapezoid_quantile(a, d, c, p):
    """With twice the digits: near its end a tail is a difference of almost equal numbers."""
    with mp.workdps(2 * mp.dps):
        return trapezoid_inverse(a, d, c, p)


def trapezoid_inverse(a, d, c, p):
    if p > mpf("0.5"):
        return -trapezoid_inverse(-c, d, -a, 1 - p)
    half = (c - a) / 2
    wide = half + d
    corner = trapezoid_tail(wide, d, 2 * d)
    if p > corner:
        return a + d + (p - corner) * 4 * d / mp.log(wide / (half - d))
    y = newton(lambda y: mp.log(trapezoid_tail(wide, d, mp.exp(y))),
               lambda y: mp.exp(y) * mp.log(wide / (wide - mp.exp(y))) / (4 * d) / trapezoid_tail(wide, d, mp.exp(y)),
               mp.log(p), min(mp.log(8 * d * wide * p) / 2, mp.log(2 * d)))
    return a - d + mp.exp(y)


def triangular_quantile(a, b, c, p):
    if p * (c - a) < b - a:
        return a + mp.sqrt(p * (c - a) * (b - a))
    return c - mp.sqrt((1 - p) * (c - a) * (c - b))


def pert_parameters(a, b, c):
    return 1 + 4 * (b - a) / (c - a), 1 + 4 * (c - b) / (c - a)


def beta_sd(alpha, beta, width):
    return width * mp.sqrt(alpha * beta / (alpha + beta + 1)) / (alpha + beta)


def discrete_quantile(points, p):
    return next(x for x, below in points if below >= p)


def empirical_quantile(points, p):
    rank = (len(points) - 1) * p
    whole = min(int(rank), len(points) - 2)
    low, high = points[whole][0], points[whole + 1][0]
    return low + (rank - whole) * (high - low)


def points_sd(points):
    weights = [below - before for (_, below), before in zip(points, [0] + [below for _, below in points])]
    mean = mp.fsum(w * x for w, (x, _) in zip(weights, points))
    return mp.sqrt(mp.fsum(w * (x - mean) ** 2 for w, (x, _) in zip(weights, points)))


class Shape:
    """A distribution without cut: quantile(p), below(x) and the scale of errors."""

    def __init__(self, kind, a, b, c, d, points):
        self.quantile, self.below, self.scale = getattr(self, kind.lower())(a, b, c, d, points)

    def normal(self, a, b, c, d, points):
        return lambda p: a + b * normal_quantile(p), lambda x: normal_below((x - a) / b), b

    def lognormal(self, a, b, c, d, points):
        sigma = mp.log(b)
        scale = 0 if c == 0 else a * mp.exp(sigma ** 2 / 2) * mp.sqrt(mp.expm1(sigma ** 2))
        return (lambda p: c + a * mp.exp(sigma * normal_quantile(p)),
                lambda x: normal_below(mp.log((x - c) / a) / sigma), scale)

    def uniform(self, a, b, c, d, points):
        return lambda p: a + p * (c - a), lambda x: (x - a) / (c - a), 0 if a == 0 else (c - a) / mp.sqrt(12)

    def triangular(self, a, b, c, d, points):
        def below(x):
            return (x - a) ** 2 / (c - a) / (b - a) if x < b else 1 - (c - x) ** 2 / (c - a) / (c - b)

        m = (b - a) / (c - a)
        return lambda p: triangular_quantile(a, b, c, p), below, (c - a) * mp.sqrt((1 - m + m * m) / 18)

    def beta(self, a, b, c, d, points):
        return (lambda p: a + (c - a) * beta_quantile(b, d, p), lambda x: incomplete_beta(b, d, (x - a) / (c - a)),
                0 if a == 0 else beta_sd(b, d, c - a))

    def pert(self, a, b, c, d, points):
        alpha, beta = pert_parameters(a, b, c)
        return self.beta(a, alpha, c, beta, points)

    def gamma(self, a, b, c, d, points):
        return (lambda p: c + a * gamma_quantile(b, p),
                lambda x: mp.gammainc(b, 0, (x - c) / a, regularized=True), 0 if c == 0 else a * mp.sqrt(b))

    def weibull(self, a, b, c, d, points):
        sd = a * mp.sqrt(mp.gamma(1 + 2 / b) - mp.gamma(1 + 1 / b) ** 2)
        return (lambda p: c + a * (-mp.log(1 - p)) ** (1 / b), lambda x: -mp.expm1(-((x - c) / a) ** b),
                0 if c == 0 else sd)

    def student(self, a, b, c, d, points):
        def below(x):
            t = (x - a) / b
            tail = incomplete_beta(d / 2, mpf(1) / 2, d / (d + t * t)) / 2
            return tail if t < 0 else 1 - tail

        return lambda p: a + b * student_quantile(d, p), below, b

    def arcsine(self, a, b, c, d, points):
        return (lambda p: a + (c - a) * mp.sin(mp.pi * p / 2) ** 2,
                lambda x: 2 * mp.asin(mp.sqrt((x - a) / (c - a))) / mp.pi, 0 if a == 0 else (c - a) / mp.sqrt(8))

    def trapezoid(self, a, b, c, d, points):
        return lambda p: trapezoid_quantile(a, b, c, p), None, mp.sqrt((c - a) ** 2 / 12 + b ** 2 / 9)

    def discrete(self, a, b, c, d, points):
        return lambda p: a * discrete_quantile(points, p), None, abs(a) * points_sd(points)

    def empirical(self, a, b, c, d, points):
        return lambda p: a * empirical_quantile(points, p), None, abs(a) * points_sd(
            [(x, mpf(i + 1) / len(points)) for i, (x, _) in enumerate(points)])


def read_points(text):
    """Pairs of doubles as the parameters; without P it is None."""
    pairs = (word.partition(":")[::2] for word in text.split())
    return [(mpf(float(x)), mpf(float(below)) if below else None) for x, below in pairs]


# kind, a, b, c, d, low, high, points; "" is 0, or no cut.
CASES = """
NORMAL,0,1
NORMAL,-20,25
NORMAL,2820,1e-3
NORMAL,1e-3,1e6
NORMAL,350,20,,,300,
NORMAL,0,1,,,-1,2
NORMAL,350,20,,,,400
LOGNORMAL,1,2.718281828459045
LOGNORMAL,1e9,1.0001
LOGNORMAL,0.0035,1.6
LOGNORMAL,150,30
LOGNORMAL,2,1e6
LOGNORMAL,0.12,1.4,1
LOGNORMAL,3,1.2,-50
LOGNORMAL,2500,2,,,1000,8000
LOGNORMAL,1,3,,,0.5,
LOGNORMAL,1,3,,,,40
UNIFORM,0,,1
UNIFORM,-3,,5
UNIFORM,6.95e6,,7.05e6
UNIFORM,0.999999,,1.000001
TRIANGULAR,1,3,4
TRIANGULAR,0,0,1
TRIANGULAR,0,1,1
TRIANGULAR,-5,-4.999999,20
TRIANGULAR,376,384,400
TRIANGULAR,1.2,1.5,2,,1.3,
PERT,0,0.5,1
PERT,160,280,400
PERT,0.15,0.4,0.9
PERT,0,0,1
PERT,0,1,1
PERT,1e-6,4e-6,2e-5
PERT,-1,0.999,1
PERT,0.6,0.85,0.98,,0.7,0.95
BETA,0,2,1,5
BETA,0,0.5,1,0.5
BETA,0,0.2,1,3
BETA,0,30,1,0.7
BETA,0,200,1,300
BETA,0,5000,1,20000
BETA,-2,1,6,4
BETA,0.5,3,1,8,0.55,0.9
GAMMA,1,1
GAMMA,2,0.5
GAMMA,1,0.2
GAMMA,0.01,4.5
GAMMA,1,100
GAMMA,0.001,10000
GAMMA,3,2.5,10
GAMMA,1,2,,,0.5,8
WEIBULL,1,1
WEIBULL,5,0.5
WEIBULL,1,0.25
WEIBULL,7,3.6
WEIBULL,1000,50
WEIBULL,2,2,1
WEIBULL,8,2.2,,,3,12
STUDENT,0,1,,1
STUDENT,0,1,,2
STUDENT,0,1,,0.5
STUDENT,0,1,,5
STUDENT,50000623,25,,18
STUDENT,-10,0.1,,1000
STUDENT,4,3,,3.5,0,
ARCSINE,0,,1
ARCSINE,-0.5,,0.5
ARCSINE,10,,40
ARCSINE,-1,,1,,-0.8,0.9
TRAPEZOID,-1e-6,0.1e-6,1e-6
TRAPEZOID,-0.05,0.025,0.05
TRAPEZOID,1,0.5,4
TRAPEZOID,100,9.999,120
TRAPEZOID,10,1e-6,20
TRAPEZOID,1,1,9
DISCRETE,1,,,,,,1:0.125 2:0.375 7:0.6875 20:1
DISCRETE,2.5,,,,,,-3:0.0000001 0:0.3 4:0.9999999 5:1
EMPIRICAL,1,,,,,,3 3.5 4 4 9
EMPIRICAL,0.5,,,,,,-7 11
"""


def cut(shape, low, high):
    """Conditioned on low .. high. The doubles below p of F(low) .. F(high) are real numbers here, not rounded."""
    if low == "" and high == "":
        return shape.quantile
    start = shape.below(mpf(float(low))) if low else mpf(0)
    end = shape.below(mpf(float(high))) if high else mpf(1)
    return lambda p: shape.quantile(start + p * (end - start))


def main():
    names = ["kind", "a", "b", "c", "d", "low", "high", "points", "scale"]
    print(",".join(names + [text for text, _ in COLUMNS]))
    for line in CASES.split("\n"):
        if not line:
            continue
        fields = (line.split(",") + [""] * 8)[:8]
        numbers = [mpf(float(field or 0)) for field in fields[1:5]]
        shape = Shape(fields[0], *numbers, read_points(fields[7]))
        quantile = cut(shape, fields[5], fields[6])
        row = [mp.nstr(quantile(mpf(p)), DIGITS) for _, p in COLUMNS]
        print(",".join(fields + [mp.nstr(shape.scale, 6)] + row))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
