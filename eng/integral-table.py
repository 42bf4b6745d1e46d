#!/usr/bin/env python3
"""Writes the reference values of Airy functions, spherical Bessel functions and integrals of elementary functions.

    eng/integral-table.py > tests/Zygote.Libraries.Tests/SpecialFunctions/Data/integrals.txt

Each line: function, arguments, a colon, v for value, the value, and the scale to which the error is relative where it is larger than the value: the
envelope of what oscillates. Values by mpmath with 60 digits or more.
"""
import mpmath as mp

mp.mp.dps = 60


def show(name, arguments, value, scale=0):
    if value == 0 or 1e-306 < abs(value) < 1e306:
        print(name, *arguments, ":", "v", mp.nstr(value, 20), mp.nstr(mp.mpf(scale), 3))


AIRY = ["-1e6", "-1000", "-100.5", "-30.5", "-19.75", "-15", "-10", "-8", "-5", "-2.5", "-1", "-0.5", "-1e-5", "0", "1e-5", "0.5",
        "1", "2", "2.5", "5", "8", "10", "15", "19.75", "20.5", "30", "60", "100"]
for x in AIRY:
    z = mp.mpf(float(x))
    for prime in (0, 1):
        scale = abs(z) ** (mp.mpf(1) / 4 if prime else -mp.mpf(1) / 4) / mp.sqrt(mp.pi) if z < -1 else 0
        suffix = "Prime" if prime else ""
        show("AiryAi" + suffix, [x], mp.airyai(z, derivative=prime), scale)
        show("AiryBi" + suffix, [x], mp.airybi(z, derivative=prime), scale)
for x in ["0", "1e-5", "0.5", "2", "8", "19.75", "20.5", "30", "100.5", "1e4", "1e6"]:
    z = mp.mpf(float(x))
    mp.mp.dps = 100
    zeta = 2 * z * mp.sqrt(z) / 3
    for prime in (0, 1):
        suffix = "PrimeScaled" if prime else "Scaled"
        if z < 1e5:
            show("AiryAi" + suffix, [x], mp.airyai(z, derivative=prime) * mp.exp(zeta))
            show("AiryBi" + suffix, [x], mp.airybi(z, derivative=prime) * mp.exp(-zeta))
mp.mp.dps = 60

POSITIVE = ["1e-200", "1e-10", "1e-3", "0.125", "0.3725", "0.523822", "0.6165", "0.875", "1", "1.0625", "1.5", "2", "3", "4", "4.25", "6.5",
            "10", "20.5", "39.5", "41", "100", "690", "1e4", "1e10"]
for x in POSITIVE:
    z = mp.mpf(float(x))
    mp.mp.dps = 60
    show("ExpIntegralE1", [x], mp.e1(z))
    show("ExpIntegralEi", [x], mp.ei(z))
    show("ExpIntegralEi", ["-" + x], mp.ei(-z))
    if z < 1e5:
        mp.mp.dps = 60 + int(z)
        show("ExpIntegralE1Scaled", [x], mp.e1(z) * mp.exp(z))
        show("ExpIntegralEiScaled", [x], mp.ei(z) * mp.exp(-z))
        mp.mp.dps = 60
    for n in (-3, -1, 0, 1, 2, 3, 10, 50):
        show("ExpIntegralE", [str(n), x], mp.expint(n, z))
        if 1e-5 < z < 700:
            show("ExpIntegralEScaled", [str(n), x], mp.expint(n, z) * mp.exp(z))
            for k in (1, 2, 3):
                mp.mp.dps = 30
                value = mp.factorial(k) * mp.hyperu(k + 1, k + 2 - n, z) * (-1) ** k
                print("ExpIntegralEScaled", n, x, ":", "1" * k, mp.nstr(value, 20), "0.0")
                mp.mp.dps = 60
    show("SinIntegral", [x], mp.si(z))
    show("CosIntegral", [x], mp.ci(z), 1 / z if z > 1 else 0)
    if z < 700:
        show("SinhIntegral", [x], mp.shi(z))
        show("CoshIntegral", [x], mp.chi(z))
    if z < 1e5:
        show("FresnelS", [x], mp.fresnels(z))
        show("FresnelC", [x], mp.fresnelc(z))
for x in ["1e-100", "1e-3", "0.5", "0.9990234375", "1.0009765625", "1.25", "1.4375", "1.451369234883381", "1.53125", "2", "10", "1e10", "1e300"]:
    show("LogIntegral", [x], mp.li(mp.mpf(float(x))))

half = mp.mpf(1) / 2
for n in (0, 1, 2, 5, 10, 30):
    for x in ["1e-10", "0.125", "1", "2.5", "5", "11", "25.5", "60", "110", "1000"]:
        z = mp.mpf(float(x))
        factor = mp.sqrt(mp.pi / (2 * z))
        scale = 1 / z if z > n else 0
        show("SphericalBesselJ", [str(n), x], factor * mp.besselj(n + half, z), scale)
        show("SphericalBesselY", [str(n), x], factor * mp.bessely(n + half, z), scale)
        if z < 700:
            show("SphericalBesselI", [str(n), x], factor * mp.besseli(n + half, z))
            show("SphericalBesselK", [str(n), x], factor * mp.besselk(n + half, z))
