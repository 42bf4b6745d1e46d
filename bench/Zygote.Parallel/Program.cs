using System;
using System.Diagnostics;
using System.Threading.Tasks;

using Zygote;

// Gradients of Parallel.For over a million independent elements against those of the same body in a for loop.
const int Count = 1_000_000;
var rounds = args.Length > 0 ? int.Parse(args[0]) : 31;
var random = new Random(1);
var x = new double[Count];
for (var i = 0; i < Count; i++)
    x[i] = random.NextDouble();
var dx = new double[Count];
var serialGradient = AD.GradientInto((double[] v) => Serial(v, 1.5));
var parallelGradient = AD.GradientInto((double[] v) => InParallel(v, 1.5));
(string Name, Func<double> Run)[] cases =
[
    ("primal, serial", () => Serial(x, 1.5)),
    ("primal, parallel", () => InParallel(x, 1.5)),
    ("gradient, serial", () => serialGradient(x, dx)),
    ("gradient, parallel", () => parallelGradient(x, dx)),
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

for (var k = 0; k < cases.Length; k++)
    Console.WriteLine($"{cases[k].Name,-20} {best[k],8:F2} ms, {busy[k],8:F2} ms on all cores");
Console.WriteLine($"{Environment.ProcessorCount} cores: primal {best[0] / best[1]:F2} times, gradient {best[2] / best[3]:F2} times as fast");

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

static double Sum(double[] y)
{
    var sum = 0.0;
    for (var i = 0; i < y.Length; i++)
        sum += y[i];
    return sum;
}
