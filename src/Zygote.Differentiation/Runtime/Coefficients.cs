using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Sums over Taylor coefficients in arrays, for orders at which code without loops would be too long.</summary>
/// <remarks>Derivative code that calls it is differentiated like any other.</remarks>
static class Coefficients
{
    /// <summary>So many coefficients may not have arrived in the cache yet.</summary>
    const int Newest = 4;

    const int MaxOnStack = 64;

    /// <summary>False, but in code whose derivative is taken: there sums are plain loops.</summary>
    public static bool IsDifferentiated => false;

    /// <summary>The sum of <c>a[k - j] b[j]</c> for j from <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <remarks>Zero wins over infinity as in <see cref="Calculus.ScaleTangent(double, double)"/>; that is rare.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Convolve(double[] a, double[] b, int k, int from, int to)
    {
        if (!IsDifferentiated && Convolve<double>(a.AsSpan(k - to, to - from + 1), b.AsSpan(from, to - from + 1)) is var fast && !double.IsNaN(fast))
            return fast;
        var sum = 0.0;
        for (var j = from; j <= to; j++)
            sum += Calculus.ScaleTangent(a[k - j], b[j]);
        return sum;
    }

    /// <inheritdoc cref="Convolve(double[], double[], int, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Convolve(float[] a, float[] b, int k, int from, int to)
    {
        if (!IsDifferentiated && Convolve<float>(a.AsSpan(k - to, to - from + 1), b.AsSpan(from, to - from + 1)) is var fast && !float.IsNaN(fast))
            return fast;
        var sum = 0f;
        for (var j = from; j <= to; j++)
            sum += Calculus.ScaleTangent(a[k - j], b[j]);
        return sum;
    }

    /// <summary>All coefficients of the product of two series that are known, as far as these go, into another array.</summary>
    /// <inheritdoc cref="Convolve(double[], double[], int, int, int)" path="/remarks"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Product(double[] a, double[] b, double[] product)
    {
        if (!IsDifferentiated && TryProduct<double>(a, b, product))
            return;
        for (var k = 0; k < a.Length; k++)
            product[k] = Convolve(a, b, k, 0, k);
    }

    /// <inheritdoc cref="Product(double[], double[], double[])"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Product(float[] a, float[] b, float[] product)
    {
        if (!IsDifferentiated && TryProduct<float>(a, b, product))
            return;
        for (var k = 0; k < a.Length; k++)
            product[k] = Convolve(a, b, k, 0, k);
    }

    /// <summary>A vector of the product at a time: the sum over j of a[j] times b, moved by j. False if there is a NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static bool TryProduct<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> product)
        where T : unmanaged, INumber<T>
    {
        // Zeros on both sides, for the first vectors of a sum and the last one of b.
        var (width, count) = (Vector256<T>.Count, a.Length);
        Span<T> moved = count <= MaxOnStack ? stackalloc T[MaxOnStack + (2 * width)] : new T[count + (2 * width)];
        b[..count].CopyTo(moved[width..]);
        ref var factor = ref MemoryMarshal.GetReference(a);
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(moved), width); // b[0], in [-width, count + width)
        var isNumber = true;
        for (var k = 0; k < count; k += width)
        {
            var (even, odd) = (Vector256<T>.Zero, Vector256<T>.Zero);
            var end = Math.Min(k + width, count);
            for (var j = 0; j < end; j += 2)
            {
                even += Vector256.Create(Unsafe.Add(ref factor, j)) * Vector256.LoadUnsafe(ref Unsafe.Add(ref first, k - j));
                if (j + 1 < end)
                    odd += Vector256.Create(Unsafe.Add(ref factor, j + 1)) * Vector256.LoadUnsafe(ref Unsafe.Add(ref first, k - j - 1));
            }

            even += odd;
            isNumber &= Vector256.EqualsAll(even, even);
            if (end - k == width)
                even.CopyTo(product[k..]);
            for (var j = k; end - k < width && j < end; j++)
                product[j] = even[j - k];
        }

        return isNumber;
    }

    /// <summary>The last times the first, and so on.</summary>
    /// <remarks>
    /// The newest coefficients, at the ends, one by one: a vector that is loaded just after one of its numbers was stored has
    /// to wait until the store is in the cache.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Convolve<T>(ReadOnlySpan<T> backward, ReadOnlySpan<T> forward)
        where T : struct, INumber<T>
    {
        var (even, odd) = (T.Zero, T.Zero);
        var j = 0;
        if (forward.Length >= (2 * Newest) + Vector256<T>.Count)
        {
            for (; j < Newest; j += 2)
            {
                even += backward[^(j + 1)] * forward[j];
                odd += backward[^(j + 2)] * forward[j + 1];
            }

            var sums = Vector256<T>.Zero;
            for (; j <= forward.Length - Newest - Vector256<T>.Count; j += Vector256<T>.Count)
                sums += Reverse(Vector256.Create(backward[^(j + Vector256<T>.Count)..])) * Vector256.Create(forward[j..]);
            even += Vector256.Sum(sums);
        }

        for (; j + 1 < forward.Length; j += 2)
        {
            even += backward[^(j + 1)] * forward[j];
            odd += backward[^(j + 2)] * forward[j + 1];
        }

        return even + odd + (j < forward.Length ? backward[^(j + 1)] * forward[j] : T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<T> Reverse<T>(Vector256<T> vector) => typeof(T) == typeof(double)
        ? Vector256.Shuffle(vector.AsInt64(), Vector256.Create(3L, 2, 1, 0)).As<long, T>()
        : Vector256.Shuffle(vector.AsInt32(), Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)).As<int, T>();

    /// <summary>The power of a series with a constant exponent.</summary>
    /// <remarks>
    /// From x y' = p y x' where x does not begin with zero. There the binomial series of x = 0 + d is summed instead, whose
    /// terms past an exponent that is a whole number vanish.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double[] Power(double[] x, double p)
    {
        var y = new double[x.Length];
        y[0] = Math.Pow(x[0], p);
        if (x[0] != 0)
        {
            for (var k = 1; k < x.Length; k++)
            {
                var sum = 0.0;
                for (var j = 1; j <= k; j++)
                    sum += x[j] * (((p * j) - (k - j)) * y[k - j]);
                if (double.IsNaN(sum))
                {
                    sum = 0;
                    for (var j = 1; j <= k; j++)
                        sum += Calculus.ScaleTangent(x[j], ((p * j) - (k - j)) * y[k - j]);
                }

                y[k] = sum / (k * x[0]);
            }

            return y;
        }

        var power = new double[x.Length]; // of d, to the exponent m
        power[0] = 1;
        var binomial = 1.0;
        for (var m = 1; m < x.Length; m++)
        {
            for (var k = x.Length - 1; k >= 0; k--)
                power[k] = Convolve(power, x, k, 1, k);

            binomial *= (p - (m - 1)) / m;
            if (binomial == 0)
                break;
            var factor = binomial * Math.Pow(0, p - m);
            for (var k = m; k < x.Length; k++)
                y[k] += Calculus.ScaleTangent(power[k], factor);
        }

        return y;
    }

    /// <summary>The power of a series with an exponent that is one.</summary>
    /// <remarks>
    /// Of a positive base by y' = y u', where u = p log x. Otherwise the logarithm is undefined, or at 0 it grows more slowly
    /// than any power falls: it gives nothing to the coefficients below the exponent, and later ones are not finite. An exponent
    /// that does not change is free of that.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double[] Power(double[] x, double[] p)
    {
        // Coefficients of the logarithm may be too small for numbers where those of the power are not.
        if (!p.AsSpan(1).ContainsAnyExcept(0))
            return Power(x, p[0]);
        if (x[0] > 0)
        {
            var logSlope = new double[x.Length]; // of t (log x)'
            var exponentSlope = new double[x.Length]; // of t u'
            var log = new double[x.Length];
            var y = new double[x.Length];
            (log[0], y[0]) = (Math.Log(x[0]), Math.Pow(x[0], p[0]));
            for (var k = 1; k < x.Length; k++)
            {
                logSlope[k] = ((k * x[k]) - Convolve(logSlope, x, k, 1, k - 1)) / x[0];
                log[k] = logSlope[k] / k;
                exponentSlope[k] = k * Convolve(p, log, k, 0, k);
                y[k] = Convolve(y, exponentSlope, k, 1, k) / k;
            }

            return y;
        }

        var power = Power(x, p[0]);
        var order = 1; // of the first term of x
        while (order < x.Length && x[order] == 0)
            order++;
        for (var k = 1; k < x.Length; k++)
        {
            for (var j = 1; j <= k; j++)
            {
                var partial = power[0] == 0 && (k == j || k - j < order * p[0] || order == x.Length) ? 0
                    : k == j ? power[0] * Math.Log(x[0])
                    : double.NaN;
                power[k] += Calculus.ScaleTangent(p[j], partial);
            }
        }

        return power;
    }

    /// <summary>By the same in double precision.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float[] Power(float[] x, float p) => Narrow(Power(Wide(x), (double)p));

    /// <inheritdoc cref="Power(float[], float)"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static float[] Power(float[] x, float[] p) => Narrow(Power(Wide(x), Wide(p)));

    static double[] Wide(float[] x)
    {
        var wide = new double[x.Length];
        for (var k = 0; k < x.Length; k++)
            wide[k] = x[k];
        return wide;
    }

    static float[] Narrow(double[] x)
    {
        var narrow = new float[x.Length];
        for (var k = 0; k < x.Length; k++)
            narrow[k] = (float)x[k];
        return narrow;
    }
}
