using System;
using System.Collections.Generic;

namespace Zygote.Kernels;

/// <summary>The intervals that an integral was taken over, as pairs of ends, and its value.</summary>
sealed record Mesh(double[] Ends, double Value);

/// <summary>
/// Adaptive integration by the rules of 10 and 21 points. Infinite intervals are mapped: a + t / (1 - t), t / (1 - t^2).
/// </summary>
static class Kronrod
{
    // Positive nodes; those with an odd index belong to the rule of 10 points. Computed with 60 digits from the Stieltjes
    // polynomial of degree 11.
    static ReadOnlySpan<double> Nodes =>
    [
        0.995657163025808081, 0.973906528517171720, 0.930157491355708226, 0.865063366688984511,
        0.780817726586416897, 0.679409568299024406, 0.562757134668604683, 0.433395394129247191,
        0.294392862701460198, 0.148874338981631211,
    ];

    static ReadOnlySpan<double> Weights =>
    [
        0.0116946388673718743, 0.0325581623079647275, 0.0547558965743519960, 0.0750396748109199528,
        0.0931254545836976055, 0.109387158802297642, 0.123491976262065851, 0.134709217311473326,
        0.142775938577060081, 0.147739104901338491,
    ];

    static ReadOnlySpan<double> GaussWeights =>
    [
        0.0666713443086881376, 0.149451349150580593, 0.219086362515982044, 0.269266719309996355,
        0.295524224714752870,
    ];

    const double CenterWeight = 0.149445554002916906;

    /// <summary>Constants of code that is differentiated.</summary>
    [ZeroDerivative]
    static double Node(int i) => Nodes[i];

    [ZeroDerivative]
    static double Weight(int i) => Weights[i];

    /// <summary>The rule of 21 points on one interval. Plain code, differentiated where f is.</summary>
    public static double Sum(Func<double, double> f, double start, double end, double low, double high)
    {
        var (center, half) = (0.5 * (low + high), 0.5 * (high - low));
        var sum = CenterWeight * Mapped(f, start, end, center);
        for (var i = 0; i < 10; i++)
        {
            var step = half * Node(i);
            sum += Weight(i) * (Mapped(f, start, end, center - step) + Mapped(f, start, end, center + step));
        }

        return half * sum;
    }

    /// <summary>The integrand by t, whose range is finite; start is the lower end.</summary>
    static double Mapped(Func<double, double> f, double start, double end, double t)
    {
        var (fromInfinity, toInfinity) = (double.IsInfinity(start), double.IsInfinity(end));
        if (!fromInfinity && !toInfinity)
            return f(t);
        if (fromInfinity && toInfinity)
        {
            var rest = 1 - t * t;
            return f(t / rest) * ((1 + t * t) / (rest * rest));
        }

        var left = 1 - t;
        return f(fromInfinity ? end - t / left : start + t / left) / (left * left);
    }

    /// <summary>Halves the interval with the largest error until the sum of errors is small enough.</summary>
    [ZeroDerivative]
    public static Mesh Integrate(
        Func<double, double> f, double start, double end, double relative, double absolute, int intervals)
    {
        var (low, high) = (double.IsInfinity(start), double.IsInfinity(end)) switch
        {
            (false, false) => (start, end),
            (true, true) => (-1.0, 1.0),
            _ => (0.0, 1.0),
        };
        var done = new List<(double Low, double High, double Value)>();
        var open = new PriorityQueue<(double Low, double High, double Value, double Error), double>();
        var (value, error) = Estimate(f, start, end, low, high);
        open.Enqueue((low, high, value, error), -error);
        while (open.Count > 0 && error > Math.Max(absolute, relative * Math.Abs(value)) && open.Count + done.Count < intervals)
        {
            var worst = open.Dequeue();
            var middle = 0.5 * (worst.Low + worst.High);
            if (!(worst.Low < middle && middle < worst.High))
            {
                done.Add((worst.Low, worst.High, worst.Value));
                error -= worst.Error;
                continue;
            }

            var left = Estimate(f, start, end, worst.Low, middle);
            var right = Estimate(f, start, end, middle, worst.High);
            value += left.Value + right.Value - worst.Value;
            error = Math.Max(0, error + left.Error + right.Error - worst.Error);
            open.Enqueue((worst.Low, middle, left.Value, left.Error), -left.Error);
            open.Enqueue((middle, worst.High, right.Value, right.Error), -right.Error);
        }

        foreach (var (item, _) in open.UnorderedItems)
            done.Add((item.Low, item.High, item.Value));
        done.Sort((x, y) => x.Low.CompareTo(y.Low));
        var ends = new double[2 * done.Count];
        value = 0;
        for (var i = 0; i < done.Count; i++)
        {
            (ends[2 * i], ends[2 * i + 1]) = (done[i].Low, done[i].High);
            value += done[i].Value;
        }

        return new Mesh(ends, value);
    }

    /// <summary>
    /// The difference of the two rules is far larger than the error of the better one; the power that QUADPACK takes of
    /// it is from experience. What cannot be told from rounding counts as nothing.
    /// </summary>
    static (double Value, double Error) Estimate(Func<double, double> f, double start, double end, double low, double high)
    {
        var (center, half) = (0.5 * (low + high), 0.5 * (high - low));
        Span<double> values = stackalloc double[21];
        values[20] = Mapped(f, start, end, center);
        var (sum, gauss, size) = (CenterWeight * values[20], 0.0, CenterWeight * Math.Abs(values[20]));
        for (var i = 0; i < 10; i++)
        {
            values[2 * i] = Mapped(f, start, end, center - half * Nodes[i]);
            values[2 * i + 1] = Mapped(f, start, end, center + half * Nodes[i]);
            var both = values[2 * i] + values[2 * i + 1];
            sum += Weights[i] * both;
            size += Weights[i] * (Math.Abs(values[2 * i]) + Math.Abs(values[2 * i + 1]));
            if (i % 2 == 1)
                gauss += GaussWeights[i / 2] * both;
        }

        var mean = 0.5 * sum;
        var spread = CenterWeight * Math.Abs(values[20] - mean);
        for (var i = 0; i < 10; i++)
            spread += Weights[i] * (Math.Abs(values[2 * i] - mean) + Math.Abs(values[2 * i + 1] - mean));
        var error = Math.Abs(half * (sum - gauss));
        spread *= half;
        if (error > 0 && spread > 0)
            error = spread * Math.Min(1, Math.Pow(200 * error / spread, 1.5));
        return (half * sum, error <= 1e-14 * half * size ? 0 : error);
    }

    /// <summary>
    /// The integral over a piece without length: 0, with the derivatives that it has in its second end. Where f is not
    /// finite there, it is taken for a constant: what f captures has no derivative over no length.
    /// </summary>
    public static double Edge(Func<double, double> f, double from, double to)
    {
        const int Points = 5;
        var nodes = LegendreNodes.Of(Points);
        var (center, half) = (0.5 * (from + to), 0.5 * (to - from));
        var sum = 0.0;
        for (var i = 0; i < Points; i++)
            sum += nodes[Points + i] * f(center + half * nodes[i]);
        return Times(half, double.IsFinite(sum) ? sum : AD.StopGradient(sum));
    }

    static double Times(double length, double sum) => length == 0 ? 0 : length * sum;

    /// <summary>Of the product, without the exception for 0.</summary>
    [DerivativeOf(typeof(Kronrod), nameof(Times))]
    static (double, double) TimesDerivative(double length, double sum, double y) => (sum, length);
}
