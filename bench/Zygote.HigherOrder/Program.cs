using System;
using System.Diagnostics;

using Zygote;

// What second derivatives cost in gradients, and how long the first call of a derivative of fourth order takes.
var random = new Random(1);
double[] Point(int n)
{
    var x = new double[n];
    for (var i = 0; i < n; i++)
        x[i] = random.NextDouble();
    return x;
}

if (args is ["--loops"])
{
    Loops.Print();
    return;
}

Console.WriteLine($"{"fourth reverse mode of twenty lines, first call",-56} {FirstFourth():F2} s");
Console.WriteLine($"{"",-40} {"gradient",14} {"product",14} {"product / gradient",20}");
Product("Rosenbrock, n = 1000", Rosenbrock, Point(1000));
Product("log-sum-exp, n = 1000", LogSumExp, Point(1000));
Product("chain of sines, n = 1000", Chain, Point(1000));
Console.WriteLine($"{"",-40} {"gradient",14} {"Hessian",14} {"Hessian / gradient",20}");
Dense("Rosenbrock, n = 100", Rosenbrock, Point(100));
Dense("log-sum-exp, n = 100", LogSumExp, Point(100));
Sparse("Rosenbrock, n = 10000, sparse, known pattern", Rosenbrock, Point(10_000));

static double FirstFourth()
{
    AD.Gradient((double x) => x * Math.Sin(x))(1.0); // the compiler itself is warm
    AD.Gradient(AD.Gradient((double x) => x * x * x))(1.0);
    var start = Stopwatch.GetTimestamp();
    AD.Gradient(AD.Gradient(AD.Gradient(AD.Gradient(Twenty))))(0.4);
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static void Product(string name, Func<double[], double> f, double[] x)
{
    var gradient = AD.Gradient(f);
    var product = AD.HessianVectorProduct(f);
    var (a, b) = Best(() => gradient(x), () => product(x, x));
    Print(name, a, b);
}

static void Dense(string name, Func<double[], double> f, double[] x)
{
    var gradient = AD.Gradient(f);
    var hessian = AD.Hessian(f);
    var (a, b) = Best(() => gradient(x), () => hessian(x));
    Print(name, a, b);
}

static void Sparse(string name, Func<double[], double> f, double[] x)
{
    var gradient = AD.Gradient(f);
    var start = Stopwatch.GetTimestamp();
    var pattern = AD.HessianPattern(f, x);
    var search = Stopwatch.GetElapsedTime(start).TotalSeconds;
    var hessian = AD.SparseHessian(f, pattern);
    var (a, b) = Best(() => gradient(x), () => hessian(x));
    Print(name, a, b);
    Console.WriteLine($"{"    the search for the pattern, once",-40} {"",14} {search * 1e6,11:F2} us {search / a,20:F2}");
}

static void Print(string name, double a, double b) => Console.WriteLine($"{name,-40} {a * 1e6,11:F2} us {b * 1e6,11:F2} us {b / a,20:F2}");

// The two take turns, so that both meet the same machine.
static (double A, double B) Best(Action a, Action b)
{
    var (bestA, bestB) = (double.MaxValue, double.MaxValue);
    var warm = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(warm).TotalSeconds < 0.5) // until the JIT has optimised what is around the derivatives
    {
        Time(a);
        Time(b);
    }

    for (var round = 0; round < 60; round++)
    {
        bestA = Math.Min(bestA, Time(a));
        bestB = Math.Min(bestB, Time(b));
    }

    return (bestA, bestB);
}

static double Time(Action run)
{
    const int Times = 40;
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < Times; i++)
        run();
    return Stopwatch.GetElapsedTime(start).TotalSeconds / Times;
}

static double Rosenbrock(double[] x)
{
    var sum = 0.0;
    for (var i = 0; i + 1 < x.Length; i++)
    {
        var (a, b) = (x[i + 1] - (x[i] * x[i]), 1 - x[i]);
        sum += (100 * a * a) + (b * b);
    }

    return sum;
}

static double LogSumExp(double[] x)
{
    var sum = 0.0;
    for (var i = 0; i < x.Length; i++)
        sum += Math.Exp(x[i]);
    return Math.Log(sum);
}

static double Chain(double[] x)
{
    var s = 1.0;
    for (var i = 0; i < x.Length; i++)
        s = Math.Sin(s * x[i]) + x[i];
    return s;
}

static double Twenty(double x)
{
    var s = 0.0;
    var t = x;
    for (var i = 1; i <= 6; i++)
    {
        t = (t * 0.5) + Math.Sin(x * i);
        if (t > 0.2)
            s += t * t;
        else
            s -= x * t;
        s *= 0.9;
    }

    var u = Math.Exp(-s * s) + (x * s);
    var v = u > 0 ? Math.Log(1 + u) : u;
    return (u * v) + (x * x);
}
