using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Arithmetic with tangents along several directions, which are the lanes of a vector.</summary>
static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Negate(Vector256<double> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Negate(Vector256<float> a) => -a;

    /// <summary><see cref="Calculus.ScaleTangent(double, double)"/> for each direction; there are no marks among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ScaleTangent(Vector256<double> tangent, double partial)
    {
        var p = Vector256.Create(partial);
        var product = tangent * p;
        return Vector256.EqualsAll(product, product)
            ? product
            : Vector256.AndNot(product, Vector256.Equals(tangent, Vector256<double>.Zero) | Vector256.Equals(p, Vector256<double>.Zero));
    }

    /// <inheritdoc cref="ScaleTangent(Vector256{double}, double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaleTangent(Vector256<float> tangent, float partial)
    {
        var p = Vector256.Create(partial);
        var product = tangent * p;
        return Vector256.EqualsAll(product, product)
            ? product
            : Vector256.AndNot(product, Vector256.Equals(tangent, Vector256<float>.Zero) | Vector256.Equals(p, Vector256<float>.Zero));
    }
}
