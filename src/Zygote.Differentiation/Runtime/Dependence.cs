using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>
/// Which results depend on which inputs, found by running the derivative itself: a tangent or cotangent that is a mark, a NaN
/// with a payload of our own, makes marks of all that depends on it, since every sum and product with a NaN is that NaN.
/// </summary>
/// <remarks>
/// The hardware keeps the payload in arithmetic and, as it lies in the upper bits, in conversions between double and float.
/// So a mark passes a partial derivative that happens to be zero, where an ordinary NaN does not.
/// </remarks>
static class Dependence
{
    const long Bits = 0x7FFA_5A5A_4000_0000;
    const int FloatBits = 0x7FD2_D2D2;

    public static readonly double Mark = BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Every dependence leaves a NaN: ordinary ones are those that a mark met.</summary>
    public static bool IsMarked(double derivative) => double.IsNaN(derivative);

    /// <summary>All bits set where a tangent is a mark.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> AreMarks(Vector128<double> tangents) =>
        Vector128.Equals(tangents.AsInt64() & Vector128.Create(long.MaxValue), Vector128.Create(Bits)).AsDouble();

    /// <inheritdoc cref="AreMarks(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> AreMarks(Vector128<float> tangents) =>
        Vector128.Equals(tangents.AsInt32() & Vector128.Create(int.MaxValue), Vector128.Create(FloatBits)).AsSingle();

    /// <inheritdoc cref="AreMarks(Vector128{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AreMarks<T>(Vector256<T> tangents) => typeof(T) == typeof(double)
        ? Vector256.Equals(tangents.AsInt64() & Vector256.Create(long.MaxValue), Vector256.Create(Bits)).As<long, T>()
        : Vector256.Equals(tangents.AsInt32() & Vector256.Create(int.MaxValue), Vector256.Create(FloatBits)).As<int, T>();
}
