#!/usr/bin/env python3
"""Writes the reference derivatives in tests/Zygote.Behavior.Tests/Data/derivatives.txt.

    eng/taylor-table.py > tests/Zygote.Behavior.Tests/Data/derivatives.txt

Derivatives of order 0 to 10 with 60 digits, by Cauchy's integral formula: the mean of f(z) / (z - x)^k over 512 points of a
circle, computed by mpmath with 200 digits. Nothing is shared with Taylor recurrences; the radius stays within the domain of
convergence, and the error falls with the power 512 of the ratio of the radii. Each value is computed with two radii and
refused when they differ in 62 digits.
"""
import mpmath as mp

mp.mp.dps = 200
POINTS = 512

# name, function, point as an exact decimal, distance to the nearest singularity (0: none)
CASES = [
    ("Exp", mp.exp, "0.5", 0), ("Log", mp.log, "1.25", 1.25), ("Log2", lambda z: mp.log(z) / mp.log(2), "1.25", 1.25),
    ("Log10", lambda z: mp.log(z) / mp.log(10), "2.5", 2.5), ("Sqrt", mp.sqrt, "0.75", 0.75),
    ("Cbrt", lambda z: mp.exp(mp.log(z) / 3), "0.75", 0.75), ("Sin", mp.sin, "0.75", 0), ("Cos", mp.cos, "0.75", 0),
    ("Tan", mp.tan, "0.5", 1.0), ("Asin", mp.asin, "0.25", 0.75), ("Acos", mp.acos, "0.25", 0.75),
    ("Atan", mp.atan, "0.5", 1.1), ("Sinh", mp.sinh, "0.75", 0), ("Cosh", mp.cosh, "0.75", 0),
    ("Tanh", mp.tanh, "0.5", 1.6), ("Asinh", mp.asinh, "0.5", 1.1), ("Acosh", mp.acosh, "2.5", 1.5),
    ("Atanh", mp.atanh, "0.25", 0.75), ("Pow2.5", lambda z: mp.exp(mp.log(z) * mp.mpf("2.5")), "1.5", 1.5),
    ("Pow-3", lambda z: z ** -3, "1.5", 1.5), ("PowBase", lambda z: mp.exp(z * mp.log(mp.mpf("1.5"))), "0.75", 0),
    ("PowBoth", lambda z: mp.exp(z * mp.log(z)), "1.25", 1.25), ("Reciprocal", lambda z: 1 / z, "1.5", 1.5),
    ("Atan2", lambda z: mp.atan(z / 2), "0.5", 2.0), ("LogBase", lambda z: mp.log(3) / mp.log(z), "2.5", 1.5),
    ("Exp2", lambda z: mp.exp(z * mp.log(2)), "0.5", 0), ("Exp10", lambda z: mp.exp(z * mp.log(10)), "0.25", 0),
    ("ExpM1", lambda z: mp.exp(z) - 1, "0.25", 0), ("LogP1", lambda z: mp.log(1 + z), "0.25", 1.25),
    ("Hypot", lambda z: mp.sqrt(z * z + 4), "1.5", 2.4), ("SinPi", lambda z: mp.sin(mp.pi * z), "0.25", 0),
    ("CosPi", lambda z: mp.cos(mp.pi * z), "0.25", 0), ("TanPi", lambda z: mp.tan(mp.pi * z), "0.125", 0.375),
    ("AsinPi", lambda z: mp.asin(z) / mp.pi, "0.25", 0.75), ("AtanPi", lambda z: mp.atan(z) / mp.pi, "0.5", 1.1),
    ("ReciprocalSqrt", lambda z: 1 / mp.sqrt(z), "0.75", 0.75), ("RootN5", lambda z: mp.exp(mp.log(z) / 5), "1.5", 1.5),
    ("FusedMultiplyAdd", lambda z: z * z + 3, "0.75", 0), ("Abs", lambda z: -z, "-1.5", 1.5),
    ("Log2P1", lambda z: mp.log(1 + z) / mp.log(2), "0.25", 1.25), ("Log10P1", lambda z: mp.log(1 + z) / mp.log(10), "0.25", 1.25),
]


def derivatives(f, x, radius):
    values = [f(x + radius * mp.expjpi(mp.mpf(2 * j) / POINTS)) for j in range(POINTS)]
    return [mp.re(mp.fsum(v * mp.expjpi(mp.mpf(-2 * j * k) / POINTS) for j, v in enumerate(values)))
            / POINTS / radius ** k * mp.factorial(k) for k in range(11)]


for name, f, point, limit in CASES:
    x = mp.mpf(point)
    limit = mp.mpf(limit) if limit else mp.mpf(2)
    first, second = derivatives(f, x, limit / 2), derivatives(f, x, limit / mp.mpf("2.5"))
    for k, (a, b) in enumerate(zip(first, second)):
        assert abs(a - b) <= mp.mpf(10) ** -62 * max(1, abs(a)), (name, k, a, b)
        if abs(a) < mp.mpf(10) ** -62:
            a = mp.mpf(0)
        print(name, point, k, mp.nstr(a, 60))
