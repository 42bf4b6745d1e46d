#!/usr/bin/env python3
"""Writes values and derivatives of the Bessel, Airy, integral, elliptic, hypergeometric and related functions.

    eng/special-derivative-table.py > tests/Zygote.Libraries.Tests/SpecialFunctions/Data/derivatives-of-bessel-and-integrals.txt

Each line: function, arguments, a colon, v for the value or the arguments by which it is differentiated (a digit each), the
value or derivative, and the scale to which its error is relative where it is larger. By differences with 120 digits, of mpmath's functions. Names as arguments select functions.
"""
import sys

import mpmath as mp

mp.mp.dps = 120


def wide(f):
    return lambda *a: f(*a, maxprec=60000)


def spherical(f, factor=lambda x: mp.sqrt(mp.pi / (2 * x))):
    return lambda n, x: factor(x) * f(n + mp.mpf(1) / 2, x, maxprec=60000)


def zeta(x):
    return 2 * x * mp.sqrt(x) / 3


def integral(f):
    return lambda x: mp.quad(f, [0, x])


def legendre(n, x):
    """The explicit polynomial, exact here."""
    return mp.fsum((-1) ** k * mp.binomial(n, k) * mp.binomial(2 * n - 2 * k, n) * x ** (n - 2 * k) for k in range(n // 2 + 1)) / 2 ** n


def associated(n, m, x):
    """By the m-th derivative of the polynomial, with the phase (-1)^m."""
    def term(k):
        power = n - 2 * k
        return (-1) ** k * mp.binomial(n, k) * mp.binomial(2 * n - 2 * k, n) * mp.ff(power, m) * (x ** (power - m) if power >= m else 0)
    return (-1) ** m * mp.sqrt(1 - x * x) ** m * mp.fsum(term(k) for k in range(n // 2 + 1)) / 2 ** n


J, Y, I, K = wide(mp.besselj), wide(mp.bessely), wide(mp.besseli), wide(mp.besselk)
XS = [0.125, 1.0, 3.5, 8.0, 30.0, 120.0]
POSITIVE = [0.125, 1.0, 3.5, 20.0]
CYLINDER = [(0.0, 0.5), (0.25, 1.5), (0.5, 3.5), (1.0, 8.0), (2.5, 1.0), (2.5, 40.0), (7.25, 3.5), (20.0, 12.0), (30.5, 33.0), (-0.75, 2.5),
            (-3.0, 4.0), (1.75, 300.0), (0.0, 30.0), (60.0, 20.0)]

# name, function, points, the first real argument, scale of oscillation as a function of the arguments
FUNCTIONS = [
    ("BesselJ0", lambda x: J(0, x), [(x,) for x in XS], 0, 1),
    ("BesselJ1", lambda x: J(1, x), [(x,) for x in XS], 0, 1),
    ("BesselY0", lambda x: Y(0, x), [(x,) for x in XS], 0, 1),
    ("BesselY1", lambda x: Y(1, x), [(x,) for x in XS], 0, 1),
    ("BesselJ", J, CYLINDER, 0, 1), ("BesselY", Y, CYLINDER, 0, 1), ("BesselI", I, CYLINDER, 0, 0), ("BesselK", K, CYLINDER, 0, 0),
    ("BesselIScaled", lambda n, x: mp.exp(-x) * I(n, x), CYLINDER + [(0.0, 1000.0), (2.0, 5000.0)], 0, 0),
    ("BesselKScaled", lambda n, x: mp.exp(x) * K(n, x), CYLINDER + [(0.0, 1000.0), (2.0, 5000.0)], 0, 0),
    ("SphericalBesselJ", spherical(mp.besselj), [(n, x) for n in (0, 1, 4) for x in XS], 1, 1),
    ("SphericalBesselY", spherical(mp.bessely), [(n, x) for n in (0, 1, 4) for x in XS], 1, 1),
    ("SphericalBesselI", spherical(mp.besseli), [(n, x) for n in (0, 1, 4) for x in XS], 1, 0),
    ("SphericalBesselK", spherical(mp.besselk), [(n, x) for n in (0, 1, 4) for x in XS], 1, 0),
    ("Jinc", lambda x: 2 * J(1, mp.pi * x) / (mp.pi * x), [(0.125,), (0.25,), (1.5,), (10.0,)], 0, 1),
    ("AiryAi", mp.airyai, [(x,) for x in (-30.0, -4.0, -0.5, 0.0, 1.5, 12.0, 40.0)], 0, 1),
    ("AiryAiPrime", lambda x: mp.airyai(x, derivative=1), [(x,) for x in (-30.0, -4.0, -0.5, 1.5, 12.0, 40.0)], 0, 1),
    ("AiryBi", mp.airybi, [(x,) for x in (-30.0, -4.0, -0.5, 0.0, 1.5, 12.0, 40.0)], 0, 1),
    ("AiryBiPrime", lambda x: mp.airybi(x, derivative=1), [(x,) for x in (-30.0, -4.0, -0.5, 1.5, 12.0, 40.0)], 0, 1),
    ("AiryAiScaled", lambda x: mp.airyai(x) * mp.exp(zeta(x)), [(x,) for x in (0.5, 3.0, 15.0, 50.0, 500.0)], 0, 0),
    ("AiryAiPrimeScaled", lambda x: mp.airyai(x, derivative=1) * mp.exp(zeta(x)), [(x,) for x in (0.5, 3.0, 15.0, 50.0, 500.0)], 0, 0),
    ("AiryBiScaled", lambda x: mp.airybi(x) * mp.exp(-zeta(x)), [(x,) for x in (0.5, 3.0, 15.0, 50.0, 500.0)], 0, 0),
    ("AiryBiPrimeScaled", lambda x: mp.airybi(x, derivative=1) * mp.exp(-zeta(x)), [(x,) for x in (0.5, 3.0, 15.0, 50.0, 500.0)], 0, 0),
    ("ExpIntegralE1", mp.e1, [(x,) for x in POSITIVE], 0, 0),
    ("ExpIntegralE1Scaled", lambda x: mp.e1(x) * mp.exp(x), [(x,) for x in POSITIVE + [500.0]], 0, 0),
    ("ExpIntegralE", mp.expint, [(n, x) for n in (-2, 0, 1, 3) for x in POSITIVE], 1, 0),
    ("ExpIntegralEi", mp.ei, [(x,) for x in POSITIVE + [-2.0, 50.0]], 0, 0),
    ("ExpIntegralEiScaled", lambda x: mp.ei(x) * mp.exp(-x), [(x,) for x in POSITIVE + [-2.0, 50.0, 500.0]], 0, 0),
    ("LogIntegral", mp.li, [(0.125,), (0.875,), (1.4375,), (3.5,), (1e6,)], 0, 0),
    ("SinIntegral", mp.si, [(x,) for x in [-2.0] + XS], 0, 1), ("CosIntegral", mp.ci, [(x,) for x in XS], 0, 1),
    ("SinhIntegral", mp.shi, [(x,) for x in POSITIVE + [50.0]], 0, 0), ("CoshIntegral", mp.chi, [(x,) for x in POSITIVE + [50.0]], 0, 0),
    ("FresnelS", mp.fresnels, [(x,) for x in (0.125, -1.0, 1.75, 8.0)], 0, 1),
    ("FresnelC", mp.fresnelc, [(x,) for x in (0.125, -1.0, 1.75, 8.0)], 0, 1),
    ("CarlsonRF", mp.elliprf, [(1.0, 2.0, 3.5), (0.125, 1.0, 1.0), (1e-3, 1.0, 50.0)], 0, 0),
    ("CarlsonRC", mp.elliprc, [(1.0, 2.0), (2.0, 1.0), (1.0, 1.0078125), (0.5, -1.0)], 0, 0),
    ("CarlsonRD", mp.elliprd, [(1.0, 2.0, 3.5), (0.125, 1.0, 1.0), (1e-3, 1.0, 50.0)], 0, 0),
    ("CarlsonRJ", mp.elliprj, [(1.0, 2.0, 3.5, 0.5), (0.125, 1.0, 1.0, 1.5), (0.5, 1.0, 2.0, -0.5)], 0, 0),
    ("CarlsonRG", mp.elliprg, [(1.0, 2.0, 3.5), (0.125, 1.0, 1.0), (1e-3, 1.0, 50.0)], 0, 0),
    ("EllipticK", mp.ellipk, [(x,) for x in (-10.0, -0.125, 0.0, 0.5, 0.984375)], 0, 0),
    ("EllipticE", mp.ellipe, [(x,) for x in (-10.0, -0.125, 0.0, 0.5, 0.984375)], 0, 0),
    ("EllipticPi", mp.ellippi, [(0.25, 0.5), (-2.0, 0.75), (0.875, -1.5)], 0, 0),
    ("EllipticF", mp.ellipf, [(0.5, 0.25), (1.25, 0.9375), (-2.5, 0.5), (1.0, -3.0), (7.0, 0.0078125)], 0, 0),
    ("EllipticE", mp.ellipe, [(0.5, 0.25), (1.25, 0.9375), (-2.5, 0.5), (1.0, -3.0), (7.0, 0.0078125)], 0, 0),
    ("EllipticPi", mp.ellippi, [(0.25, 0.5, 0.5), (-2.0, 1.25, 0.75), (0.5, -2.5, 0.25)], 0, 0),
    ("JacobiSn", lambda u, m: mp.ellipfun("sn", u, m=m), [(0.5, 0.25), (1.75, 0.5), (-3.0, 0.9375), (6.0, 0.125), (0.75, -0.5), (5.0, -3.0), (0.5, 1.5), (4.0, 2.5)], 0, 1),
    ("JacobiCn", lambda u, m: mp.ellipfun("cn", u, m=m), [(0.5, 0.25), (1.75, 0.5), (-3.0, 0.9375), (6.0, 0.125), (0.75, -0.5), (5.0, -3.0), (0.5, 1.5), (4.0, 2.5)], 0, 1),
    ("JacobiDn", lambda u, m: mp.ellipfun("dn", u, m=m), [(0.5, 0.25), (1.75, 0.5), (-3.0, 0.9375), (6.0, 0.125), (0.75, -0.5), (5.0, -3.0), (0.5, 1.5), (4.0, 2.5)], 0, 1),
    ("LambertW0", mp.lambertw, [(x,) for x in (-0.3671875, -0.25, -1e-3, 1e-3, 0.5, 3.0, 1e5)], 0, 0),
    ("LambertWm1", lambda x: mp.lambertw(x, -1), [(x,) for x in (-0.3671875, -0.25, -1e-3)], 0, 0),
    ("Dilogarithm", lambda x: mp.polylog(2, x), [(x,) for x in (-20.0, -0.75, -1e-3, 0.25, 0.625, 0.9375)], 0, 0),
    ("Dilogarithm", lambda x: mp.pi ** 2 / 3 - mp.log(x) ** 2 / 2 - mp.polylog(2, 1 / x), [(2.5,), (20.0,)], 0, 0),
    ("Spence", lambda x: mp.polylog(2, 1 - x), [(x,) for x in (1e-3, 0.25, 0.75, 1.25, 20.0)], 0, 0),
    ("StruveH", mp.struveh, [(n, x) for n in (0, 1, 2, 5, 20) for x in (0.125, 1.0, 3.5, 5.0, 11.0, 25.0, 60.0, 300.0)], 1, 1),
    ("StruveL", mp.struvel, [(n, x) for n in (0, 1, 2, 5, 20) for x in (0.125, 1.0, 3.5, 5.0, 11.0, 25.0, 60.0, 300.0)], 1, 0),
    ("KelvinBer", lambda x: mp.ber(0, x), [(x,) for x in (0.125, 1.0, 3.5, 11.0, 40.0)], 0, 1),
    ("KelvinBei", lambda x: mp.bei(0, x), [(x,) for x in (0.125, 1.0, 3.5, 11.0, 40.0)], 0, 1),
    ("KelvinKer", lambda x: mp.ker(0, x), [(x,) for x in (0.125, 1.0, 3.5, 11.0, 40.0)], 0, 1),
    ("KelvinKei", lambda x: mp.kei(0, x), [(x,) for x in (0.125, 1.0, 3.5, 11.0, 40.0)], 0, 1),
    ("LegendreP", legendre, [(n, x) for n in (0, 1, 5, 30) for x in (-0.75, 0.0, 0.3125, 0.9375, 1.5)], 1, 1),
    ("LegendreP", associated, [(n, m, x) for n, m in ((1, 1), (4, 2), (5, 3), (20, 6)) for x in (-0.75, 0.0, 0.3125, 0.9375)], 2, 1),
    ("Hypergeometric1F1", mp.hyp1f1, [(0.5, 1.5, 2.0), (2.0, 3.5, -4.0), (1.25, 0.5, 30.0), (-2.0, 1.5, 3.0), (0.75, 2.0, -100.0)], 0, 0),
    ("Hypergeometric2F1", mp.hyp2f1, [(0.5, 1.5, 2.5, 0.5), (1.0, 2.0, 3.5, -4.0), (0.25, 0.75, 1.5, 0.96875), (-2.0, 1.5, 3.0, 0.5),
                                      (1.0, 1.0, 2.0, -0.5), (0.5, 1.5, 2.5, 0.9999), (0.5, 1.5, 2.0, 0.99999999), (1.0, 1.0, 2.0, 0.999999999999),
                                      (3.0, 2.5, 1.25, 0.99995), (0.25, 0.75, 1.5, 0.765625), (0.5, 1.5, 2.5, -1e6)], 0, 0),
]


def derivative(f, arguments, orders):
    """Central differences with steps that keep 40 digits."""
    if not any(orders):
        return f(*arguments)
    index = next(i for i, n in enumerate(orders) if n)
    n = orders[index]
    rest = [0 if i == index else k for i, k in enumerate(orders)]
    h = mp.mpf(10) ** -24 * max(abs(arguments[index]), mp.mpf(1) / 8)
    total = mp.mpf(0)
    for i in range(n + 1):
        moved = list(arguments)
        moved[index] += (mp.mpf(n) / 2 - i) * h
        total += (-1) ** i * mp.binomial(n, i) * derivative(f, moved, rest)
    return total / h ** n


only = sys.argv[1:]
for name, f, points, first, oscillates in FUNCTIONS:
    if only and name not in only:
        continue
    print(name, file=sys.stderr)
    for point in points:
        exact = [p if isinstance(p, int) else mp.mpf(p) for p in point]
        real = range(first, len(point))
        paths = [()] + [(i,) for i in real] + [(i, j) for i in real for j in real if i <= j] + [(len(point) - 1,) * 3]
        scale = 0
        size = abs(mp.re(f(*exact)))
        if oscillates:
            near = [abs(mp.re(derivative(f, exact, [n if i == len(point) - 1 else 0 for i in range(len(point))]))) for n in (0, 1, 2, 3)]
        for path in paths:
            orders = [path.count(i) for i in range(len(point))]
            value = mp.re(derivative(f, exact, orders))
            scale = near[len(path)] + near[len(path) - 1 if path else 1] / 4 if oscillates else 0
            if abs(value) < mp.mpf(10) ** -35 * size:
                value = mp.mpf(0)
            if abs(value) < 1e300:
                print(name, *[repr(p) for p in point], ":", "".join(map(str, path)) or "v", mp.nstr(value, 20), mp.nstr(scale, 3))
