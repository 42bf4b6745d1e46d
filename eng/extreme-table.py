"""Writes tests/Zygote.Behavior.Tests/Data/extremes.txt: first and second derivatives with 25 digits where numbers are huge, tiny,
near a singularity or in a tail.

A line is a name, the arguments, then the derivatives: f' f'' of one variable; f_x f_y f_xx f_xy f_yy of two; real and imaginary
parts of f' f'' for a complex one. Arguments are doubles, exactly."""

import pathlib

from mpmath import mp, mpf, mpc

mp.dps = 1300

one = mpf(1)
UNARY = {
    "Exp": (mp.exp, [700, -700]),
    "Log": (mp.log, [1e-300, 1e300, 1.0000000001]),
    "Log2": (lambda x: mp.log(x, 2), [1e-300, 1e300]),
    "Log10": (lambda x: mp.log(x, 10), [1e-300, 1e300]),
    "Sqrt": (mp.sqrt, [1e-200, 1e200]),
    "Cbrt": (lambda x: mp.sign(x) * abs(x) ** (one / 3), [1e-180, 1e180, -1e180, -1e-180, 1e300]),
    "Tan": (mp.tan, [1e-200, 1.5707963, -1.5707963267, 1e6]),
    "Asin": (mp.asin, [0.999999999999, -0.999999999999, 1e-200, 1e-9]),
    "Acos": (mp.acos, [0.999999999999, -0.999999999999, 1e-200, 1e-9]),
    "Atan": (mp.atan, [1e100, 1e150, 1e-200, -1e9]),
    "Sinh": (mp.sinh, [700, 1e-200]),
    "Cosh": (mp.cosh, [700, 1e-200]),
    "Tanh": (mp.tanh, [10, 20, 300, -15, 1.9, 2.07, 2.1, -3, 1e-200]),
    "Asinh": (mp.asinh, [1e100, 1e150, -1e200, 1e-200, 3]),
    "Acosh": (mp.acosh, [1.000000000001, 1e100, 1e200]),
    "Atanh": (mp.atanh, [0.999999999999, -0.999999999999, 1e-200, 1e-9]),
    "Exp2": (lambda x: mpf(2) ** x, [1000, -1000]),
    "Exp10": (lambda x: mpf(10) ** x, [300, -300]),
    "ExpM1": (mp.expm1, [1e-200, 700, -700]),
    "Exp2M1": (lambda x: mpf(2) ** x - 1, [1e-200, 1000]),
    "Exp10M1": (lambda x: mpf(10) ** x - 1, [1e-200, 300]),
    "LogP1": (mp.log1p, [1e-200, 1e150, -0.999999999999]),
    "Log2P1": (lambda x: mp.log1p(x) / mp.log(2), [1e-200, 1e150, -0.999999999999]),
    "Log10P1": (lambda x: mp.log1p(x) / mp.log(10), [1e-200, 1e150, -0.999999999999]),
    "SinPi": (lambda x: mp.sin(mp.pi * x), [1e-200, 1e9 + 0.25]),
    "CosPi": (lambda x: mp.cos(mp.pi * x), [1e-200, 1e9 + 0.25]),
    "TanPi": (lambda x: mp.tan(mp.pi * x), [1e-200, 0.4999999, 1e6 + 0.25]),
    "AsinPi": (lambda x: mp.asin(x) / mp.pi, [0.999999999999, 1e-9]),
    "AcosPi": (lambda x: mp.acos(x) / mp.pi, [0.999999999999, 1e-9]),
    "AtanPi": (lambda x: mp.atan(x) / mp.pi, [1e100, 1e-200]),
    "RootN3": (lambda x: mp.sign(x) * abs(x) ** (one / 3), [1e-180, 1e180, 1e308, -1e180]),
    "RootN-2": (lambda x: 1 / mp.sqrt(x), [1e-100, 1e100]),
    "ReciprocalSqrt": (lambda x: 1 / mp.sqrt(x), [1e-100, 1e100]),
}

BINARY = {
    "Hypot": (lambda x, y: mp.sqrt(x * x + y * y), [(1e200, 2e200), (1e-150, 3e-150), (1.0, 1e-10), (1e-10, 1.0), (3e100, 1e-50), (-3.0, 4.0)]),
    "Atan2": (lambda y, x: mp.atan2(y, x), [(1e150, 2e150), (1e-150, 3e-150), (1.0, 1e-10), (1e-10, 1.0), (-1.0, -1.0), (3.0, 2.9999999999),
                                             (1e100, 1e-50)]),
    "Pow": (lambda x, p: x ** p, [(1e-300, 0.5), (1e200, 1.5), (1e-100, 2.5), (1e300, 1.01), (2.0, 1000.0), (2.0, -1000.0), (1.0000000001, 1e9),
                                  (1.5, 0.0), (1e-100, 3.0)]),
    "LogBase": (lambda x, b: mp.log(x) / mp.log(b), [(3.0, 1.00000001), (1e300, 2.0), (1e-300, 10.0), (3.0, 1e150), (2.0, 1e-150)]),
}

COMPLEX = {
    "Sqrt": (mp.sqrt, [mpc(1e200, 1e200), mpc(-1e-200, 1e-200), mpc(-4, 1e-10)]),
    "Log": (mp.log, [mpc(1e150, 1e150), mpc(1e-150, -1e-150), mpc(-1e10, 1)]),
    "Exp": (mp.exp, [mpc(700, 1), mpc(-700, 1)]),
    "Tan": (mp.tan, [mpc(1, 20), mpc(1, -30), mpc(1.5707963, 1e-9), mpc(1e-10, 1e-10)]),
    "Tanh": (mp.tanh, [mpc(20, 1), mpc(-30, 1), mpc(1e-10, 1e-10)]),
    "Atan": (mp.atan, [mpc(1e10, 1e10), mpc(1e-10, 1e-10), mpc(0.5, 0.9999999)]),
    "Asin": (mp.asin, [mpc(1e10, 1e10), mpc(0.999999999, 1e-12), mpc(1e-10, 1e-10)]),
    "Acos": (mp.acos, [mpc(1e10, 1e10), mpc(0.999999999, 1e-12), mpc(1e-10, 1e-10)]),
    "Reciprocal": (lambda z: 1 / z, [mpc(1e100, 1e100), mpc(1e-90, -1e-90)]),
    "Sin": (mp.sin, [mpc(1, 700), mpc(1e-10, 1e-10)]),
    "Cosh": (mp.cosh, [mpc(700, 1), mpc(1e-10, 1e-10)]),
    "Pow": (lambda z: z ** mpf(2.5), [mpc(1e100, -1e100), mpc(1e-100, 1e-100)]),
}


def text(v):
    return mp.nstr(v, 25, min_fixed=0, max_fixed=0)


def derivative(f, x, n):
    """By relative steps: arguments are of any size."""
    h = mpf(10) ** (-180)
    if n == 1:
        return (f(x + h * x) - f(x - h * x)) / (2 * h * x)
    return (f(x + h * x) - 2 * f(x) + f(x - h * x)) / (h * x) ** 2


def mixed(f, x, y):
    h = mpf(10) ** (-180)
    d = lambda s, t: f(x * (1 + s * h), y * (1 + t * h))
    return (d(1, 1) - d(1, -1) - d(-1, 1) + d(-1, -1)) / (4 * h * h * x * y)


lines = []
for name, (f, points) in UNARY.items():
    for point in points:
        x = mpf(float(point))
        lines.append([name, repr(float(point))] + [text(derivative(f, x, n)) for n in (1, 2)])
for name, (f, points) in BINARY.items():
    for a, b in points:
        x, y = mpf(a), mpf(b)
        shift = 1 if b == 0 else 0  # relative steps want a number that is not 0
        g = (lambda u, v: f(u, v - 1)) if shift else f
        y = y + shift
        found = [derivative(lambda u: g(u, y), x, 1), derivative(lambda v: g(x, v), y, 1), derivative(lambda u: g(u, y), x, 2),
                 mixed(g, x, y), derivative(lambda v: g(x, v), y, 2)]
        lines.append([name, repr(a), repr(b)] + [text(v) for v in found])
for name, (f, points) in COMPLEX.items():
    for z in points:
        found = [derivative(f, z, n) for n in (1, 2)]
        lines.append(["Complex" + name, repr(float(z.real)), repr(float(z.imag))] + [text(p) for d in found for p in (d.real, d.imag)])

path = pathlib.Path(__file__).parent.parent / "tests/Zygote.Behavior.Tests/Data/extremes.txt"
path.write_text("".join(" ".join(line) + "\n" for line in lines))
