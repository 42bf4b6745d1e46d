using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class ShapeTests
{
    static readonly double[] X = [0.3, -1.2, 2.5, 0.7, -0.4];

    [Fact]
    public void Elements_are_moved()
    {
        Assert.Equal([3, 2, 1], Arrays.Reverse([1.0, 2, 3]));
        Assert.Equal([3, 1, 2], Arrays.Roll([1.0, 2, 3], 1));
        Assert.Equal([2, 3, 1], Arrays.Roll([1.0, 2, 3], -1));
        Assert.Equal([2, 3, 1], Arrays.Roll([1.0, 2, 3], 5));
        Assert.Equal([1, 2, 3], Arrays.Roll([1.0, 2, 3], int.MinValue + 2));
        Assert.Empty(Arrays.Roll(Array.Empty<float>(), 3));
        Assert.Equal([3, 1, 3], Arrays.Gather([1f, 2, 3], [2, 0, 2]));
        Assert.Throws<IndexOutOfRangeException>(() => Arrays.Gather(X, [5]));
        Against.Differences(v => Data.Mix(Arrays.Reverse(v)), X);
        Against.Differences(v => Data.Mix(Arrays.Roll(v, 2)), X);
        Against.Differences(v => Data.Mix(Arrays.Gather(v, [0, 4, 4, 1])), X);
    }

    [Fact]
    public void Running_sums_products_and_differences()
    {
        Assert.Equal([1, 3, 6], Arrays.CumulativeSum([1.0, 2, 3]));
        Assert.Equal([2, 6, 24], Arrays.CumulativeProduct([2f, 3, 4]));
        Assert.Equal([1, -5], Arrays.Differences([2.0, 3, -2]));
        Assert.Empty(Arrays.Differences([1.0]));
        Assert.Empty(Arrays.Differences(Array.Empty<double>()));
        Assert.Empty(Arrays.CumulativeSum(Array.Empty<double>()));
        Against.Differences(v => Data.Mix(Arrays.CumulativeSum(v)), X);
        Against.Differences(v => Data.Mix(Arrays.CumulativeProduct(v)), X);
        Against.Differences(v => Data.Mix(Arrays.CumulativeProduct(v)), [0.3, 0, 2, 0, 3]);
        Against.Differences(v => Data.Mix(Arrays.Differences(v)), X);
    }

    [Fact]
    public void Sorting_keeps_the_order_of_equal_elements()
    {
        double[] x = [.. Enumerable.Range(0, 500).Select(i => (double)(i * 37 % 10))];
        var indices = Arrays.ArgSort(x);
        Assert.Equal(Enumerable.Range(0, 500).OrderBy(i => x[i]), indices);
        Assert.Equal(x.Order(), Arrays.Sort(x));
        Assert.Equal([double.NaN, double.NaN, 1, 2], Arrays.Sort([2, double.NaN, 1, double.NaN]));
        Assert.Equal([1, 3, 2, 0], Arrays.ArgSort([2, double.NaN, 1, double.NaN]));
        Assert.Equal([1, 0], Arrays.ArgSort([0f, -1f]));
        Assert.Empty(Arrays.Sort(Array.Empty<double>()));
        Against.Differences(v => Data.Mix(Arrays.Sort(v)), X);
        Against.Single(v => Data.Mix(Arrays.Sort(v)), v => Data.Mix(Arrays.Sort(v)), X);
        Assert.Equal([3, 1, 2], AD.Gradient(
            (double[] v) =>
            {
                var y = Arrays.Sort(v);
                return y[0] + 2 * y[1] + 3 * y[2];
            },
            [7, 5, 5]));
        // Zeros of both signs are equal.
        Assert.Equal([0, 1, 2], Arrays.ArgSort([0.0, -0.0, 0.0]));
    }
}
