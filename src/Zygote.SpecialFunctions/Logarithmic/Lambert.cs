using System;

namespace Zygote;

/// <summary>Values of Lambert's function.</summary>
static class Lambert
{
    const double ELow = 1.4456468917292502e-16;
    static readonly double[] Branch = BranchSeries(40);

    /// <summary>
    /// Coefficients in p = sqrt(2 (e x + 1)) at the branch point: Corless et al., On the Lambert W function, 1996, (4.23).
    /// </summary>
    static double[] BranchSeries(int length)
    {
        double[] mu = new double[length], alpha = new double[length];
        (mu[0], mu[1], alpha[0], alpha[1]) = (-1, 1, 2, -1);
        for (var k = 2; k < length; k++)
        {
            for (var j = 2; j < k; j++)
                alpha[k] += mu[j] * mu[k + 1 - j];
            mu[k] = (k - 1.0) / (k + 1) * (mu[k - 2] / 2 + alpha[k - 2] / 4) - alpha[k] / 2 - mu[k - 1] / (k + 1);
        }
        return mu;
    }

    public static double Principal(double x)
    {
        if (double.IsNaN(x) || x == 0 || double.IsPositiveInfinity(x))
            return x;
        var p = Distance(x);
        if (!(p >= 0.4))
            return NearBranch(p) - 1;

        // Start and iteration of Iacono and Boyd, New approximations to the principal real-valued branch, 2017
        var log = Elementary.LogP1(x);
        return Iterate(log * (1 - Elementary.LogP1(log) / (2 + log)), x);
    }

    public static double Lower(double x)
    {
        if (x == 0)
            return double.NegativeInfinity;
        if (!(x < 0))
            return double.NaN;
        var p = Distance(x);
        if (!(p >= 0.4))
            return NearBranch(-p) - 1;
        double outer = Math.Log(-x), inner = Math.Log(-outer);
        return Iterate(x < -0.2 ? NearBranch(-p) - 1 : outer - inner + inner / outer, x);
    }

    public static double PlusOne(double x, int branch)
    {
        var p = Distance(x);
        if (!(p >= 0.4))
            return NearBranch(branch == 0 ? p : -p);
        return 1 + (branch == 0 ? Principal(x) : Lower(x));
    }

    /// <summary>sqrt(2 (e x + 1)) with e as a sum of two numbers.</summary>
    static double Distance(double x) => Math.Sqrt(2 * (Math.FusedMultiplyAdd(Math.E, x, 1) + ELow * x));

    static double NearBranch(double p)
    {
        double sum = 0;
        for (var k = Branch.Length - 1; k > 0; k--)
            sum = sum * p + Branch[k];
        return sum * p;
    }

    /// <summary>Newton's method for w + log w = log x, twice as many digits in each step.</summary>
    static double Iterate(double w, double x)
    {
        for (var i = 0; i < 20; i++)
        {
            var last = w;
            var log = Math.Abs(x) < 1e-290 ? Math.Log(Math.Abs(x)) - Math.Log(Math.Abs(w)) : Math.Log(x / w);
            w = w / (1 + w) * (1 + log);
            if (Math.Abs(w - last) <= 1e-15 * Math.Abs(w))
                break;
        }
        return w;
    }
}
