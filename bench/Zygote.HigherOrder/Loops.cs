using System;
using System.Diagnostics;
using System.Threading;

using Zygote;

/// <summary>Gradients of long loops: time and memory, recorded step by step and from snapshots.</summary>
static class Loops
{
    const int Million = 1_000_000;

    public static void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"{"a loop and its gradient",-44} {"loop",10} {"gradient",10} {"ratio",7} {"memory",12}");
        double[] numbers = [0.3, 0.9];
        var signal = new double[Million];
        for (var i = 0; i < signal.Length; i++)
            signal[i] = 0.01 * Math.Sin(i);
        var array = new double[100];
        Array.Fill(array, 0.3);

        Func<double[], double> plain = x => Run(x[0], Million, (s, _) => Logistic(s, x[1]));
        Row("double, 10^6 steps, recorded", numbers, plain, plain);
        Row("    100 snapshots", numbers, plain, x => AD.CheckpointedLoop(x[0], Million, (s, _) => Logistic(s, x[1])));
        plain = x => Run(x[0], Million, (s, i) => Logistic(s, x[1]) + signal[i]);
        Row("the same with a captured signal, recorded", numbers, plain, plain);
        Row("    100 snapshots", numbers, plain, x => AD.CheckpointedLoop(x[0], Million, (s, i) => Logistic(s, x[1]) + signal[i]));
        plain = x => Run(x, Million / 10, (s, _) => Next(s))[0];
        Row("double[100] made anew, 10^5 steps, recorded", array, plain, plain);
        Row("    100 snapshots", array, plain, x => AD.CheckpointedLoop(x, Million / 10, Next)[0]);
        plain = x => Run(x, Million / 10, (s, _) => InPlace(s))[0];
        Row("double[100] in place, 10^5 steps, recorded", array, plain, plain);
        Row("    100 snapshots", array, plain, x => AD.CheckpointedLoop(x, Million / 10, InPlace)[0]);
        plain = x => Run(x, Million, (s, _) => Next(s))[0];
        Row("double[100] made anew, 10^6 steps", array, plain, x => AD.CheckpointedLoop(x, Million, Next)[0]);
        Row("    10 snapshots", array, plain, x => AD.CheckpointedLoop(x, Million, Next, 10)[0]);
    }

    static S Run<S>(S state, int steps, Func<S, int, S> step)
    {
        for (var i = 0; i < steps; i++)
            state = step(state, i);
        return state;
    }

    static double Logistic(double s, double a) => 3.7 * a * s * (1 - s);

    static double[] Next(double[] s)
    {
        var next = new double[s.Length];
        for (var k = 0; k + 1 < s.Length; k++)
            next[k] = s[k] + (0.1 * s[k + 1] * (1 - s[k]));
        next[^1] = 0.9 * s[0];
        return next;
    }

    static double[] InPlace(double[] s)
    {
        for (var k = 0; k + 1 < s.Length; k++)
            s[k] += 0.1 * s[k + 1] * (1 - s[k]);
        s[^1] = 0.9 * s[0];
        return s;
    }

    static void Row(string name, double[] x, Func<double[], double> loop, Func<double[], double> differentiated)
    {
        var gradient = AD.Gradient(differentiated);
        var (best, bestGradient) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 3; round++)
        {
            best = Math.Min(best, Time(() => loop((double[])x.Clone())));
            bestGradient = Math.Min(bestGradient, Time(() => gradient((double[])x.Clone())));
        }

        Console.WriteLine(
            $"{name,-44} {best * 1e3,7:F1} ms {bestGradient * 1e3,7:F0} ms {bestGradient / best,7:F1} {Memory(gradient, x) / 1e6,9:F2} MB");
    }

    static double Time(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>What lives at most during a gradient, looked at now and then, on a thread whose tapes are new.</summary>
    static long Memory(Func<double[], double[]> gradient, double[] x)
    {
        var before = GC.GetTotalMemory(true);
        var peak = before;
        var thread = new Thread(() => gradient((double[])x.Clone()));
        thread.Start();
        while (!thread.Join(1))
            peak = Math.Max(peak, GC.GetTotalMemory(true));
        return peak - before;
    }
}
