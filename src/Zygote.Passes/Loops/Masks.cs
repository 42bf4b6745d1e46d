using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Passes;

/// <summary>
/// Choices between numbers without branches: a mask is a number with all bits set, or none. See <see cref="SelectValues"/>; the same for
/// vectors is in <see cref="Vectors"/>, under the same names.
/// </summary>
static class Masks
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Less(double a, double b) => Vector128.LessThan(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Less(float a, float b) => Vector128.LessThan(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LessOrEqual(double a, double b) => Vector128.LessThanOrEqual(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LessOrEqual(float a, float b) => Vector128.LessThanOrEqual(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Equal(double a, double b) => Vector128.Equals(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Equal(float a, float b) => Vector128.Equals(Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double And(double a, double b) => (Of(a) & Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float And(float a, float b) => (Of(a) & Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Or(double a, double b) => (Of(a) | Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Or(float a, float b) => (Of(a) | Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Not(double a) => (~Of(a)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Not(float a) => (~Of(a)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(double mask, double a, double b) => Vector128.ConditionalSelect(Of(mask), Of(a), Of(b)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Select(float mask, float a, float b) => Vector128.ConditionalSelect(Of(mask), Of(a), Of(b)).ToScalar();

    static Vector128<double> Of(double number) => Vector128.CreateScalarUnsafe(number);

    static Vector128<float> Of(float number) => Vector128.CreateScalarUnsafe(number);
}
