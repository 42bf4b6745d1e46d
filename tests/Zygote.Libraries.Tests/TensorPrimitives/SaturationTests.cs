using System;
using System.Linq;

using Xunit;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>Where a value is rounded to 1 or close to it, its derivatives still have their digits.</summary>
public sealed class SaturationTests
{
    static readonly double[] Points = [-300, -40, -19.5, -8, -3, -2.0625, -2, -0.5, 0, 1e-9, 0.75, 1.5, 2.0625, 2.5, 5, 12, 25, 100, 340];

    [Fact]
    public void Tanh_has_all_digits_of_its_derivatives()
    {
        var slope = AD.Gradient((double[] x) => { var y = new double[x.Length]; TP.Tanh<double>(x, y); return TP.Sum<double>(y); });
        var curvature = AD.Hessian((double[] x) => { var y = new double[x.Length]; TP.Tanh<double>(x, y); return TP.Sum<double>(y); })([.. Points]);
        var byX = slope([.. Points]);
        var values = new double[Points.Length];
        TP.Tanh<double>(Points, values);
        for (var i = 0; i < Points.Length; i++)
        {
            // 1 / cosh², which does not cancel.
            var sech = 1 / Math.Cosh(Points[i]);
            Near(sech * sech, byX[i], 4e-15);
            Near(-2 * values[i] * sech * sech, curvature[i, i], 8e-15);
        }
    }

    [Fact]
    public void A_NaN_among_saturated_values_stays_alone()
    {
        var slope = AD.Gradient((double[] x) => { var y = new double[x.Length]; TP.Tanh<double>(x, y); return TP.Sum<double>(y); });
        for (var n = 1; n < 40; n++)
        {
            var x = Enumerable.Range(0, n).Select(i => i % 11 == 8 ? double.NaN : i < 8 ? 25.0 : 0.25).ToArray();
            var byX = slope(x);
            for (var i = 0; i < n; i++)
            {
                if (double.IsNaN(x[i]))
                    Assert.Equal(double.NaN, byX[i]);
                else
                    Near(1 / (Math.Cosh(x[i]) * Math.Cosh(x[i])), byX[i], 4e-15);
            }
        }
    }

    [Fact]
    public void Tanh_of_floats_has_all_digits_of_its_derivative()
    {
        var slope = AD.Gradient((float[] x) => { var y = new float[x.Length]; TP.Tanh<float>(x, y); return TP.Sum<float>(y); });
        float[] points = [.. Points.Where(x => Math.Abs(x) < 40).Select(x => (float)x)];
        var byX = slope(points);
        for (var i = 0; i < points.Length; i++)
            Near(1 / (Math.Cosh(points[i]) * Math.Cosh(points[i])), byX[i], 8e-6);
    }

    [Fact]
    public void Sigmoid_has_all_digits_of_its_derivatives()
    {
        var slope = AD.Gradient((double[] x) => { var y = new double[x.Length]; TP.Sigmoid<double>(x, y); return TP.Sum<double>(y); });
        var byX = slope([.. Points]);
        for (var i = 0; i < Points.Length; i++)
            Near(0.25 / (Math.Cosh(Points[i] / 2) * Math.Cosh(Points[i] / 2)), byX[i], 4e-15);
    }

    static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"{actual:R} instead of {expected:R}");
}
