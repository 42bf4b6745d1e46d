using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Rules;

/// <summary>
/// Functions of each number of a vector, for partial derivatives: up to 8 units in the last place from those of numbers, with the same
/// infinities and NaNs.
/// </summary>
static class VectorFunctions
{
    public static MethodInfo? Find(MethodBase method, Type number)
    {
        if (OfNumbers(method.DeclaringType))
        {
            var parameters = Array.ConvertAll(method.GetParameters(), _ => typeof(Vector256<>).MakeGenericType(number));
            return method.Name switch
            {
                nameof(Math.Exp) or nameof(Math.Log) or nameof(Math.Log2) or nameof(Math.Sin) or nameof(Math.Cos) or nameof(double.Hypot) =>
                    typeof(Vector256).GetMethod(method.Name, parameters),
                nameof(Math.Sinh) or nameof(Math.Cosh) => typeof(VectorFunctions).GetMethod(method.Name)!.MakeGenericMethod(number),
                _ => null,
            };
        }

        return method.DeclaringType == typeof(Reciprocals) || method.DeclaringType == typeof(TanhPartial)
            ? typeof(VectorFunctions).GetMethod(method.DeclaringType.Name + method.Name)?.MakeGenericMethod(number)
            : null;
    }

    public static bool OfNumbers(Type? type) => type == typeof(Math) || type == typeof(MathF) || type == typeof(double) || type == typeof(float);

    /// <summary>By the exponential of half the number, whose square may overflow only where the result does.</summary>
    public static Vector256<T> Cosh<T>(Vector256<T> x)
    {
        var root = Exp(Vector256.Abs(x) * Number<T>(0.5));
        return (Number<T>(0.5) * root * root) + (Number<T>(0.5) / root / root);
    }

    /// <summary>Its series up to 1, where the difference of exponentials would cancel.</summary>
    public static Vector256<T> Sinh<T>(Vector256<T> x)
    {
        var square = x * x;
        var series = Vector256<T>.One;
        for (var n = 16; n > 0; n -= 2)
            series = Vector256<T>.One + (series * square / Number<T>(n * (n + 1)));
        var root = Exp(Vector256.Abs(x) * Number<T>(0.5));
        var difference = (Number<T>(0.5) * root * root) - (Number<T>(0.5) / root / root);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(Vector256.Abs(x), Vector256<T>.One), x * series, CopySign(difference, x));
    }

    /// <inheritdoc cref="TanhPartial.At(double, double)"/>
    public static Vector256<T> TanhPartialAt<T>(Vector256<T> x, Vector256<T> y)
    {
        var e = Exp(Number<T>(-2) * Vector256.Abs(x));
        var sum = Vector256<T>.One + e;
        return Number<T>(4) * e / (sum * sum);
    }

    /// <inheritdoc cref="Reciprocals.OfRoot(double)"/>
    public static Vector256<T> ReciprocalsOfRoot<T>(Vector256<T> x) =>
        Vector256<T>.One / Vector256.Sqrt((Vector256<T>.One - x) * (Vector256<T>.One + x));

    /// <inheritdoc cref="Reciprocals.OfRootOfSum(double)"/>
    public static Vector256<T> ReciprocalsOfRootOfSum<T>(Vector256<T> x) => Vector256<T>.One / Hypot(Vector256<T>.One, x);

    /// <inheritdoc cref="Reciprocals.OverLength(double, double, double)"/>
    public static Vector256<T> ReciprocalsOverLength<T>(Vector256<T> a, Vector256<T> b, Vector256<T> length) =>
        Vector256.AndNot(a / length, Vector256.Equals(length, Vector256<T>.Zero));

    /// <inheritdoc cref="Reciprocals.OverSquare(double, double)"/>
    public static Vector256<T> ReciprocalsOverSquare<T>(Vector256<T> a, Vector256<T> b)
    {
        var isFirst = Vector256.GreaterThanOrEqual(Vector256.Abs(a), Vector256.Abs(b));
        var larger = Vector256.ConditionalSelect(isFirst, a, b);
        var ratio = Vector256.ConditionalSelect(isFirst, b, a) / larger;
        return Vector256.ConditionalSelect(isFirst, Vector256<T>.One, ratio) / (Vector256<T>.One + (ratio * ratio)) / larger;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> Number<T>(double number) => typeof(T) == typeof(double)
        ? Vector256.Create(number).As<double, T>() : Vector256.Create((float)number).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> Exp<T>(Vector256<T> x) => typeof(T) == typeof(double)
        ? Vector256.Exp(x.As<T, double>()).As<double, T>() : Vector256.Exp(x.As<T, float>()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> Hypot<T>(Vector256<T> x, Vector256<T> y) => typeof(T) == typeof(double)
        ? Vector256.Hypot(x.As<T, double>(), y.As<T, double>()).As<double, T>()
        : Vector256.Hypot(x.As<T, float>(), y.As<T, float>()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> CopySign<T>(Vector256<T> value, Vector256<T> sign) => typeof(T) == typeof(double)
        ? Vector256.CopySign(value.As<T, double>(), sign.As<T, double>()).As<double, T>()
        : Vector256.CopySign(value.As<T, float>(), sign.As<T, float>()).As<float, T>();
}
