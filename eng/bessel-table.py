#!/usr/bin/env python3
"""Writes the reference values of Bessel and Airy functions.

    eng/bessel-table.py > tests/Zygote.Libraries.Tests/SpecialFunctions/Data/bessel.txt

Each line: function, arguments, a colon, v for value, the value, and the scale to which the error is relative where it is larger than the value: the
envelope of what oscillates. Values by mpmath with 60 digits; derivatives in the order by differences of values with 220
digits.
"""
import mpmath as mp

NUS = ["0", "0.25", "0.5", "1", "1.75", "2.5", "5", "10.25", "20", "50.5", "100", "-0.25", "-1", "-2.5", "-7.25"]
XS = ["1e-100", "1e-10", "1e-3", "0.125", "0.5", "1", "2", "3.5", "5", "8", "11", "15.5", "20", "25.5", "33", "50", "88",
      "100.25", "300", "690", "1000", "12345.5", "1048576"]
ORDER_NUS = ["0", "0.25", "0.5", "1", "2.5", "5", "20", "50.5", "-0.25", "-2.5"]
ORDER_XS = ["1e-3", "0.5", "1.5", "3.5", "8", "15.5", "25.5", "50", "100.25", "300"]


def wide(f):
    """With as much precision as a limit in the order needs."""
    return lambda nu, x: f(nu, x, maxprec=40000)


def bessel_i(nu, x):
    return mp.besseli(abs(nu) if nu == int(nu) else nu, x, maxprec=40000)


FUNCTIONS = {
    "BesselJ": wide(mp.besselj), "BesselY": wide(mp.bessely), "BesselI": bessel_i, "BesselK": wide(mp.besselk),
    "BesselIScaled": lambda nu, x: bessel_i(nu, x) * mp.exp(-x),
    "BesselKScaled": lambda nu, x: mp.besselk(nu, x, maxprec=40000) * mp.exp(x),
}


def show(name, arguments, value, scale=0):
    if value == 0 or 1e-306 < abs(value) < 1e306:
        print(name, *arguments, ":", "v", mp.nstr(value, 20), mp.nstr(mp.mpf(scale), 3))


def envelope(name, nu, x, k):
    if name in ("BesselJ", "BesselY") and x > abs(nu):
        return mp.sqrt(2 / (mp.pi * x)) * (mp.pi / 2) ** k
    return 0


for name, f in FUNCTIONS.items():
    for nu in NUS:
        for x in XS:
            if name in ("BesselI", "BesselK") and float(x) > 700 or "Scaled" in name and float(x) > 1e5:
                continue
            mp.mp.dps = 60 + (int(float(nu) * 2) if float(nu) > 0 else 60)
            show(name, (nu, x), f(mp.mpf(float(nu)), mp.mpf(float(x))), envelope(name, float(nu), float(x), 0))


def order_derivative(f, nu, x, k, h):
    """Central differences of order k, Richardson-free: the error is h^2 relative, h = 10^-40."""
    return mp.fsum((-1) ** i * mp.binomial(k, i) * f(nu + (mp.mpf(k) / 2 - i) * h, x) for i in range(k + 1)) / h ** k


for name in ("BesselJ", "BesselY", "BesselI", "BesselK"):
    f = FUNCTIONS[name]
    for k in (1, 2, 3):
        for nu in ORDER_NUS:
            for x in ORDER_XS if k < 3 else ORDER_XS[1::3]:
                mp.mp.dps = 440 if name == "BesselI" else 220
                value = order_derivative(f, mp.mpf(float(nu)), mp.mpf(float(x)), k, mp.mpf(10) ** -30)
                show(name + "OrderDerivative", (nu, x, str(k)), value, envelope(name, float(nu), float(x), k))
