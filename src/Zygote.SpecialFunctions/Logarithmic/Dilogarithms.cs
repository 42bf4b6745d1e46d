using System;

namespace Zygote;

/// <summary>Values of the dilogarithm: the power series within 1/2, elsewhere by DLMF 25.12(i).</summary>
static class Dilogarithms
{
    const double PiSquareOver6 = 1.64493406684822643647;

    public static double Li2(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (double.IsInfinity(x))
            return double.NegativeInfinity;
        if (x > 1)
        {
            var log = Math.Log(x);
            return 2 * PiSquareOver6 - log * log / 2 - (x < 2 ? Complement((x - 1) / x) : Series(1 / x));
        }
        if (x > 0.5)
            return Complement(1 - x);
        if (x >= -0.5)
            return Series(x);
        if (x >= -1)
        {
            var log = Elementary.LogP1(-x);
            return -Series(x / (x - 1)) - log * log / 2;
        }
        var logarithm = Math.Log(-x);
        var rest = x > -2 ? Li2(1 / x) : Series(1 / x);
        return -PiSquareOver6 - logarithm * logarithm / 2 - rest;
    }

    /// <summary>Li2(1 - x) for x >= 0.</summary>
    public static double Complement(double x)
    {
        if (x == 0)
            return PiSquareOver6;
        return x < 0.5 ? PiSquareOver6 - Math.Log(x) * Elementary.LogP1(-x) - Series(x) : Li2(1 - x);
    }

    static double Series(double x)
    {
        double power = x, sum = x;
        for (var k = 2; k < 100 && Math.Abs(power) > 1e-18 * Math.Abs(sum); k++)
        {
            power *= x;
            sum += power / ((double)k * k);
        }
        return sum;
    }

    /// <summary>d^n/dx^n of -log|1 - x| / x, its series within 1/2 and x D' = -D + 1 / (1 - x) differentiated outside.</summary>
    public static double LogRatio(double x, int n)
    {
        if (Math.Abs(x) <= 0.5)
        {
            double term = OrderJet.Factorial(n), sum = 0;
            for (var k = 0; k < 200; k++)
            {
                sum += term / (k + n + 1);
                if (Math.Abs(term) <= 1e-18 * Math.Abs(sum))
                    break;
                term *= x * (k + n + 1) / (k + 1);
            }
            return sum;
        }
        var value = -(x < 1 ? Elementary.LogP1(-x) : Math.Log(x - 1)) / x;
        for (var k = 1; k <= n; k++)
            value = (OrderJet.Factorial(k - 1) * Math.Pow(1 - x, -k) - k * value) / x;
        return value;
    }
}
