#!/usr/bin/env python3
"""Writes the reference values of tests/Zygote.Libraries.Tests/SpecialFunctions/Data, one file for each family named.

    eng/special-function-table.py log-exp trigonometry error gamma incomplete noncentral zeta faddeeva

A row is: function, arguments as the doubles they are, a colon, derivatives. Of a function of one variable those of order 0 to 3;
of several variables the value, the gradient, and the second derivatives row by row of the upper triangle. A star stands
where the derivative is not a normal double. The functions are those of mpmath or their definitions, at 60 to 120 digits;
derivatives are difference quotients at that precision.
"""
import os
import sys

import mpmath as mp

FOLDER = os.path.join(os.path.dirname(__file__), "../tests/Zygote.Libraries.Tests/SpecialFunctions/Data")
ROWS = []


def show(value):
    value = mp.re(value)
    if mp.isnan(value) or mp.isinf(value) or (value != 0 and not mp.mpf("1e-300") < abs(value) < mp.mpf("1e300")):
        return "*"
    return mp.nstr(value, 20)


def power_of_two(x):
    return mp.mpf(2) ** int(mp.floor(mp.log(abs(x), 2))) if x != 0 else mp.mpf(1)


def one(name, f, points, digits=80, orders=3):
    """Rows of a function of one variable; the points are doubles."""
    for x in points:
        with mp.workdps(digits):
            x = mp.mpf(float(x))
            # The step is relative to the argument, so that tiny ones stay on their side of a singularity.
            scale = power_of_two(x)
            values = [f(x)]
            for n in range(1, orders + 1):
                values.append(mp.diff(f, x, n, h=scale * mp.mpf(10) ** (-digits // 2)))
            ROWS.append(f"{name} {float(x)!r} : " + " ".join(show(v) for v in values))


def several(name, f, points, digits=60, hessian=True):
    """Rows of a function of several variables."""
    for point in points:
        with mp.workdps(digits):
            n = len(point)
            # Differentiated by multiples of a power of two near the argument, for the same reason.
            scales = [power_of_two(mp.mpf(float(p))) for p in point]
            x = [mp.mpf(float(p)) / s for p, s in zip(point, scales)]
            g = lambda *u: f(*(v * s for v, s in zip(u, scales)))
            values = [g(*x)]
            for i in range(n):
                values.append(mp.diff(g, tuple(x), tuple(int(k == i) for k in range(n))) / scales[i])
            if hessian:
                for i in range(n):
                    for j in range(i, n):
                        slope = mp.diff(g, tuple(x), tuple(int(k == i) + int(k == j) for k in range(n)))
                        values.append(slope / scales[i] / scales[j] if abs(slope) > mp.mpf("1e-25") * abs(values[0]) else 0)
            ROWS.append(f"{name} " + " ".join(repr(float(p)) for p in point) + " : " + " ".join(show(v) for v in values))


ALL = [-700.0, -40.5, -10.25, -3.0, -1.0, -0.3, -1e-3, -1e-9, 1e-9, 1e-3, 0.3, 0.7, 1.0, 1.75, 3.0, 10.25, 40.5, 700.0]
ABOVE = [x for x in ALL if x > 0]
BELOW = [x for x in ALL if x < 0] + [-0.7]
INSIDE = [1e-9, 1e-3, 0.1, 0.3, 0.45, 0.500001, 0.6, 0.9, 0.999, 1 - 1e-9]


def log_exp():
    log, exp = mp.log, mp.exp
    one("ExpM1", mp.expm1, ALL, 340)
    one("LogP1", mp.log1p, [-0.999, -0.5, -1e-3, -1e-9, 1e-9, 1e-3, 0.3, 1.0, 10.0, 1e10])
    one("Xlogx", lambda x: x * log(x), [1e-300, 1e-9, 0.1, 0.5, 2.0, 10.0, 1e10])
    one("Xexpx", lambda x: x * exp(x), [-700.0, -40.5, -10.25, -2.5, -0.7, -1e-9, 1e-9, 0.3, 3.0, 40.5, 700.0])
    one("Logistic", lambda x: 1 / (1 + exp(-x)), ALL, 340)
    one("Logit", lambda p: log(p / (1 - p)), INSIDE)
    one("LogCosh", lambda x: log(mp.cosh(x)), ALL, 340)
    one("LogAbsSinh", lambda x: log(abs(mp.sinh(x))), ALL, 340)
    one("LogAbsTanh", lambda x: log(abs(mp.tanh(x))), ALL, 340)
    one("Log1pSquared", lambda x: log(1 + x * x), [-40.5, -0.3, 1e-9, 0.7, 1.1, 3.0, 1e50, 1e200])
    one("Log1pExp", lambda x: log(1 + exp(x)), ALL, 340)
    one("Log1mExp", lambda x: log(1 - exp(x)), BELOW, 340)
    one("Log2mExp", lambda x: log(2 - exp(x)), [-700.0, -40.5, -3.0, -0.3, -1e-9, 1e-9, 0.3, 0.69], 340)
    one("LogExpm1", lambda x: log(exp(x) - 1), ABOVE, 340)
    one("InverseSoftplus", lambda x: log(exp(x) - 1), [0.01, 2.0])
    one("Log1pmx", lambda x: log(1 + x) - x, [-0.999, -0.61, -0.59, -0.1, -1e-9, 1e-9, 1e-3, 0.3, 1.1, 1.3, 10.0, 1e5], 120)
    one("Logmxp1", lambda x: log(x) - x + 1, [1e-9, 0.39, 0.41, 0.9, 1 - 1e-9, 1 + 1e-9, 1.1, 2.1, 2.3, 10.0, 1e5], 120)
    one("Cloglog", lambda p: log(-log(1 - p)), INSIDE)
    one("Cexpexp", lambda x: 1 - exp(-exp(x)), [-700.0, -40.5, -3.0, -0.3, 0.1, 0.3, 1.75, 3.0, 5.0], 340)
    one("LogLogistic", lambda x: -log(1 + exp(-x)), ALL, 340)
    one("Log1mLogistic", lambda x: -log(1 + exp(x)), ALL, 340)
    one("LogitExp", lambda x: x - log(1 - exp(x)), BELOW, 340)
    one("Logit1mExp", lambda x: log(1 - exp(x)) - x, BELOW, 340)
    pairs = [(0.5, 0.25), (2.0, 3.0), (1e-9, 7.0), (50.0, 1e-5)]
    several("Xlogy", lambda x, y: x * log(y), pairs + [(-2.0, 3.0)])
    several("Xlog1py", lambda x, y: x * log(1 + y), pairs + [(-2.0, 1e-12), (3.0, -0.75)])
    several("Xexpy", lambda x, y: x * exp(y), pairs + [(-2.0, -300.0)])
    pairs = [(0.5, 0.25), (2.0, 3.0), (-3.0, 40.0), (500.0, 501.5), (-700.0, -1.0), (1000.0, 999.0)]
    several("LogAddExp", lambda x, y: log(exp(x) + exp(y)), pairs + [(1.0, 1.0)], 340)
    several("LogSubExp", lambda x, y: log(abs(exp(x) - exp(y))), pairs + [(1.0, 1.0 + 2.0 ** -20)], 340)


def trigonometry():
    angles = [-30.0, -7.5, -3.0, -1.0, -0.3, -1e-6, 1e-6, 0.3, 0.9, 1.5, 2.0, 6.0, 100.0]
    one("Sec", mp.sec, angles)
    one("Csc", mp.csc, angles)
    one("Cot", mp.cot, angles)
    outside = [-1e9, -5.0, -1.5, -1.0000001, 1.0000001, 1.001, 1.5, 3.0, 1e3, 1e12]
    one("Asec", lambda x: mp.acos(1 / x), outside)
    one("Acsc", lambda x: mp.asin(1 / x), outside)
    one("Acot", lambda x: mp.atan(1 / x), [-1e9, -5.0, -0.5, -1e-6, 1e-6, 0.5, 1.5, 100.0])
    one("Sech", mp.sech, ALL, 340)
    one("Csch", mp.csch, ALL, 340)
    one("Coth", mp.coth, ALL, 340)
    one("Asech", mp.asech, [1e-9, 1e-3, 0.2, 0.3, 0.7, 0.9, 0.999, 1 - 1e-9])
    one("Acsch", mp.acsch, [-1e9, -3.0, -0.3, -1e-6, 1e-6, 0.5, 2.0, 1e5])
    one("Acoth", mp.acoth, outside)
    degrees = [-720.5, -361.0, -100.0, -44.0, -1e-5, 1e-5, 29.0, 46.0, 89.5, 91.0, 179.0, 200.0, 269.0, 3601.0, 1e9 + 0.25]
    one("SinDegrees", lambda x: mp.sin(x * mp.pi / 180), degrees)
    one("CosDegrees", lambda x: mp.cos(x * mp.pi / 180), degrees)
    one("TanDegrees", lambda x: mp.tan(x * mp.pi / 180), degrees)
    one("SecDegrees", lambda x: mp.sec(x * mp.pi / 180), degrees)
    one("CscDegrees", lambda x: mp.csc(x * mp.pi / 180), degrees)
    one("CotDegrees", lambda x: mp.cot(x * mp.pi / 180), degrees)
    inner = [-0.99, -0.3, 0.01, 0.5, 0.9]
    one("AsinDegrees", lambda x: mp.asin(x) * 180 / mp.pi, inner)
    one("AcosDegrees", lambda x: mp.acos(x) * 180 / mp.pi, inner)
    one("AtanDegrees", lambda x: mp.atan(x) * 180 / mp.pi, inner + [50.0])
    one("AsecDegrees", lambda x: mp.acos(1 / x) * 180 / mp.pi, [-3.0, 1.5])
    one("AcscDegrees", lambda x: mp.asin(1 / x) * 180 / mp.pi, [-3.0, 1.5])
    one("AcotDegrees", lambda x: mp.atan(1 / x) * 180 / mp.pi, [-3.0, 1.5])
    points = [-20.3, -3.3, -1.5, -0.9, -0.3, -1e-5, 1e-5, 0.2, 0.5, 0.7, 1.2, 1.9, 2.6, 5.2, 100.3, 1e6 + 0.25]
    one("Sinc", lambda x: mp.sin(mp.pi * x) / (mp.pi * x), points, 120)
    one("Cosc", lambda x: mp.cos(mp.pi * x) / x - mp.sin(mp.pi * x) / (mp.pi * x * x), points, 120)
    several("Hypot", lambda x, y, z: mp.sqrt(x * x + y * y + z * z),
            [(3.0, 4.0, 12.0), (-1e-5, 2.0, 0.5), (1e200, 2e200, -5e199), (1e-200, 3e-200, 1e-201)], hessian=False)
    several("Hypot", lambda *x: mp.sqrt(sum(v * v for v in x)),
            [(3.0, -4.0, 12.0, 84.0, 0.5), (1e200, 2e200, -5e199, 1e199, 3e200), (1e-200, 3e-200, 1e-201, -1e-199, 2e-200), (0.25, 2.0, -0.5, 30.0, 7.0)])
    turns = [-1e-300, -1e-9, -3.0, -3.25, 3.25, 6.25, 6.5, 7.0, -7.0, 12.566370614359172, 12.566370614359174, -25.132741228718345, 100.5, -1e5, 355.0,
             710.0, 1e15, 6381956970095103 * 2.0 ** 797, 5.3371e25, -1e300, 1.7e308]
    modulo = lambda x: x - 2 * mp.pi * mp.floor(x / (2 * mp.pi))
    one("ModTwoPi", modulo, turns, 700, 0)
    one("RemTwoPi", lambda x: x - 2 * mp.pi * mp.nint(x / (2 * mp.pi)), turns, 700, 0)


def error():
    log, exp = mp.log, mp.exp
    points = [-26.0, -10.0, -5.5, -3.0, -1.5, -0.99, -0.5, -0.1, -1e-8, 1e-8, 0.1, 0.49, 0.51, 0.99, 1.01, 2.0, 3.7, 6.0, 12.0, 26.0]
    far = points + [40.0, 1e3, 1e8]
    one("Erf", mp.erf, points, 340)
    one("Erfc", mp.erfc, points, 340)
    scaled = lambda x: exp(x * x) * mp.erfc(x)
    near = [x for x in far if x < 100]
    one("Erfcx", scaled, near, 80)
    one("Erfi", mp.erfi, points, 340)
    one("Dawson", lambda x: mp.sqrt(mp.pi) / 2 * exp(-x * x) * mp.erfi(x), [-3.0, -0.3, 1e-8, 0.1, 0.49, 0.51, 0.9, 1.5, 2.5, 4.0, 6.4, 6.6, 7.4, 8.1, 10.0, 50.0], 80)
    one("LogErfc", lambda x: log(mp.erfc(x)), near, 340)
    one("LogErfcx", lambda x: log(scaled(x)), near, 340)
    one("LogErf", lambda x: log(mp.erf(x)), [x for x in points if x > 0], 340)
    inner = [-0.999, -0.7, -0.49, -0.1, -1e-12, 1e-12, 1e-3, 0.2, 0.51, 0.9, 1 - 1e-9, 1 - 2.0 ** -53]
    one("ErfInverse", mp.erfinv, inner, 80)
    inverse = lambda y: mp.findroot(lambda x: log(mp.erfc(x)) - log(y), guess(y))
    guess = lambda y: mp.erfinv(1 - y) if y > mp.mpf("1e-15") else mp.sqrt(-log(y * mp.sqrt(-log(y) * mp.pi)))
    one("ErfcInverse", inverse, [1e-290, 1e-100, 1e-20, 1e-5, 0.1, 0.49, 0.6, 0.9, 1.1, 1.6, 1.99], 60)
    one("NormalPdf", mp.npdf, [x for x in points if abs(x) > 1e-7], 340)
    one("NormalCdf", mp.ncdf, [-37.0] + points, 340)
    one("LogNormalCdf", lambda x: log(mp.ncdf(x)), [-40.0] + points, 340)
    quantile = lambda p: -mp.sqrt(2) * inverse(2 * p) if p < 0.25 else mp.sqrt(2) * mp.erfinv(2 * p - 1)
    one("NormalQuantile", quantile, [1e-290, 1e-20, 1e-5, 0.1, 0.3, 0.6, 0.9, 0.999], 60)
    between = lambda x, y: mp.erfc(x) - mp.erfc(y) if x > 0 else mp.erfc(-y) - mp.erfc(-x) if y < 0 else mp.erf(y) - mp.erf(x)
    pairs = [(0.5, 0.75), (-0.5, 2.0), (3.0, 3.0 + 2.0 ** -10), (5.0, 9.0), (-8.0, -4.0), (-1e-9, 1e-9), (2.0, 1.0)]
    several("Erf", between, pairs, 60)
    several("LogErf", lambda x, y: log(between(x, y)), pairs[:-1] + [(30.0, 30.125), (30.0, 31.0), (-50.0, -45.0)], 80)


def gamma():
    log = mp.log
    above = [1e-300, 1e-9, 0.01, 0.3, 0.49, 0.5, 0.51, 0.75, 0.999, 1.001, 1.25, 1.6, 1.99, 2.01, 2.4, 2.6, 3.7, 5.5, 9.9, 10.1, 15.3, 19.9, 20.1, 33.3, 100.25]
    below = [-1e-9, -0.01, -0.49, -0.51, -0.9, -1.5, -2.75, -7.01, -20.3, -99.3]
    far = [171.25, 1e3, 1e6 + 0.5, 1e15, 1e90]
    integers = [1.0, 2.0, 5.0, 23.0, 170.0]
    one("Gamma", mp.gamma, below + above[1:] + integers + [160.5], 60)
    one("ReciprocalGamma", mp.rgamma, [-7.0, -3.0, 0.0] + below + above[1:] + [160.5], 60)
    one("LogGamma", lambda x: mp.re(mp.loggamma(x)), above + far, 60)
    one("LogAbsGamma", lambda x: log(abs(mp.gamma(x))), below + above + far[:2], 60)
    one("LogFactorial", lambda x: mp.re(mp.loggamma(1 + x)), [-0.9, -0.4, -1e-9, 1e-9, 0.3, 0.6, 1.0001, 4.0, 50.0], 60)
    one("Digamma", mp.digamma, below + above + [1.4, 1.4616, 1.5] + far, 60)
    one("Trigamma", lambda x: mp.polygamma(1, x), below + [-150.3] + above[1:] + far[:-1], 60, 2)
    for n in (2, 5, 10):
        one(f"Polygamma{n}", lambda x: mp.polygamma(n, x), [-5.3, -0.4, 0.2, 1.0, 3.3, 20.5, 1e3], 60, 2)
    inverse = lambda y: mp.findroot(lambda x: mp.digamma(x) - y, mp.exp(y) + mp.mpf(1) / 2 if y > -2 else -1 / (y + mp.euler))
    one("InverseDigamma", inverse, [-1e3, -20.0, -2.5, -0.5, 1e-3, 1.0, 3.0, 10.0, 30.0, 50.0], 60)
    one("MultivariateLogGamma3", lambda a: 3 * log(mp.pi) / 2 + sum(mp.re(mp.loggamma(a - mp.mpf(j) / 2)) for j in range(3)), [1.01, 2.5, 7.0, 300.0], 60)
    pairs = [(0.3, 0.7), (1e-3, 2.0), (2.5, 3.5), (9.0, 12.0), (0.01, 50.0), (3.0, 1e5), (15.0, 20.0), (60.0, 400.0), (1e-3, 1e8), (250.0, 1e-3)]
    several("Beta", mp.beta, pairs + [(-0.5, 0.75), (-2.5, 1.25), (-1.3, -2.4), (-0.5, -1.5)])
    logbeta = lambda a, b: mp.re(mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b))
    several("LogBeta", logbeta, pairs + [(1e3, 1e4), (1e6, 2e9)])
    several("LogAbsBeta", lambda a, b: log(abs(mp.beta(a, b))), pairs[:3] + [(-0.5, 0.75), (-1.3, -2.4)])
    binomial = lambda n, k: mp.gamma(n + 1) * mp.rgamma(k + 1) * mp.rgamma(n - k + 1)
    several("Binomial", binomial, [(5.0, 2.0), (5.5, 2.25), (3.0, 5.0), (3.0, -1.0), (-0.5, 2.0), (-2.5, 1.5), (100.0, 30.5), (500.5, 200.0), (1e6, 3.0)])
    several("LogAbsBinomial", lambda n, k: log(abs(binomial(n, k))), [(5.0, 2.0), (5.5, 2.25), (500.5, 200.0), (1e6, 1e3), (-2.5, 1.25)])


def zeta():
    def diff(f, x, n, radius):
        return mp.factorial(n) * mp.fsum(f(x + radius * mp.expjpi(mp.mpf(2 * j) / 64)) * mp.expjpi(-mp.mpf(2 * j * n) / 64) for j in range(64)) / 64 / radius ** n

    def contour(name, f, points, orders, pole):
        """Derivatives by Cauchy's formula: numerical differentiation of zeta is slow."""
        for s in points:
            with mp.workdps(40):
                s = mp.mpf(s)
                radius = min(mp.mpf(1) / 4, abs(s - 1) / 8 if pole else mp.mpf(1) / 4)
                values = [f(s)] + [diff(f, s, n, radius) for n in range(1, orders + 1)]
                ROWS.append(f"{name} {float(s)!r} : " + " ".join(show(v) for v in values))

    points = [-20.5, -7.3, -4.0, -2.0, -0.75, -0.4, 0.0, 0.5, 0.9, 0.999, 1.001, 1.1, 1.5, 2.0, 3.3, 10.0, 40.5]
    contour("Zeta", mp.zeta, points, 3, True)
    contour("Eta", mp.altzeta, points + [1.0], 3, False)

    def both(s, q, i, j):
        # Derivatives in q by the recurrence, those in s by Cauchy's formula.
        rising = lambda t: (-1) ** j * mp.rf(t, j) * mp.zeta(t + j, q)
        return diff(rising, s, i, abs(s - 1) / 8 if s < 3 else mp.mpf(1) / 4) if i else rising(s)

    for s, q in [(1.5, 0.3), (2.0, 1.0), (3.3, 5.5), (1.01, 2.0), (10.5, 0.75), (25.0, 3.0), (4.0, 100.0), (0.5, 0.25), (0.999, 2.0), (0.25, 7.5),
                 (-0.5, 0.3), (-0.75, 3.25), (-2.5, 0.75), (-3.125, 1.375), (-6.25, 0.6), (-10.5, 5.5), (-4.75, 40.0), (-1.001, 0.4)]:
        with mp.workdps(40):
            x, y = mp.mpf(s), mp.mpf(q)
            values = [both(x, y, i, j) for i, j in [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]]
            ROWS.append(f"{'Hurwitz' if s > 1 else 'HurwitzContinued'} {s!r} {q!r} : " + " ".join(show(v) for v in values))

    def polylog(s, x, i, j):
        """Derivatives of the series, in s and x; beyond -1 differences of Fermi and Dirac's integral."""
        if abs(x) < 1:
            terms = int(95 / -mp.log10(abs(x)) / 2) + 60
            return mp.fsum(mp.ff(k, j) * x ** (k - j) * mp.mpf(k) ** -s * (-mp.log(k)) ** i for k in range(1, terms))
        f = lambda u, v: v / mp.gamma(u) * mp.quad(lambda t: t ** (u - 1) / (mp.exp(t) - v), [0, 1, 4, 12, 30, 120])
        h = mp.mpf(10) ** -12
        at = lambda p, q: f(s + p * h, x * (1 + q * h))
        if i + j == 0:
            return f(s, x)
        if (i, j) == (1, 1):
            return (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h * h * x)
        first, second = (at(1, 0), at(-1, 0)) if i else (at(0, 1), at(0, -1))
        step = h if i else h * x
        return (first - second) / (2 * step) if i + j == 1 else (first - 2 * f(s, x) + second) / step ** 2

    for s, x in [(1.5, 0.25), (-2.5, 0.4), (0.0, -0.375), (0.5, 0.75), (1.5, 0.9375), (2.0, 0.75), (3.0, 0.96), (1.0, 0.9), (2.001, 0.8), (-1.25, 0.9),
                 (4.75, 0.96875), (0.999, 0.96875), (2.5, -0.75), (0.5, -0.9), (-1.5, -0.6), (1.25, -3.0), (3.0, -5.0), (2.5, -20.0), (1.5, -100.0), (1.75, -1e4)]:
        with mp.workdps(45):
            values = [polylog(mp.mpf(s), mp.mpf(x), i, j) for i, j in [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)]]
            ROWS.append(f"Polylogarithm {s!r} {x!r} : " + " ".join(show(v) for v in values))


def incomplete():
    def lower(a, x):
        """The regularised function by its series of positive terms."""
        term = total = 1 / a
        k = 0
        while term > total * mp.eps:
            k += 1
            term *= x / (a + k)
            total += term
        return total * mp.exp(a * mp.log(x) - x - mp.loggamma(a))

    points = [(0.01, 0.5), (0.3, 1e-5), (0.5, 1.4), (0.9, 1.2), (1.0, 1.0), (1.0, 2.125), (3.0, 4.25), (2.5, 3.0), (2.5, 20.0), (10.0, 5.0), (10.0, 9.9), (10.0, 12.0),
              (50.0, 49.0), (50.0, 80.0), (200.0, 150.0), (1000.0, 1010.0), (1e-5, 0.3), (3.0, 1e-3), (30.0, 100.0), (120.0, 20.0), (0.2, 30.0),
              (2e4, 1.99e4), (2e4, 2.02e4), (1e6, 1e6 + 500.0)]
    several("GammaP", lower, points, 60)
    several("GammaQ", lambda a, x: 1 - lower(a, x), points, 120)
    several("UpperGamma", lambda a, x: mp.gammainc(a, x), [(-2.5, 0.7), (0.0, 0.5), (0.0, 2.0), (-1.0, 0.3), (-3.0, 5.0), (1e-6, 1e-3), (0.25, 1e-10),
            (0.4, 0.2), (0.7, 0.3), (2.5, 1.0), (5.0, 12.0), (-0.3, 1.2), (0.002, 1e-200), (40.0, 30.0), (-6.25, 0.01)], 50)
    several("LogUpperIncompleteGamma", lambda a, x: mp.log(mp.gammainc(a, x)), [(-2.5, 0.75), (0.0, 0.5), (0.0, 2.0), (-1.25, 1.4), (-3.0, 5.0), (1e-6, 1e-3), (0.25, 1e-10),
            (0.4, 0.2), (0.7, 0.3), (2.5, 1.0), (5.0, 12.0), (-0.3, 1.2), (40.0, 30.0), (-6.25, 0.01), (2.5, 800.0), (-2.5, 1e4), (300.0, 20.0), (300.0, 310.0),
            (300.0, 2500.0), (-300.0, 0.01), (-300.0, 40.0), (-75.5, 1.25), (0.5, 1e-20), (1e-3, 1e6), (5e3, 4e3), (5e3, 5.1e3)], 80)
    several("LowerGamma", lambda a, x: mp.gammainc(a, 0, x), [(0.01, 0.5), (0.5, 1.4), (2.5, 3.0), (10.0, 12.0), (30.0, 20.0)], 50)

    def beta(a, b, x):
        """By the series of positive terms, of the smaller side."""
        if x > (a + 1) / (a + b + 2):
            return 1 - beta(b, a, 1 - x)
        term = total = 1 / a
        k = 0
        while abs(term) > total * mp.eps:
            term *= x * (a + b + k) / (a + 1 + k)
            total += term
            k += 1
        return total * mp.exp(a * mp.log(x) + b * mp.log(1 - x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))

    several("BetaRegularized", beta, [(0.5, 0.5, 0.3), (2.0, 3.0, 0.25), (2.0, 3.0, 0.75), (4.5, 1.0, 0.3), (0.25, 2.0, 0.4), (1e-3, 2.0, 0.1), (0.2, 7.5, 0.9), (5.0, 0.1, 0.5), (12.0, 15.0, 0.4),
            (12.0, 15.0, 0.1), (80.0, 30.0, 0.75), (300.0, 500.0, 0.37), (300.0, 500.0, 0.45), (1e4, 2e4, 0.335), (1.0, 1.0, 0.6), (3.0, 200.0, 0.001), (2.5, 1e4, 2e-4)], 60)


def noncentral():
    def beta(a, b, m, x):
        """Averages by the recurrence in a, from the series of Gauss."""
        value = x ** a * mp.hyp2f1(a, 1 - b, a + 1, x) / a / mp.beta(a, b)
        step = x ** a * (1 - x) ** b / a / mp.beta(a, b)
        weight = mp.exp(-m / 2)
        total = mp.mpf(0)
        k = 0
        while True:
            total += weight * value
            if k > m / 2 and weight * value < total * mp.eps:
                return total
            value -= step
            step *= x * (a + b + k) / (a + k + 1)
            k += 1
            weight *= m / 2 / k

    several("NoncentralBeta", beta, [(2.0, 3.0, 1.5, 0.25), (0.5, 0.75, 0.25, 0.5), (1.0, 1.0, 4.0, 0.875), (2.5, 10.0, 12.0, 0.125), (2.5, 10.0, 12.0, 0.5), (20.0, 30.0, 7.5, 0.4375),
            (0.5, 12.0, 30.0, 0.0625), (3.0, 2.0, 250.0, 0.5), (3.0, 2.0, 250.0, 0.96875), (15.0, 40.0, 100.0, 0.625), (5.0, 4.0, 1e-6, 0.4375), (1.5, 2.5, 2e3, 0.9375), (100.0, 80.0, 50.0, 0.625)], 120)
    several("NoncentralF", lambda d, e, m, f: beta(d / 2, e / 2, m, d * f / (d * f + e)), [(3.0, 7.0, 1.5, 0.5), (3.0, 7.0, 1.5, 2.5), (1.0, 20.0, 12.0, 6.0), (10.0, 5.0, 0.5, 0.125), (40.0, 60.0, 25.0, 1.5)], 120)

def faddeeva():
    """Real and imaginary parts of the function and of two derivatives."""
    for re, im in [(0, 0), (0.5, 0.25), (-1.5, 1e-6), (3.0, 0.0), (0.1, 3.0), (4.0, 2.0), (5.3, 4.3), (-6.0, 6.5), (7.9, 0.5), (20.0, 1.0), (1e3, -1e-3),
                   (0.0, 50.0), (1.0, -2.0), (-2.0, -4.0), (6.0, -0.1), (1e8, 1e8)]:
        with mp.workdps(80):
            z = mp.mpc(float(re), float(im))
            w = mp.exp(-z * z) * mp.erfc(-1j * z)
            first = -2 * z * w + 2j / mp.sqrt(mp.pi)
            second = -2 * z * first - 2 * w
            parts = [part for v in (w, first, second) for part in (v.real, v.imag)]
            ROWS.append(f"Faddeeva {float(re)!r} {float(im)!r} : " + " ".join(show(v) for v in parts))


FAMILIES = {"log-exp": log_exp, "trigonometry": trigonometry, "error": error, "gamma": gamma, "zeta": zeta, "incomplete": incomplete, "noncentral": noncentral,
            "faddeeva": faddeeva}

if __name__ == "__main__":
    for family in sys.argv[1:] or FAMILIES:
        ROWS.clear()
        FAMILIES[family]()
        with open(os.path.join(FOLDER, family + ".txt"), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(ROWS) + "\n")
