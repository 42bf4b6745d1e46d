using System;

namespace Zygote;

/// <summary>Elementary functions without cancellation near 0.</summary>
static class Elementary
{
    /// <summary>
    /// log(1 + x): the rounding of 1 + x cancels in the quotient (Kahan). The platform's function loses small arguments.
    /// </summary>
    public static double LogP1(double x)
    {
        var sum = 1 + x;
        return sum == 1 || double.IsInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>t - sin t for t >= 0.</summary>
    public static double AngleMinusSine(double t)
    {
        if (t > 1)
            return t - Math.Sin(t);
        double term = t * t * t / 6, sum = term;
        for (var k = 4; Math.Abs(term) > 1e-18 * sum; k += 2)
        {
            term *= -t * t / (k * (k + 1));
            sum += term;
        }
        return sum;
    }

    /// <summary>sin t - t cos t for t >= 0.</summary>
    public static double SineMinusAngleCosine(double t)
    {
        if (t > 1)
            return Math.Sin(t) - t * Math.Cos(t);
        double sum = 0, term = t;
        for (var k = 2; k < 40; k += 2)
        {
            term *= -t * t / (k * (k + 1));
            sum -= k * term;
        }
        return sum;
    }
}
