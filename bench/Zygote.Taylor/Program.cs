using System;
using System.Diagnostics;
using System.Linq;

using Zygote;

// Taylor coefficients up to order k of scalar programs, in multiples of the time of the program itself.
int[] orders = [1, 2, 5, 10, 20, 40];
(string Name, Func<double, double> F)[] programs =
[
    ("polynomial, loop of 100", Polynomial),
    ("logistic map, 30 steps", Logistic),
    ("pendulum, 50 steps", Pendulum),
    ("continued fraction, 100 levels", Fraction),
    ("mixture of functions", Mixture),
    ("powers", Powers),
];
Console.WriteLine($"{"",-32}{"ns",9}{string.Concat(orders.Select(k => $"{"k = " + k,9}"))}{"first call at 10",18}");
foreach (var (name, f) in programs)
{
    if (args.Length > 0 && !name.Contains(args[0], StringComparison.Ordinal))
        continue;
    var primal = Time(() => f(0.37));
    var line = $"{name,-32}{primal * 1e9,9:F0}";
    var first = 0.0;
    foreach (var k in orders)
    {
        var start = Stopwatch.GetTimestamp();
        var taylor = AD.Taylor(f, k);
        taylor(0.37);
        if (k == 10)
            first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        line += $"{Time(() => taylor(0.37)[k]) / primal,9:F1}";
    }

    Console.WriteLine($"{line}{first,15:F0} ms");
}

static double Time(Func<double> run)
{
    for (var i = 0; i < 200; i++)
        run();
    var best = double.MaxValue;
    for (var round = 0; round < 15; round++)
    {
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        do
        {
            for (var i = 0; i < 16; i++)
                run();
            count += 16;
        }
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 5);
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / count);
    }

    return best;
}

static double Polynomial(double x)
{
    var sum = 0.0;
    for (var i = 0; i < 100; i++)
        sum = (sum * x) + i;
    return sum;
}

// Longer, and the coefficients are infinite.
static double Logistic(double x)
{
    for (var i = 0; i < 30; i++)
        x = 3.7 * x * (1 - x);
    return x;
}

static double Pendulum(double x)
{
    var (angle, speed) = (x, 0.0);
    for (var i = 0; i < 50; i++)
    {
        speed -= 0.02 * Math.Sin(angle);
        angle += 0.02 * speed;
    }

    return angle;
}

static double Fraction(double x)
{
    var value = x;
    for (var i = 100; i > 0; i--)
        value = i + (x / value);
    return value;
}

static double Mixture(double x) =>
    Math.Exp(-x * x) * Math.Sqrt(1 + x) / (Math.Tanh(x) + 2) + Math.Log(1 + Math.Atan(x * x)) + Math.Asin(x * 0.5);

static double Powers(double x) => Math.Pow(x, 2.5) + Math.Pow(1 + x, 3) + Math.Pow(1.5, x);
