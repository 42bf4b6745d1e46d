using System.Numerics;

namespace Zygote.TensorRules;

/// <summary>
/// Functions whose value is known already: the last arguments are what the original computed, with vectors and to other last
/// bits than the scalar functions. They are differentiated as what their names say, to all orders.
/// </summary>
static class Exact
{
    /// <summary>A number that changes as <paramref name="f"/> does.</summary>
    public static T Of<T>(T f, T value) => value;

    public static T Exp<T>(T x, T value) => value;

    public static T Exp2<T>(T x, T value) => value;

    public static T Exp10<T>(T x, T value) => value;

    public static T Tan<T>(T x, T value) => value;

    public static T TanPi<T>(T x, T value) => value;

    /// <param name="x">The argument.</param>
    /// <param name="value">The function of <paramref name="x"/>.</param>
    /// <param name="slope">Its derivative: 1 - value² would lose digits where that is near 1.</param>
    public static T Tanh<T>(T x, T value, T slope) => value;

    public static T TanhSlope<T>(T x, T value, T slope) => slope;

    public static T Cbrt<T>(T x, T value) => value;

    public static T RootN<T>(T x, int n, T value) => value;

    public static T Hypot<T>(T x, T y, T value) => value;

    public static T Pow<T>(T x, T y, T value) => value;

    /// <summary>Where the limits cross, the upper one counts.</summary>
    public static T Clamp<T>(T x, T min, T max)
        where T : INumber<T> => T.Min(T.Max(x, min), max);

    public static T Sin<T>(T x, T sin, T cos) => sin;

    public static T Cos<T>(T x, T sin, T cos) => cos;

    public static T SinPi<T>(T x, T sin, T cos) => sin;

    public static T CosPi<T>(T x, T sin, T cos) => cos;

    public static T Sinh<T>(T x, T sinh, T cosh) => sinh;

    public static T Cosh<T>(T x, T sinh, T cosh) => cosh;

    /// <param name="x">The argument.</param>
    /// <param name="value">The function of <paramref name="x"/>.</param>
    /// <param name="opposite">The function of -<paramref name="x"/>: 1 - value would lose digits where that is near 1.</param>
    public static T Sigmoid<T>(T x, T value, T opposite) => value;

    /// <summary>The square root of a sum of squares.</summary>
    public static T Root<T>(T sum, T value) => value;
}

/// <summary>The partial derivatives of <see cref="Exact"/>: none by what is known.</summary>
/// <remarks>In terms of what is known, not of the result: it is at hand in an array, where results would have to be kept.</remarks>
static class ExactRules
{
    [DerivativeOf(typeof(Exact), nameof(Exact.Of))]
    static (T, T) Of<T>(T f, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (T.One, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Exp))]
    static (T, T) Exp<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Exp(x, value), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Exp2))]
    static (T, T) Exp2<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Exp2(x, value) * T.CreateChecked(0.693147180559945309417), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Exp10))]
    static (T, T) Exp10<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Exp10(x, value) * T.CreateChecked(2.30258509299404568402), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Tan))]
    static (T, T) Tan<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (T.One + Square(Exact.Tan(x, value)), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.TanPi))]
    static (T, T) TanPi<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (T.Pi * (T.One + Square(Exact.TanPi(x, value))), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Tanh))]
    static (T, T, T) Tanh<T>(T x, T value, T slope, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.TanhSlope(x, value, slope), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.TanhSlope))]
    static (T, T, T) TanhSlope<T>(T x, T value, T slope, T y)
        where T : IBinaryFloatingPointIeee754<T> =>
        (T.CreateChecked(-2) * Exact.Tanh(x, value, slope) * Exact.TanhSlope(x, value, slope), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Cbrt))]
    static (T, T) Cbrt<T>(T x, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> =>
        (T.One / (T.CreateChecked(3) * Square(Exact.Cbrt(x, value))), T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.RootN))]
    static (T, T) RootN<T>(T x, int n, T value, T y)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var degree = T.CreateChecked(n);
        return (x == T.Zero ? T.One / (degree * T.Pow(value, degree - T.One)) : Exact.RootN(x, n, value) / (degree * x), T.Zero);
    }

    /// <summary>0 at the kink, the origin.</summary>
    [DerivativeOf(typeof(Exact), nameof(Exact.Hypot))]
    static (T, T, T) Hypot<T>(T x, T y, T value, T hypot)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var length = Exact.Hypot(x, y, value);
        return value == T.Zero ? (T.Zero, T.Zero, T.Zero) : (x / length, y / length, T.Zero);
    }

    /// <summary>x^0 is constant also at 0, and 0^y for all y > 0; by y NaN where the base is negative.</summary>
    [DerivativeOf(typeof(Exact), nameof(Exact.Pow))]
    static (T, T, T) Pow<T>(T x, T y, T value, T power)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var byBase = x == T.Zero & y == T.Zero ? T.Zero : y * Exact.Pow(x, y - T.One, Lowered(x, y, value));
        var byExponent = value == T.Zero ? T.Zero : Exact.Pow(x, y, value) * T.Log(x);
        return (byBase, byExponent, T.Zero);
    }

    /// <summary>The power by an exponent that is less by one: a division, where that loses nothing.</summary>
    [ZeroDerivative]
    static T Lowered<T>(T x, T y, T power)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.IsNormal(power) & T.IsNormal(x) & T.IsNormal(power / x) ? power / x : T.Pow(x, y - T.One);

    /// <summary>Within the limits and on them the partial belongs to the value.</summary>
    [DerivativeOf(typeof(Exact), nameof(Exact.Clamp))]
    static (T, T, T) Clamp<T>(T x, T min, T max, T y)
        where T : IBinaryFloatingPointIeee754<T> =>
        x > max | min > max ? (T.Zero, T.Zero, T.One) : x < min ? (T.Zero, T.One, T.Zero) : (T.One, T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Sin))]
    static (T, T, T) Sin<T>(T x, T sin, T cos, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Cos(x, sin, cos), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Cos))]
    static (T, T, T) Cos<T>(T x, T sin, T cos, T y)
        where T : IBinaryFloatingPointIeee754<T> => (-Exact.Sin(x, sin, cos), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.SinPi))]
    static (T, T, T) SinPi<T>(T x, T sin, T cos, T y)
        where T : IBinaryFloatingPointIeee754<T> => (T.Pi * Exact.CosPi(x, sin, cos), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.CosPi))]
    static (T, T, T) CosPi<T>(T x, T sin, T cos, T y)
        where T : IBinaryFloatingPointIeee754<T> => (-T.Pi * Exact.SinPi(x, sin, cos), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Sinh))]
    static (T, T, T) Sinh<T>(T x, T sinh, T cosh, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Cosh(x, sinh, cosh), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Cosh))]
    static (T, T, T) Cosh<T>(T x, T sinh, T cosh, T y)
        where T : IBinaryFloatingPointIeee754<T> => (Exact.Sinh(x, sinh, cosh), T.Zero, T.Zero);

    [DerivativeOf(typeof(Exact), nameof(Exact.Sigmoid))]
    static (T, T, T) Sigmoid<T>(T x, T value, T opposite, T y)
        where T : IBinaryFloatingPointIeee754<T> =>
        (Exact.Sigmoid(x, value, opposite) * Exact.Sigmoid(-x, opposite, value), T.Zero, T.Zero);

    /// <summary>0 at 0, the kink.</summary>
    [DerivativeOf(typeof(Exact), nameof(Exact.Root))]
    static (T, T) Root<T>(T sum, T value, T y)
        where T : IBinaryFloatingPointIeee754<T> => (y == T.Zero ? T.Zero : T.CreateChecked(0.5) / y, T.Zero);

    static T Square<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => x * x;
}
