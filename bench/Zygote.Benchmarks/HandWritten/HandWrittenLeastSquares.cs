using System;

namespace Zygote.Benchmarks.HandWritten;

static class HandWrittenLeastSquares
{
    /// <summary>The powers are kept for the second loop, which then has no chain of multiplications.</summary>
    public static double Gradient(double[] x, int n, double[] gradient)
    {
        Array.Clear(gradient);
        var powers = new double[x.Length];
        var sum = 0.0;
        for (var i = 0; i < n; i++)
        {
            var t = -1.0 + i * 2.0 / (n - 1.0);
            var residual = (double)Math.Sign(t);
            var power = 1.0;
            for (var j = 0; j < x.Length; j++)
            {
                powers[j] = power;
                residual -= x[j] * power;
                power *= t;
            }

            sum += residual * residual;
            for (var j = 0; j < powers.Length; j++)
                gradient[j] -= residual * powers[j];
        }

        return 0.5 * sum;
    }
}
