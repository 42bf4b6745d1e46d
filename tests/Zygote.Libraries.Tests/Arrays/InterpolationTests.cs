using System;
using System.Linq;

using Xunit;

namespace Zygote.Tests.Arrays;

using Arrays = Zygote.Arrays;

public sealed class InterpolationTests
{
    [Fact]
    public void Lines_between_points_and_beyond()
    {
        Assert.Equal([-2, 0, 1, 2, 5, 8], Arrays.Interpolate([0.0, 2, 3], [0, 2, 5], [-2, 0, 1, 2, 3, 4]));
        Assert.True(double.IsNaN(Arrays.Interpolate([0.0, 1], [0, 1], [double.NaN])[0]));
        Assert.Equal([3], AD.Gradient((double[] at) => Arrays.Interpolate([0.0, 2, 3], [0, 2, 5], at)[0], [2]));
        Assert.Equal([1.5f], Arrays.Interpolate([0f, 1], [1, 2], [0.5f]));
        Against.Differences(Of(Arrays.Interpolate), [0, 1, 2.5, 3.1, 1, -1, 0.5, 2, 0.2, 1.7, 2.9, -0.5, 4]);
    }

    [Fact]
    public void A_spline_goes_through_its_points_and_is_straight_where_they_are()
    {
        double[] x = [0, 1, 2.5, 3.1];
        double[] y = [1, -1, 0.5, 2];
        Against.Near(y, Arrays.InterpolateCubic(x, y, x), 1e-14);
        Against.Near([2, 5, 7, 21], Arrays.InterpolateCubic([0.0, 1, 4], [3, 5, 11], [-0.5, 1, 2, 9]), 1e-13);
        Against.Near([1.5], Arrays.InterpolateCubic([0.0, 1], [1, 2], [0.5]), 1e-14);
        Against.Differences(Of(Arrays.InterpolateCubic), [.. x, .. y, 0.2, 1.7, 2.9, -0.5, 4]);
        Against.Single(
            v => Data.Mix(Arrays.InterpolateCubic(Data.Part(v, 0, 4), Data.Part(v, 4, 4), Data.Part(v, 8, 3))),
            v => Data.Mix(Arrays.InterpolateCubic(Data.Part(v, 0, 4), Data.Part(v, 4, 4), Data.Part(v, 8, 3))),
            [.. x, .. y, 0.2, 1.7, 2.9]);
    }

    [Fact]
    public void A_spline_has_two_continuous_derivatives_and_none_of_second_order_at_its_ends()
    {
        double[] x = [0, 1, 2.5, 3.1];
        double[] y = [1, -1, 0.5, 2];
        double Value(double at) => Arrays.InterpolateCubic(x, y, [at])[0];
        double Second(double at) => AD.Derivative(t => AD.Derivative(Value, t), at);
        foreach (var knot in new[] { 1, 2.5 })
        {
            Against.Near(AD.Derivative(Value, knot - 1e-9), AD.Derivative(Value, knot + 1e-9), 1e-7);
            Against.Near(Second(knot - 1e-9), Second(knot + 1e-9), 1e-7);
        }

        Assert.Equal(0, Second(0), 13);
        Assert.Equal(0, Second(3.1), 13);
    }

    [Fact]
    public void Points_that_cannot_be_are_told()
    {
        Assert.Contains("ascend", Assert.Throws<ArgumentException>(() => Arrays.Interpolate([0.0, 0], [1, 2], [0])).Message);
        Assert.Contains("2 elements", Assert.Throws<ArgumentException>(() => Arrays.Interpolate([0.0], [1], [0])).Message);
        Assert.Contains("2 and 3", Assert.Throws<ArgumentException>(() => Arrays.InterpolateCubic([0.0, 1], [1, 2, 3], [0])).Message);
        Assert.Throws<ArgumentException>(() => Arrays.Interpolate([0.0, double.NaN], [1, 2], [0]));
    }

    static Func<double[], double> Of(Func<double[], double[], double[], double[]> f) =>
        v => Data.Mix(f(Data.Part(v, 0, 4), Data.Part(v, 4, 4), Data.Part(v, 8, 5)));
}
