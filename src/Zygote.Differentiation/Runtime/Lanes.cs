using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Arithmetic with tangents along several directions, which are the lanes of a vector.</summary>
/// <remarks>
/// Unlike <see cref="Calculus.ScaleTangent(double, double)"/> a zero does not win over an infinite factor: the product is NaN. What
/// comes out without a NaN is therefore the same; who gets one has to take the directions one by one.
/// </remarks>
static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Negate(Vector512<double> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Negate(Vector512<float> a) => -a;

    /// <summary>A tangent times a partial derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> tangent, double partial) => tangent * partial;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> tangent, float partial) => tangent * partial;

    /// <summary>The same added to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddScaled(Vector512<double> sum, Vector512<double> tangent, double partial) =>
        Vector512.MultiplyAddEstimate(tangent, Vector512.Create(partial), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddScaled(Vector512<float> sum, Vector512<float> tangent, float partial) =>
        Vector512.MultiplyAddEstimate(tangent, Vector512.Create(partial), sum);
}
