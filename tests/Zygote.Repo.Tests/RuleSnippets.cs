using System;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>Every code block of docs/rules.md, compiled and checked; those that are wrong stand in another part.</summary>
public sealed partial class RuleSnippets
{
    // snippet: functions
    static class Special
    {
        public static double Erf(double x) => Library.Lookup(x);

        public static double[] Normalize(double[] x) => Library.Normalize(x);

        [ZeroDerivative]
        public static int Bucket(double x) => (int)(10 * x);
    }
    // end

    static class SpecialRules
    {
        // snippet: derivative
        [DerivativeOf(typeof(Special), nameof(Special.Erf))]
        static double Erf(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
        // end

        // snippet: pullback
        [PullbackOf(typeof(Special), nameof(Special.Normalize))]
        static (double[] Value, Func<double[], double[]> Pullback) Normalize(double[] x)
        {
            var y = Special.Normalize(x);
            return (y, yBar => Project(x, y, yBar));
        }
        // end

        // snippet: pushforward
        [PushforwardOf(typeof(Special), nameof(Special.Normalize))]
        static (double[] Value, double[] Tangent) Normalize(double[] x, double[] xDot)
        {
            var y = Special.Normalize(x);
            return (y, Project(x, y, xDot));
        }

        /// <summary>(v - y (y . v)) / |x|: the derivative of x / |x|, which is its own transpose.</summary>
        static double[] Project(double[] x, double[] y, double[] v)
        {
            double square = 0, along = 0;
            for (var i = 0; i < x.Length; i++)
            {
                square += x[i] * x[i];
                along += y[i] * v[i];
            }

            var result = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                result[i] = (v[i] - y[i] * along) / Math.Sqrt(square);
            return result;
        }
        // end
    }

    [Fact]
    public void A_scalar_rule_serves_both_modes_and_higher_orders()
    {
        var first = 2 / Math.Sqrt(Math.PI) * Math.Exp(-0.25);
        Assert.Equal(first, AD.Derivative(Special.Erf, 0.5), 1e-15);
        Assert.Equal(first, AD.Gradient(Special.Erf, 0.5), 1e-15);
        Assert.Equal(-first, AD.NthDerivative((double x) => Special.Erf(x), 2)(0.5), 1e-14);
    }

    [Fact]
    public void Rules_of_arrays_serve_one_mode_each()
    {
        double[] x = [3, 4], w = [1, 2];
        double Sum(double[] v)
        {
            var y = Special.Normalize(v);
            return w[0] * y[0] + w[1] * y[1];
        }

        // w . x / |x|: (w - y (y . w)) / |x| with y = (0.6, 0.8), y . w = 2.2.
        double[] expected = [(1 - 0.6 * 2.2) / 5, (2 - 0.8 * 2.2) / 5];
        var gradient = AD.Gradient<double[]>(Sum, x);
        Assert.Equal(expected[0], gradient[0], 1e-15);
        Assert.Equal(expected[1], gradient[1], 1e-15);
        Assert.Equal(expected[0] + 10 * expected[1], AD.Pushforward<double[], double>(Sum, x, [1, 10]).Tangent, 1e-14);
    }

    [Fact]
    public void A_zero_derivative_is_constant() =>
        Assert.Equal(15, AD.Gradient((double x) => Special.Bucket(x) * x, 1.5));

    /// <summary>The table of kinks.</summary>
    [Fact]
    public void Kinks()
    {
        Assert.Equal(0, AD.Gradient((double x) => Math.Abs(x), 0.0));
        Assert.Equal((0, 1), AD.Gradient((double a, double b) => Math.Max(a, b), 1.0, 1.0));
        Assert.Equal((0, 1), AD.Gradient((double a, double b) => Math.Min(a, b), 1.0, 1.0));
        Assert.Equal(1, AD.Gradient((double x) => Math.Clamp(x, 0, 1), 0.0));
        Assert.Equal(1, AD.Gradient((double x) => Math.Clamp(x, 0, 1), 1.0));
        Assert.Equal(0, AD.Gradient((double x) => Math.Clamp(x, 0, 1), 2.0));
        Assert.Equal(0, AD.Gradient(
            (double x) => Math.Round(x) + Math.Floor(x) + Math.Ceiling(x) + Math.Truncate(x) + Math.Sign(x), 1.0));
        Assert.Equal(0, AD.Gradient((double x) => Math.CopySign(x, -1), 0.0));
        Assert.Equal((1, -3), AD.Gradient((double a, double b) => a % b, 7.5, 2.0));
        Assert.Equal(double.PositiveInfinity, AD.Gradient((double x) => Math.Sqrt(x), 0.0));
        Assert.Equal(1, AD.Gradient((double x) => 0 * Math.Sqrt(x) + x, 0.0));
        Assert.Equal(1, AD.Gradient((double x) => x > 0 ? Math.Sqrt(x) : x, 0.0));
    }

    /// <summary>Where the real work is done; out of sight of the compiler.</summary>
    static class Library
    {
        public static double Hidden(double x) => double.Parse(x.ToString("R", null), null);

        /// <summary>The error function by its series about zero.</summary>
        public static double Lookup(double x)
        {
            x = Hidden(x);
            var (sum, term) = (0.0, x);
            for (var n = 0; n < 40; n++)
            {
                sum += term / (2 * n + 1);
                term *= -x * x / (n + 1);
            }
            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        public static double[] Apply(double[,] a, double[] x)
        {
            var y = new double[a.GetLength(0)];
            for (var i = 0; i < y.Length; i++)
            {
                for (var j = 0; j < x.Length; j++)
                    y[i] += a[i, j] * x[j];
            }
            return y;
        }

        public static double[] Normalize(double[] x)
        {
            var norm = Math.Sqrt(x[0] * x[0] + x[1] * x[1]);
            return [x[0] / norm, x[1] / norm];
        }
    }
}
