#!/usr/bin/env python3
"""Writes the reference values of tests/Zygote.Libraries.Tests/SpecialFunctions/Data, one file for each family named.

    eng/special-function-table.py log-exp trigonometry error gamma incomplete zeta

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
    one("Cexpexp", lambda x: 1 - exp(-exp(x)), [-700.0, -40.5, -3.0, -0.3, 1e-9, 0.3, 1.75, 3.0, 5.0], 340)
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


FAMILIES = {"log-exp": log_exp, "trigonometry": trigonometry, "error": error}

if __name__ == "__main__":
    for family in sys.argv[1:] or FAMILIES:
        ROWS.clear()
        FAMILIES[family]()
        with open(os.path.join(FOLDER, family + ".txt"), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(ROWS) + "\n")
