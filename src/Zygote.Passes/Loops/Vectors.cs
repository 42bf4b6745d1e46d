using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zygote.Passes;

/// <summary>What loops with vectors are made of; see <see cref="VectorizeLoops"/>. Arithmetic is emitted as that of the platform.</summary>
static class Vectors
{
    public static int Width(Type number) => number == typeof(float) ? 8 : 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load<T>(T[] array, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(array), (nuint)(uint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T[] array, int index, Vector256<T> vector) =>
        vector.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(array), (nuint)(uint)index);

    public static Vector256<T> Broadcast<T>(T number) => Vector256.Create(number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Four<T>(T a, T b, T c, T d) => typeof(T) == typeof(double)
        ? Vector256.Create((double)(object)a!, (double)(object)b!, (double)(object)c!, (double)(object)d!).As<double, T>()
        : throw new NotSupportedException();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Eight<T>(T a, T b, T c, T d, T e, T f, T g, T h) => typeof(T) == typeof(float)
        ? Vector256.Create(
            (float)(object)a!, (float)(object)b!, (float)(object)c!, (float)(object)d!,
            (float)(object)e!, (float)(object)f!, (float)(object)g!, (float)(object)h!).As<float, T>()
        : throw new NotSupportedException();

    public static Vector256<T> Less<T>(Vector256<T> a, Vector256<T> b) => Vector256.LessThan(a, b);

    public static Vector256<T> LessOrEqual<T>(Vector256<T> a, Vector256<T> b) => Vector256.LessThanOrEqual(a, b);

    public static Vector256<T> Equal<T>(Vector256<T> a, Vector256<T> b) => Vector256.Equals(a, b);

    public static Vector256<T> And<T>(Vector256<T> a, Vector256<T> b) => a & b;

    public static Vector256<T> Or<T>(Vector256<T> a, Vector256<T> b) => a | b;

    public static Vector256<T> Not<T>(Vector256<T> a) => ~a;

    public static Vector256<T> Select<T>(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    public static T Sum<T>(Vector256<T> a) => Vector256.Sum(a);

    public static Vector256<T> Add<T>(Vector256<T> a, Vector256<T> b) => a + b;

    public static Vector256<T> Sub<T>(Vector256<T> a, Vector256<T> b) => a - b;

    public static Vector256<T> Mul<T>(Vector256<T> a, Vector256<T> b) => a * b;

    public static Vector256<T> Div<T>(Vector256<T> a, Vector256<T> b) => a / b;

    public static Vector256<T> Neg<T>(Vector256<T> a) => -a;

    public static Vector256<T> Sqrt<T>(Vector256<T> a) => Vector256.Sqrt(a);

    public static Vector256<T> Abs<T>(Vector256<T> a) => Vector256.Abs(a);

    public static Vector256<T> Max<T>(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

    public static Vector256<T> Min<T>(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);
}
