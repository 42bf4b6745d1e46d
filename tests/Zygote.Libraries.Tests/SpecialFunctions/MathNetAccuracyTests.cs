using System;

using Xunit;

using F = Zygote.SpecialFunctions;
using M = MathNet.Numerics.SpecialFunctions;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>The reason why values are not taken from MathNet: on the same tables.</summary>
public sealed class MathNetAccuracyTests
{
    [Fact]
    public void The_functions_of_one_variable_are_at_least_as_accurate_as_those_of_MathNet()
    {
        Compare("error", "Erf", 1, v => F.Erf(v[0]), v => M.Erf(v[0]));
        Compare("error", "Erfc", 1, v => F.Erfc(v[0]), v => M.Erfc(v[0]));
        Compare("error", "ErfInverse", 1, v => F.ErfInverse(v[0]), v => M.ErfInv(v[0]));
        Compare("error", "ErfcInverse", 1, v => F.ErfcInverse(v[0]), v => M.ErfcInv(v[0]));
        Compare("gamma", "Gamma", 1, v => F.Gamma(v[0]), v => M.Gamma(v[0]));
        Compare("gamma", "LogGamma", 1, v => F.LogGamma(v[0]), v => M.GammaLn(v[0]));
        Compare("gamma", "Digamma", 1, v => F.Digamma(v[0]), v => M.DiGamma(v[0]));
        Compare("gamma", "InverseDigamma", 1, v => F.InverseDigamma(v[0]), v => M.DiGammaInv(v[0]));
        Compare("log-exp", "Logistic", 1, v => F.Logistic(v[0]), v => M.Logistic(v[0]));
        Compare("log-exp", "ExpM1", 1, v => F.ExpM1(v[0]), v => M.Expm1(v[0]));
        Compare("log-exp", "LogP1", 1, v => F.LogP1(v[0]), v => double.LogP1(v[0]));
    }

    [Fact]
    public void The_incomplete_functions_are_at_least_as_accurate_as_those_of_MathNet()
    {
        Compare("incomplete", "GammaP", 2, v => F.GammaP(v[0], v[1]), v => M.GammaLowerRegularized(v[0], v[1]));
        Compare("incomplete", "GammaQ", 2, v => F.GammaQ(v[0], v[1]), v => M.GammaUpperRegularized(v[0], v[1]));
        Compare("incomplete", "BetaRegularized", 3, v => F.BetaRegularized(v[0], v[1], v[2]), v => M.BetaRegularized(v[0], v[1], v[2]));
    }

    static void Compare(string family, string name, int count, Func<double[], double> ours, Func<double[], double> theirs)
    {
        double worst = 0, worstTheirs = 0;
        foreach (var (arguments, values) in ReferenceTable.Rows(family, name, count))
        {
            if (values[0] is not { } expected || expected == 0)
                continue;
            worst = Math.Max(worst, Math.Abs(ours(arguments) - expected) / Math.Abs(expected));
            var error = Math.Abs(theirs(arguments) - expected) / Math.Abs(expected);
            worstTheirs = double.IsNaN(error) ? double.PositiveInfinity : Math.Max(worstTheirs, error);
        }

        if (Environment.GetEnvironmentVariable("ZYGOTE_REPORT") is not null)
            Console.Error.WriteLine($"{name}: {worst:E1}, the other {worstTheirs:E1}");
        Assert.True(worst <= Math.Max(worstTheirs, 1e-15), $"{name}: {worst:E1}, the other {worstTheirs:E1}");
    }
}
