using System;
using System.Diagnostics;
using System.Threading.Tasks;

using Zygote;

// Gradients of Parallel.For over a million independent elements against those of the same body in a for loop.
const int Count = 1_000_000;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 41;
var random = new Random(1);
var x = new double[Count];
for (var i = 0; i < Count; i++)
    x[i] = random.NextDouble();
var dx = new double[Count];
Print("sin(x) * p", v => Serial(v, 1.5), v => InParallel(v, 1.5));
Print("exp(sin(x) * p) + sqrt(1 + x * x)", v => SerialLong(v, 1.5), v => InParallelLong(v, 1.5));

void Print(string body, Func<double[], double> serial, Func<double[], double> parallel)
{
    var serialGradient = AD.GradientInto(serial);
    var restGradient = AD.GradientInto((double[] v) => Rest(v));
    var parallelGradient = AD.GradientInto(parallel);
    (string Name, Func<double> Run)[] cases =
    [
        ("primal, serial", () => serial(x)),
        ("primal, parallel", () => parallel(x)),
        ("gradient, serial", () => serialGradient(x, dx)),
        ("gradient, parallel", () => parallelGradient(x, dx)),
        ("gradient of the rest", () => restGradient(x, dx)),
    ];
    var best = new double[cases.Length];
    var busy = new double[cases.Length]; // of all threads: where the cores are not free, this still tells what is done
    Array.Fill(best, double.MaxValue);
    Array.Fill(busy, double.MaxValue);
    for (var round = 0; round < rounds; round++)
    {
        for (var k = 0; k < cases.Length; k++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            cases[k].Run();
            best[k] = Math.Min(best[k], Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            busy[k] = Math.Min(busy[k], (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        }
    }

    Console.WriteLine(body);
    for (var k = 0; k < cases.Length; k++)
        Console.WriteLine($"    {cases[k].Name,-22} {best[k],8:F2} ms, {busy[k],8:F2} ms on all cores");
    Console.WriteLine(
        $"    {Environment.ProcessorCount} cores: primal {best[0] / best[1]:F2} times, gradient {best[2] / best[3]:F2} times as fast");
    var free = busy[4] + ((busy[3] - busy[4]) / Environment.ProcessorCount);
    Console.WriteLine($"    by the work done, on cores that are free: gradient {busy[2] / free:F2} times as fast");
}

static double Serial(double[] x, double p)
{
    var y = new double[x.Length];
    for (var i = 0; i < x.Length; i++)
        y[i] = Math.Sin(x[i]) * p;
    return Sum(y);
}

static double InParallel(double[] x, double p)
{
    var y = new double[x.Length];
    Parallel.For(0, x.Length, i => y[i] = Math.Sin(x[i]) * p);
    return Sum(y);
}

static double SerialLong(double[] x, double p)
{
    var y = new double[x.Length];
    for (var i = 0; i < x.Length; i++)
        y[i] = Math.Exp(Math.Sin(x[i]) * p) + Math.Sqrt(1 + (x[i] * x[i]));
    return Sum(y);
}

static double InParallelLong(double[] x, double p)
{
    var y = new double[x.Length];
    Parallel.For(0, x.Length, i => y[i] = Math.Exp(Math.Sin(x[i]) * p) + Math.Sqrt(1 + (x[i] * x[i])));
    return Sum(y);
}

// What the two have in common beside the loop.
static double Rest(double[] x)
{
    var y = new double[x.Length];
    y[0] = x[0];
    return Sum(y);
}

static double Sum(double[] y)
{
    var sum = 0.0;
    for (var i = 0; i < y.Length; i++)
        sum += y[i];
    return sum;
}
