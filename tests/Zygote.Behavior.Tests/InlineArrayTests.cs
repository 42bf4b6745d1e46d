using System;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

public partial class InlineArrayTests
{
    [InlineArray(4)]
    struct Four
    {
        double _first;
    }

    [InlineArray(3)]
    struct Cells<T>
    {
        T _first;
    }

    static double Sum(ReadOnlySpan<double> s)
    {
        var r = 0.0;
        foreach (var v in s)
            r += v * v;
        return r;
    }

    static double ByValue(Four f, double x)
    {
        f[0] *= x;
        return f[0] * f[1];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ByRef(ref Four f, double x)
    {
        f[1] += x * f[0];
        return f[1] * f[3];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ByValueNotInlined(Four f, double x)
    {
        f[1] *= x;
        return f[1] * f[2];
    }

    static Four Make(double x)
    {
        var f = new Four();
        for (var i = 0; i < 4; i++)
            f[i] = x * i;
        return f;
    }

    [Fact]
    public void Elements() => Check.Two(
        (a, b) =>
        {
            Four f = default;
            f[0] = a;
            f[1] = b * a;
            for (var i = 2; i < 4; i++)
                f[i] = f[i - 1] * f[i - 2];
            foreach (ref var v in f[1..])
                v += a;
            return f[3] * f[0];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Copies_are_independent() => Check.Two(
        (a, b) =>
        {
            var f = Make(a);
            var g = f;
            g[1] *= b;
            f[2] += g[1];
            Span<double> s = f;
            f = g;
            g[3] = 0;
            s[3] *= a;
            return Sum(f) + Sum(s[1..]) + g[1] + g[3];
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Passed_by_value_and_by_ref() => Check.Two(
        (a, b) =>
        {
            var f = Make(a);
            var r = ByValue(f, b) + ByRef(ref f, b) + ByValueNotInlined(f, a);
            return r + f[0] + (f[1] * f[2]);
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Cleared_in_each_round() => Check.Vector(
        x =>
        {
            var r = 0.0;
            for (var k = 0; k < x.Length; k++)
            {
                var f = new Four();
                f[k % 4] += x[k];
                f[(k + 1) % 4] += x[k] * r;
                r += Sum(f) + f[0];
            }

            return r;
        },
        [1, 0.2, 0.3], [0.5, -0.1]);

    [Fact]
    public void Of_structs_and_references() => Check.Vector(
        x =>
        {
            var pairs = new Cells<(double A, double B)>();
            var arrays = new Cells<double[]>();
            for (var i = 0; i < 3; i++)
            {
                pairs[i] = (x[0] * i, x[1]);
                arrays[i] = i == 1 ? x : [x[0] * x[1], i];
            }

            arrays[1][0] *= 2;
            pairs[1].A += arrays[0][0];
            return (pairs[1].A * pairs[2].B) + (arrays[2][0] * arrays[1][1] * x[0]);
        },
        [1, 2], [0.5, -1]);

    sealed class Layer
    {
        public Four Weights;
        public double Bias;
    }

    static Layer NewLayer(params double[] w)
    {
        var layer = new Layer { Bias = w[^1] };
        for (var i = 0; i < 4; i++)
            layer.Weights[i] = w[i];
        return layer;
    }

    [Fact]
    public void In_a_class_read_by_constants() => Check.Any(
        l => (l.Weights[0] * l.Weights[1]) + (l.Weights[3] * l.Bias * l.Weights[3]),
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void In_a_class_read_by_variables() => Check.Any(
        l =>
        {
            var r = l.Bias;
            for (var i = 0; i < 4; i++)
                r += l.Weights[i] * l.Weights[3 - i] * (i + 1);
            foreach (var w in l.Weights)
                r += w * w * l.Bias;
            return r;
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void In_a_class_written() => Check.Any(
        l =>
        {
            l.Weights[0] *= l.Bias;
            for (var i = 1; i < 4; i++)
                l.Weights[i] += l.Weights[i - 1] * l.Weights[i];
            foreach (ref var w in l.Weights[1..3])
                w *= l.Weights[0];
            return l.Weights[3] * l.Weights[1];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Copied_as_a_whole() => Check.Any(
        l =>
        {
            var copy = l.Weights;
            copy[2] *= l.Bias;
            l.Weights[1] *= copy[2];
            var other = new Layer { Weights = copy, Bias = copy[0] * l.Bias };
            l.Weights = other.Weights;
            other.Weights[0] = 7;
            copy = default;
            return (l.Weights[0] * l.Weights[2]) + (other.Weights[1] * l.Weights[3] * other.Bias) + copy[1] + other.Weights[0];
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    [Fact]
    public void Copied_in_a_loop() => Check.Any(
        l =>
        {
            var r = 0.0;
            for (var k = 0; k < 5; k++)
            {
                var copy = l.Weights;
                copy[k % 4] *= l.Bias + r;
                if (k != 2)
                    l.Weights = copy;
                r += copy[(k + 1) % 4] * l.Weights[0];
            }

            return r;
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));

    static double Read(in Four f, int i) => f[i] * f[(i + 1) % 4];

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ReadNotInlined(in Four f, int i) => f[i] * f[(i + 1) % 4];

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Four Scaled(Four f, double x)
    {
        foreach (ref var v in f)
            v *= x;
        return f;
    }

    [Fact]
    public void In_a_class_passed_by_value_and_by_ref() => Check.Any(
        l =>
        {
            var r = ByValue(l.Weights, l.Bias) + ByRef(ref l.Weights, l.Bias) + ByValueNotInlined(l.Weights, l.Bias);
            l.Weights = Scaled(l.Weights, l.Bias);
            return r + Read(in l.Weights, 2) + ReadNotInlined(in l.Weights, 3) + Sum(l.Weights);
        },
        NewLayer(1, 2, 3, 4, 5), NewLayer(-1, 0.5, 2, 0.1, 0.3));
}
