using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Arithmetic with tangents along several directions, which are the lanes of a vector; see <see cref="DualKind.Vector"/>.</summary>
static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Negate(Vector256<double> a) => -a;

    /// <summary>A tangent times a partial derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Scale(Vector256<double> tangent, double partial) => tangent * partial;

    /// <summary>The same added to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> AddScaled(Vector256<double> sum, Vector256<double> tangent, double partial) =>
        Vector256.MultiplyAddEstimate(tangent, Vector256.Create(partial), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Negate(Vector256<float> a) => -a;

    /// <summary>A tangent times a partial derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Scale(Vector256<float> tangent, float partial) => tangent * partial;

    /// <summary>The same added to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> AddScaled(Vector256<float> sum, Vector256<float> tangent, float partial) =>
        Vector256.MultiplyAddEstimate(tangent, Vector256.Create(partial), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Negate(Vector512<double> a) => -a;

    /// <summary>A tangent times a partial derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Scale(Vector512<double> tangent, double partial) => tangent * partial;

    /// <summary>The same added to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddScaled(Vector512<double> sum, Vector512<double> tangent, double partial) =>
        Vector512.MultiplyAddEstimate(tangent, Vector512.Create(partial), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Negate(Vector512<float> a) => -a;

    /// <summary>A tangent times a partial derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Scale(Vector512<float> tangent, float partial) => tangent * partial;

    /// <summary>The same added to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AddScaled(Vector512<float> sum, Vector512<float> tangent, float partial) =>
        Vector512.MultiplyAddEstimate(tangent, Vector512.Create(partial), sum);
}
