#!/usr/bin/env python3
"""Prints the coefficients of the approximations in src/Zygote.SpecialFunctions, as C# literals.

    eng/special-function-coefficients.py

Chebyshev coefficients by discrete cosine sums of mpmath values with 60 digits, Taylor coefficients by mpmath.
"""
import mpmath as mp

mp.mp.dps = 60


def chebyshev(f, degree):
    n = 4 * degree
    values = [f(mp.cos(mp.pi * (j + mp.mpf(1) / 2) / n)) for j in range(n)]
    return [(2 - (k == 0)) * mp.fsum(values[j] * mp.cos(mp.pi * k * (j + mp.mpf(1) / 2) / n) for j in range(n)) / n
            for k in range(degree + 1)]


def show(name, values):
    print(name)
    for v in values:
        print("        " + mp.nstr(v, 20, min_fixed=-4, max_fixed=4) + ",")


def scaled_erfc(t):
    x = mp.mpf("3.75") * (1 + t) / (1 - t)
    return (1 + 2 * x) * mp.exp(x * x) * mp.erfc(x)


show("(1 + 2x) exp(x^2) erfc(x), x = 3.75 (1 + t) / (1 - t)", chebyshev(scaled_erfc, 32))

show("(zeta(k) - 1) / k, k = 2...", [(mp.zeta(k) - 1) / k for k in range(2, 30)])
show("1 - Euler's constant", [1 - mp.euler])
show("B(2k) / (2k (2k - 1))", [mp.bernoulli(2 * k) / (2 * k * (2 * k - 1)) for k in range(1, 11)])
show("B(2k) / (2k)!", [mp.bernoulli(2 * k) / mp.factorial(2 * k) for k in range(1, 16)])

root = mp.findroot(mp.digamma, mp.mpf("1.46"))
high = mp.mpf(float(root))
show("the zero of digamma, in two parts", [high, root - high])
show("digamma around it, k = 1...", [mp.polygamma(k, root) / mp.factorial(k) for k in range(1, 30)])


def legendre(n):
    coefficients = mp.taylor(lambda t: mp.legendre(n, t), 0, n)[::-1]
    roots = [mp.re(r) for r in mp.polyroots(coefficients, maxsteps=500, extraprec=400)]
    result = []
    for x in sorted(r for r in roots if r > 0):
        slope = n * (x * mp.legendre(n, x) - mp.legendre(n - 1, x)) / (x * x - 1)
        result.append((x, 2 / ((1 - x * x) * slope * slope)))
    return result


nodes = legendre(16)
show("nodes of Gauss and Legendre, 16 points", [x for x, _ in nodes])
show("their weights", [w for _, w in nodes])
