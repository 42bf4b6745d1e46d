using System;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Numbers of 16 bits: a derivative computes in single precision and rounds where the type says so.</summary>
public class HalfTests
{
    static void Close(double expected, double actual) => Check.Close([expected], [actual], 4e-3);

    [Fact]
    public void Arithmetic_between_conversions()
    {
        Func<double, double> f = x =>
        {
            var h = (Half)x;
            var y = (h * h) + ((Half)2 / h) - (h % (Half)0.3);
            y++;
            y += -h;
            return (double)y;
        };
        foreach (var x in new[] { 0.75, 1.5 })
        {
            var expected = (2 * x) - (2 / (x * x)) - 1 - 1;
            Close(expected, AD.Gradient(f, x));
            Close(expected, AD.Derivative(f, x));
        }
    }

    [Fact]
    public void Parameters_and_functions()
    {
        Func<Half, double> f = h => (double)(Half.Sin(h) * Half.Exp(h) * Half.Max(h, (Half)0.1f)) + (float)h;
        const double x = 0.75;
        var expected = (Math.Cos(x) * Math.Exp(x) * x) + (Math.Sin(x) * Math.Exp(x) * x) + (Math.Sin(x) * Math.Exp(x)) + 1;
        Close(expected, (double)AD.Gradient(f, (Half)x));
        Close(expected, AD.Pushforward(f)((Half)x, (Half)1).Tangent);
        Close(2 * expected, (double)AD.Pullback(f, (Half)x).Pullback(2));
    }

    [Fact]
    public void Arrays()
    {
        Func<Half[], double> f = v =>
        {
            var sum = (Half)0;
            for (var i = 0; i < v.Length; i++)
                sum += v[i] * v[i];
            return (double)sum;
        };
        var g = AD.Gradient(f, [(Half)1, (Half)(-0.5)]);
        Close(2, (double)g[0]);
        Close(-1, (double)g[1]);
    }

    [Fact]
    public void Result()
    {
        Func<double, Half> f = x => (Half)(x * x);
        Close(3, (double)AD.Derivative(f, 1.5));
        Close(6, AD.Pullback(f, 1.5).Pullback((Half)2));
    }

    [Fact]
    public void Comparisons_are_flat()
    {
        Func<double, double> f = x => (Half)x > (Half)1 ? x * x : -x;
        Close(3, AD.Gradient(f, 1.5));
        Close(-1, AD.Gradient(f, 0.5));
    }
}
