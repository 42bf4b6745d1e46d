using System;

namespace Zygote.Benchmarks.HandWritten;

/// <summary>
/// Component i only depends on i - 1, so all four stages run in one sweep over the components; the state at the
/// beginning of each step is kept, the slopes are computed again.
/// </summary>
static class HandWrittenOde
{
    public static double Gradient(double[] x, int steps, double[] gradient)
    {
        var n = x.Length;
        var h = 2.0 / steps;
        var states = new double[steps + 1][];
        states[0] = new double[n];
        for (var step = 0; step < steps; step++)
            states[step + 1] = Forward(x, states[step], h);

        Array.Clear(gradient);
        var yBar = new double[n];
        yBar[n - 1] = 1;
        var k1 = new double[n];
        var k2 = new double[n];
        var k3 = new double[n];
        for (var step = steps - 1; step >= 0; step--)
        {
            Slopes(x, states[step], h, k1, k2, k3);
            Backward(x, states[step], h, k1, k2, k3, yBar, gradient);
        }

        return states[steps][n - 1];
    }

    static double[] Forward(double[] x, double[] y, double h)
    {
        var next = new double[x.Length];
        var (k1, k2, k3) = (x[0], x[0], x[0]);
        next[0] = y[0] + h * x[0];
        for (var i = 1; i < x.Length; i++)
        {
            var before = y[i - 1];
            var xi = x[i];
            var k4 = xi * (before + h * k3);
            k3 = xi * (before + h / 2 * k2);
            k2 = xi * (before + h / 2 * k1);
            k1 = xi * before;
            next[i] = y[i] + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        return next;
    }

    static void Slopes(double[] x, double[] y, double h, double[] k1, double[] k2, double[] k3)
    {
        k1[0] = k2[0] = k3[0] = x[0];
        for (var i = 1; i < x.Length; i++)
        {
            k1[i] = x[i] * y[i - 1];
            k2[i] = x[i] * (y[i - 1] + h / 2 * k1[i - 1]);
            k3[i] = x[i] * (y[i - 1] + h / 2 * k2[i - 1]);
        }
    }

    /// <summary>s1Bar to s4Bar are the cotangents of component i of the arguments of the four slopes.</summary>
    static void Backward(
        double[] x, double[] y, double h, double[] k1, double[] k2, double[] k3, double[] yBar, double[] xBar)
    {
        var (s1Bar, s2Bar, s3Bar, s4Bar) = (0.0, 0.0, 0.0, 0.0);
        for (var i = x.Length - 1; i >= 0; i--)
        {
            var nextBar = yBar[i];
            var k4Bar = h / 6 * nextBar;
            var k3Bar = h / 3 * nextBar + h * s4Bar;
            var k2Bar = h / 3 * nextBar + h / 2 * s3Bar;
            var k1Bar = h / 6 * nextBar + h / 2 * s2Bar;
            yBar[i] = nextBar + s1Bar + s2Bar + s3Bar + s4Bar;
            if (i == 0)
            {
                xBar[0] += k1Bar + k2Bar + k3Bar + k4Bar;
                break;
            }

            var before = y[i - 1];
            xBar[i] += k1Bar * before + k2Bar * (before + h / 2 * k1[i - 1])
                + k3Bar * (before + h / 2 * k2[i - 1]) + k4Bar * (before + h * k3[i - 1]);
            s1Bar = x[i] * k1Bar;
            s2Bar = x[i] * k2Bar;
            s3Bar = x[i] * k3Bar;
            s4Bar = x[i] * k4Bar;
        }
    }
}
