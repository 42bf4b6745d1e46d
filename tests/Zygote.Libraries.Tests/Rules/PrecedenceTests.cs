using System;

using Xunit;

namespace Zygote.Tests.Rules;

/// <summary>Which rule counts where a library, the program and <see cref="AD.RegisterRules"/> have one. Wrong ones tell.</summary>
public sealed class PrecedenceTests
{
    const string Own = """
        static class Own
        {
            [DerivativeOf(typeof(Special), nameof(Special.Erf))]
            static double OfMathNet(double x, double y) => 100;

            [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Erf))]
            static double Ours(double x, double y) => 200;

            [SubstituteFor(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
            static T Sum<T>(ReadOnlySpan<T> x) => x[0];

            [PullbackOf(typeof(Arrays), nameof(Arrays.Inverse))]
            static (T[,], Func<T[,], T[,]>) Inverse<T>(T[,] a) => (a, y => new T[1, 1] { { (T)(object)300.0 } });
        }

        public static class Program
        {
            static double[] Slopes() =>
            [
                AD.Gradient((double x) => Special.Erf(x), 0.5), AD.Derivative((double x) => Special.Erf(x), 0.5),
                AD.Gradient((double x) => SpecialFunctions.Erf(x), 0.5), AD.Derivative((double x) => SpecialFunctions.Erf(x), 0.5),
                .. AD.Gradient((double[] x) => TensorPrimitives.Sum<double>(x), new double[] { 1, 2 }),
                AD.Gradient((double[,] a) => Arrays.Inverse(a)[0, 0], new double[1, 1] { { 2 } })[0, 0],
            ];

        """;

    static readonly double[] ByOwn = [100, 100, 200, 200, 1, 0, 300];

    [Fact]
    public void Rules_of_the_program_win_over_those_of_libraries() =>
        Assert.Equal(ByOwn, SeparateProgram.Run<double[]>(Own + "public static object Run() => Slopes(); }"));

    [Fact]
    public void Rules_of_the_program_win_where_the_library_was_known_before() =>
        Assert.Equal(ByOwn, SeparateProgram.Run<double[]>(Own + """
            public static object Run()
            {
                // By delegates to the methods themselves: nothing says yet that there are rules here.
                if (AD.Derivative(Special.Erf, 0.5) > 99 || AD.Derivative(SpecialFunctions.Erf, 0.5) > 99)
                    return Array.Empty<double>();
                return Slopes();
            }
            }
            """));

    [Fact]
    public void Registered_rules_win_over_both_and_after_a_derivative_was_compiled() =>
        Assert.Equal([.. Scaled(1), .. Scaled(2), .. Scaled(1)], SeparateProgram.Run<double[]>(
            Own + """
            public static object Run()
            {
                var slope = AD.Gradient((double x) => Special.Erf(x) + SpecialFunctions.Erf(x));
                var nested = AD.Derivative((double x) => x * AD.Gradient((double t) => SpecialFunctions.Erf(t), x));
                var result = new List<double>();
                foreach (var rules in new[] { typeof(Own), typeof(Other), typeof(Own) })
                {
                    AD.RegisterRules(rules);
                    result.AddRange([slope(0.5), nested(0.5), .. Slopes()]);
                }
                return result.ToArray();
            }
            }

            static class Other
            {
                [DerivativeOf(typeof(Special), nameof(Special.Erf))]
                static double OfMathNet(double x, double y) => 200;

                [DerivativeOf(typeof(SpecialFunctions), nameof(SpecialFunctions.Erf))]
                static double Ours(double x, double y) => 400;

                [SubstituteFor(typeof(TensorPrimitives), nameof(TensorPrimitives.Sum))]
                static T Sum<T>(ReadOnlySpan<T> x) where T : System.Numerics.INumber<T> => T.CreateChecked(2) * x[0];

                [PullbackOf(typeof(Arrays), nameof(Arrays.Inverse))]
                static (T[,], Func<T[,], T[,]>) Inverse<T>(T[,] a) => (a, y => new T[1, 1] { { (T)(object)600.0 } });
            }
            """));

    static double[] Scaled(double factor) => [300 * factor, 200 * factor, .. Array.ConvertAll(ByOwn, s => factor * s)];

    [Fact]
    public void Rules_of_a_library_can_be_taken_away()
    {
        var found = SeparateProgram.Run<double[]>("""
            [NoRuleFor(typeof(Special), nameof(Special.Erf))]
            [NoRuleFor(typeof(SpecialFunctions), nameof(SpecialFunctions.Log1pExp))]
            [NoRuleFor(typeof(TensorPrimitives), nameof(TensorPrimitives.Tanh))]
            static class None;

            public static class Program
            {
                static double Refused(Func<double> f)
                {
                    try { return f(); }
                    catch (NotDifferentiableException) { return -1; }
                }

                public static object Run() => new[]
                {
                    AD.Derivative((double x) => Special.Erf(x), 0.5),
                    AD.Derivative((double x) => SpecialFunctions.Log1pExp(x), 0.0),
                    Refused(() => AD.Derivative((double x) => Tanh(x), 0.5)),
                    AD.Derivative((double x) => Special.Erfc(x), 0.5),
                };

                static double Tanh(double x)
                {
                    var y = new double[1];
                    TensorPrimitives.Tanh<double>([x], y);
                    return y[0];
                }
            }
            """);
        var density = 2 / Math.Sqrt(Math.PI) * Math.Exp(-0.25);
        Assert.Equal(density, found[0], 1e-9);
        Assert.NotEqual(AD.Derivative(global::MathNet.Numerics.SpecialFunctions.Erf, 0.5), found[0]);
        Assert.Equal(0.5, found[1], 1e-9);
        Assert.Equal(-1, found[2]);
        Assert.Equal(-density, found[3], 1e-15);
    }
}
