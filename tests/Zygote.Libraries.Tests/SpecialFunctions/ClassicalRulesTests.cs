using System;

using Xunit;

using Zygote.Testing;

using F = Zygote.SpecialFunctions;
using S = Zygote.SpecialFunctionsF;

namespace Zygote.Tests.SpecialFunctions;

/// <summary>Both modes, Taylor series and difference quotients, beside the tables.</summary>
public sealed class ClassicalRulesTests
{
    [Fact]
    public void Of_logarithm_and_exponential()
    {
        foreach (var f in new Func<double, double>[]
        {
            F.ExpM1, F.LogP1, F.Xlogx, F.Xexpx, F.Logistic, F.Logit, F.LogCosh, F.LogAbsSinh, F.LogAbsTanh, F.Log1pSquared, F.Log1pExp, F.Log2mExp,
            F.LogExpm1, F.InverseSoftplus, F.Log1pmx, F.Logmxp1, F.Cloglog, F.Cexpexp, F.LogLogistic, F.Log1mLogistic,
        })
        {
            RuleCheck.Verify(f, 0.4);
        }

        foreach (var f in new Func<double, double>[] { F.Log1mExp, F.LogitExp, F.Logit1mExp })
            RuleCheck.Verify(f, -0.4);
        foreach (var f in new Func<double, double, double>[] { F.Xlogy, F.Xlog1py, F.Xexpy, F.LogAddExp, F.LogSubExp })
            RuleCheck.Verify(f, 0.5, 1.25);
        RuleCheck.Verify((double[] x) => F.LogSumExp(x), [0.5, -1, 2]);
        RuleCheck.Verify((double[] x) => F.LogSumExp(x.AsSpan()), [0.5, -1, 2]);
        RuleCheck.Verify((double[] x) => F.Softmax(x), [0.5, -1, 2]);
        RuleCheck.Verify((double[] x) => F.LogSoftmax(x), [0.5, -1, 2]);
    }

    [Fact]
    public void Of_trigonometry()
    {
        foreach (var f in new Func<double, double>[]
        {
            F.Sec, F.Csc, F.Cot, F.Acot, F.Sech, F.Csch, F.Coth, F.Asech, F.Acsch, F.SinDegrees, F.CosDegrees, F.TanDegrees, F.SecDegrees, F.CscDegrees,
            F.CotDegrees, F.AsinDegrees, F.AcosDegrees, F.AtanDegrees, F.AcotDegrees, F.Sinc, F.Cosc,
        })
        {
            RuleCheck.Verify(f, 0.6);
        }

        foreach (var f in new Func<double, double>[] { F.Asec, F.Acsc, F.Acoth, F.AsecDegrees, F.AcscDegrees })
            RuleCheck.Verify(f, -1.75);
        RuleCheck.Verify((double y, double x) => F.Atan2Degrees(y, x), 0.5, -2.0);
        RuleCheck.Verify((double x, double y, double z) => F.Hypot(x, y, z), 0.5, -2.0, 1.5);
    }

    [Fact]
    public void Of_error_functions()
    {
        foreach (var f in new Func<double, double>[]
        {
            F.Erf, F.Erfc, F.Erfcx, F.Erfi, F.Dawson, F.ErfInverse, F.LogErfc, F.LogErfcx, F.NormalPdf, F.NormalCdf, F.LogNormalCdf,
        })
        {
            RuleCheck.Verify(f, 0.3);
            RuleCheck.Verify(f, -0.7);
        }

        foreach (var f in new Func<double, double>[] { F.ErfcInverse, F.LogErf, F.NormalQuantile })
        {
            RuleCheck.Verify(f, 0.1);
            RuleCheck.Verify(f, 0.7);
        }

        foreach (var f in new Func<double, double, double>[] { F.Erf, F.LogErf })
        {
            RuleCheck.Verify(f, 0.5, 1.25);
            RuleCheck.Verify(f, 1.5, 3.25);
            RuleCheck.Verify(f, -3.0, -1.5);
        }
    }

    [Fact]
    public void Of_gamma_and_zeta_functions()
    {
        foreach (var f in new Func<double, double>[]
        {
            F.Gamma, F.ReciprocalGamma, F.LogAbsGamma, F.Digamma, F.Trigamma, x => F.Polygamma(3, x), F.Zeta, F.Eta, x => F.ZetaDerivative(1, x),
            x => F.EtaDerivative(1, x),
        })
        {
            RuleCheck.Verify(f, 2.3);
            RuleCheck.Verify(f, -1.3);
        }

        RuleCheck.Verify(F.LogGamma, 0.3);
        RuleCheck.Verify(F.LogFactorial, 0.3);
        RuleCheck.Verify(F.InverseDigamma, 0.3);
        RuleCheck.Verify((double a) => F.MultivariateLogGamma(4, a), 2.5);
        foreach (var f in new Func<double, double, double>[] { F.Beta, F.LogAbsBeta, F.Binomial, F.LogAbsBinomial, F.Zeta })
            RuleCheck.Verify(f, 2.5, 0.75);
        RuleCheck.Verify((double a, double b) => F.LogBeta(a, b), 12.5, 20.0);
        RuleCheck.Verify((double a, double b) => F.Beta(a, b), -0.4, 0.75);
        RuleCheck.Verify((double n) => F.Binomial(n, 3), 0.75);
    }

    [Fact]
    public void Of_incomplete_functions()
    {
        foreach (var (a, x) in new[] { (0.3, 0.5), (2.0, 1.25), (2.0, 7.5), (15.0, 14.0) })
        {
            foreach (var f in new Func<double, double, double>[] { F.GammaP, F.GammaQ, F.Gamma, F.LowerGamma })
                RuleCheck.Verify(f, a, x);
        }

        RuleCheck.Verify((double a, double x) => F.Gamma(a, x), -1.5, 0.75);
        foreach (var (a, x) in new[] { (0.3, 0.5), (2.0, 1.25), (2.0, 7.5), (15.0, 14.0), (-1.6, 0.75), (-70.25, 0.3), (2.5, 900.0) })
            RuleCheck.Verify((double a, double x) => F.LogUpperIncompleteGamma(a, x), a, x);
        RuleCheck.Verify((double a, double p) => F.GammaPInverse(a, p), 2.5, 0.3);
        RuleCheck.Verify((double a, double q) => F.GammaQInverse(a, q), 2.5, 0.3);
        foreach (var x in new[] { 0.2, 0.8 })
        {
            RuleCheck.Verify((double a, double b, double v) => F.BetaRegularized(a, b, v), 2.0, 3.5, x);
            RuleCheck.Verify((double a, double b, double v) => F.IncompleteBeta(a, b, v), 2.0, 3.5, x);
            RuleCheck.Verify((double a, double b, double p) => F.BetaRegularizedInverse(a, b, p), 2.0, 3.5, x);
        }
    }

    [Fact]
    public void Of_single_precision()
    {
        RuleCheck.Verify(S.Erf, 0.7f);
        RuleCheck.Verify(S.LogGamma, 2.75f);
        RuleCheck.Verify((float a, float x) => S.GammaP(a, x), 2.5f, 1.5f);
        RuleCheck.Verify((float[] x) => S.Softmax(x), [0.5f, -1f, 2f]);
    }
}
