using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Tests.Tensors;

/// <summary>Data, and comparisons.</summary>
static class Agreement
{
    public static readonly int[] Lengths = [0, 1, 7, 33];

    /// <summary>Three arrays of numbers spread over a range, none the same.</summary>
    public static T[][] Data<T>(int length, double low, double high)
        where T : IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, 3).Select(k => Numbers<T>(length, low, high, 0.31 + (0.17 * k)))];

    public static T[] Numbers<T>(int length, double low, double high, double start)
        where T : IBinaryFloatingPointIeee754<T>
    {
        const double Golden = 0.61803398874989485;
        return [.. Enumerable.Range(0, length).Select(i => T.CreateChecked(low + ((high - low) * ((start + (i * Golden)) % 1))))];
    }

    public static T[][] Copy<T>(T[][] arrays) => [.. arrays.Select(a => (T[])a.Clone())];

    public static void Same<T>(T[] expected, T[] actual, string what)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = T.IsNaN(expected[i]) ? T.IsNaN(actual[i])
                : expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
            Assert.True(same, $"{what}: {actual[i]:R} in place of {expected[i]:R} at {i} of {expected.Length}");
        }
    }

    /// <summary>NaN and infinities as they are, numbers but for a few last bits.</summary>
    public static void Near<T>(T[] expected, T[] actual, string what)
        where T : IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = T.BitIncrement(T.One) - T.One;
        for (var i = 0; i < expected.Length; i++)
        {
            var (e, a) = (expected[i], actual[i]);
            var same = T.IsFinite(e) ? T.Abs(e - a) <= T.CreateChecked(128) * tolerance * T.Max(T.One, T.Abs(e)) : e.Equals(a);
            Assert.True(same, $"{what}: {a:R} in place of {e:R} at {i}");
        }
    }

    public static void Close(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance, string what)
    {
        var (e, a) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(e.Length, a.Length);
        var scale = e.Select(Math.Abs).Append(1).Max();
        for (var i = 0; i < e.Length; i++)
        {
            Assert.True(Math.Abs(e[i] - a[i]) <= tolerance * scale,
                $"{what}: [{string.Join(", ", a)}] in place of [{string.Join(", ", e)}]");
        }
    }

    /// <summary>Central differences of a function that may change its argument.</summary>
    public static double[] Differences(Func<double[], double> f, double[] x, double h = 1e-5) =>
        [.. Enumerable.Range(0, x.Length).Select(i => (At(f, x, i, h) - At(f, x, i, -h)) / (2 * h))];

    static double At(Func<double[], double> f, double[] x, int i, double h)
    {
        var copy = (double[])x.Clone();
        copy[i] += h;
        return f(copy);
    }
}
