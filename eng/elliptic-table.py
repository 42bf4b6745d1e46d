#!/usr/bin/env python3
"""Writes the reference values of elliptic integrals and functions, Lambert's function and the dilogarithm.

    eng/elliptic-table.py > tests/Zygote.Libraries.Tests/SpecialFunctions/Data/elliptic.txt

Each line: function, arguments, a colon, v for value, the value, and the scale to which the error is relative where it is larger than the value. Values
by mpmath with 40 digits; integrals without a function there by its quadrature.
"""
import mpmath as mp

mp.mp.dps = 40


def number(x):
    return mp.mpf(float(x))


def show(name, arguments, value, scale=0):
    if mp.isfinite(value) and (value == 0 or 1e-306 < abs(value) < 1e306):
        print(name, *arguments, ":", "v", mp.nstr(mp.re(value), 20), mp.nstr(mp.mpf(scale), 3))


for m in ["-1e10", "-100", "-1", "-0.125", "-1e-10", "0", "1e-10", "0.125", "0.5", "0.75", "0.9375", "0.9999847412109375"]:
    show("EllipticK", [m], mp.ellipk(number(m)))
    show("EllipticE", [m], mp.ellipe(number(m)))
    for n in ["-100", "-0.5", "0.25", "0.875"]:
        if number(m) > -1000:
            show("EllipticPi", [n, m], mp.ellippi(number(n), number(m)))
show("EllipticE", ["1"], mp.mpf(1))
for m in ["-10", "-0.125", "0", "0.125", "0.5", "0.9375", "1"]:
    for phi in ["1e-10", "0.125", "0.75", "1.5", "1.5703125", "-0.75", "2", "5.5", "-20"]:
        p, q = number(phi), number(m)
        if q == 1 and abs(p) > 1.57:
            continue
        show("EllipticF", [phi, m], mp.ellipf(p, q))
        show("EllipticE", [phi, m], mp.ellipe(p, q))
        for n in ["-3", "0.5"]:
            show("EllipticPi", [n, phi, m], mp.ellippi(number(n), p, q))

ARGUMENTS = ["1e-200", "1e-10", "0.125", "0.75", "1", "1.0078125", "2", "50", "1e12"]
for x in ["0"] + ARGUMENTS:
    for y in ARGUMENTS:
        show("CarlsonRC", [x, y], mp.elliprc(number(x), number(y)))
        for z in ARGUMENTS[1::2]:
            show("CarlsonRF", [x, y, z], mp.elliprf(number(x), number(y), number(z)))
            show("CarlsonRD", [x, y, z], mp.elliprd(number(x), number(y), number(z)))
            show("CarlsonRG", [x, y, z], mp.elliprg(number(x), number(y), number(z)))
for x in ["0", "1e-10", "0.125", "1"]:
    for y in ["0.75", "1", "1e6"]:
        for z in ["2", "1e-3"]:
            for p in ["1e-8", "0.5", "2", "1e8"]:
                show("CarlsonRJ", [x, y, z, p], mp.elliprj(number(x), number(y), number(z), number(p)))
for x, y, z, p in [("0.5", "1", "2", "-0.5"), ("0", "1", "2", "-3"), ("1", "1.5", "2", "-10"), ("0.25", "0.5", "4", "-1")]:
    show("CarlsonRJ", [x, y, z, p], mp.elliprj(number(x), number(y), number(z), number(p)))
for x, y in [("0.5", "-1"), ("0", "-1"), ("2", "-0.125")]:
    show("CarlsonRC", [x, y], mp.elliprc(number(x), number(y)))

for m in ["0", "1e-10", "0.125", "0.5", "0.9375", "0.9990234375", "1"]:
    for u in ["0", "1e-10", "0.125", "0.75", "1.5", "1.875", "2.5", "5", "-3", "20"]:
        a, b = number(u), number(m)
        show("JacobiSn", [u, m], mp.ellipfun("sn", a, m=b), 1)
        show("JacobiCn", [u, m], mp.ellipfun("cn", a, m=b), 1 if b < 1 else 0)
        show("JacobiDn", [u, m], mp.ellipfun("dn", a, m=b))

for x in ["1e-300", "1e-10", "0.125", "1", "2.75", "10", "1e5", "1e100", "1e300", "-1e-300", "-1e-10", "-0.125", "-0.25", "-0.3125", "-0.34",
          "-0.3671875", "-0.367879", "-0.3678794411714423"]:
    show("LambertW0", [x], mp.lambertw(number(x)))
    if number(x) < 0:
        show("LambertWm1", [x], mp.re(mp.lambertw(number(x), -1)))
for x in ["-1e100", "-1000", "-2.5", "-1.5", "-1", "-0.875", "-0.5", "-1e-10", "0", "1e-10", "0.25", "0.5", "0.625", "0.9990234375", "1",
          "1.0009765625", "1.5", "2", "2.5", "12", "100", "1e100"]:
    show("Dilogarithm", [x], mp.re(mp.polylog(2, number(x))), 1 if number(x) > 2 else 0)
    if number(x) >= 0:
        show("Spence", [x], mp.re(mp.polylog(2, 1 - number(x))))
