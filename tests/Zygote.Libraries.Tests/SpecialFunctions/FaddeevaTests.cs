using System;
using System.Numerics;

using Xunit;

using F = Zygote.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

public sealed class FaddeevaTests
{
    [Fact]
    public void Values_and_two_derivatives_agree_with_the_table()
    {
        double value = 0, derivative = 0;
        foreach (var (arguments, values) in ReferenceTable.Rows("faddeeva", "Faddeeva", 2))
        {
            var z = new Complex(arguments[0], arguments[1]);
            value = Math.Max(value, Error(F.Faddeeva(z), 0));
            derivative = Math.Max(derivative, Error(AD.Derivative(F.Faddeeva, z), 1));
            derivative = Math.Max(derivative, Error(AD.Derivative((Complex u) => AD.Derivative(F.Faddeeva, u), z), 2));

            double Error(Complex actual, int order)
            {
                var expected = new Complex(values[2 * order] ?? double.NaN, values[2 * order + 1] ?? double.NaN);
                var error = Complex.Abs(actual - expected) / Complex.Abs(expected);
                Assert.True(error < (order == 0 ? 4e-15 : 1e-11), $"order {order} at {z}: {actual} instead of {expected}, error {error:E1}");
                return error;
            }
        }

        if (Environment.GetEnvironmentVariable("ZYGOTE_REPORT") is not null)
            Console.Error.WriteLine($"Faddeeva: value {value:E1}, derivatives {derivative:E1}");
    }

    [Fact]
    public void On_the_imaginary_axis_it_is_the_scaled_error_function()
    {
        for (var x = -3.0; x < 12; x += 0.37)
        {
            var w = F.Faddeeva(new Complex(0, x));
            Assert.Equal(F.Erfcx(x), w.Real, 4e-15 * Math.Abs(w.Real));
            Assert.Equal(0, w.Imaginary);
        }
    }

    [Fact]
    public void On_the_real_axis_the_parts_are_a_gaussian_and_dawsons_integral()
    {
        var w = F.Faddeeva(1.25);
        Assert.Equal(Math.Exp(-1.25 * 1.25), w.Real, 1e-15);
        Assert.Equal(2 / Math.Sqrt(Math.PI) * F.Dawson(1.25), w.Imaginary, 1e-15);
        Assert.Equal(Complex.Zero, F.Faddeeva(double.PositiveInfinity));
        Assert.True(double.IsNaN(F.Faddeeva(double.NaN).Real));
    }
}
