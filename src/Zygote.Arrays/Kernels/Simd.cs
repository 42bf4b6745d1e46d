using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.Kernels;

/// <summary>
/// Loops over contiguous numbers in vectors. Nothing here is differentiated: only rules and constants call it.
/// </summary>
static class Simd
{
    public static Span<T> Span<T>(T[,] a) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(a)), a.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
    {
        if (typeof(T) == typeof(double))
            return Vector.MultiplyAddEstimate(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
        if (typeof(T) == typeof(float))
            return Vector.MultiplyAddEstimate(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>();
        return x * y + z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ref T start, nint offset) =>
        Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, ref T start, nint offset) =>
        Unsafe.As<T, Vector<T>>(ref Unsafe.Add(ref start, offset)) = value;

    /// <summary>Four running sums, so that additions need not wait for each other.</summary>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
    {
        y = y[..x.Length];
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        nint i = 0, width = Vector<T>.Count;
        var (s0, s1, s2, s3) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        for (; i <= x.Length - 4 * width; i += 4 * width)
        {
            s0 = MultiplyAdd(Load(ref a, i), Load(ref b, i), s0);
            s1 = MultiplyAdd(Load(ref a, i + width), Load(ref b, i + width), s1);
            s2 = MultiplyAdd(Load(ref a, i + 2 * width), Load(ref b, i + 2 * width), s2);
            s3 = MultiplyAdd(Load(ref a, i + 3 * width), Load(ref b, i + 3 * width), s3);
        }

        for (; i <= x.Length - width; i += width)
            s0 = MultiplyAdd(Load(ref a, i), Load(ref b, i), s0);
        var sum = Vector.Sum(s0 + s1 + (s2 + s3));
        for (; i < x.Length; i++)
            sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return sum;
    }

    /// <summary>y += factor x.</summary>
    public static void AddScaled<T>(T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        y = y[..x.Length];
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(y);
        nint i = 0, width = Vector<T>.Count;
        var all = new Vector<T>(factor);
        for (; i <= x.Length - width; i += width)
            Store(MultiplyAdd(all, Load(ref a, i), Load(ref b, i)), ref b, i);
        for (; i < x.Length; i++)
            Unsafe.Add(ref b, i) += factor * Unsafe.Add(ref a, i);
    }

    public static void Scale<T>(T factor, Span<T> x)
        where T : unmanaged, INumberBase<T>
    {
        ref var start = ref MemoryMarshal.GetReference(x);
        nint i = 0, width = Vector<T>.Count;
        var all = new Vector<T>(factor);
        for (; i <= x.Length - width; i += width)
            Store(all * Load(ref start, i), ref start, i);
        for (; i < x.Length; i++)
            Unsafe.Add(ref start, i) *= factor;
    }
}
