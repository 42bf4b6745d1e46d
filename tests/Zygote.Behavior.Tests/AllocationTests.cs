using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>What a function makes for itself is kept for its next gradient, and nothing else is.</summary>
public sealed class AllocationTests
{
    sealed class Node
    {
        public double Value;
        public Node? Next;
    }

    sealed class Body(double at, double speed)
    {
        public double At = at;
        public double Speed = speed;
    }

    record Parameters(double[] Weights, double[] Biases);

    readonly record struct Pair(double X, double Y);

    sealed class Layer(int n)
    {
        public readonly double[] Weights = new double[n];
        readonly double[] _outputs = new double[n];

        public double[] Run(double[] x)
        {
            for (var i = 0; i < _outputs.Length; i++)
                _outputs[i] = Math.Tanh(Weights[i] * x[i]);
            return _outputs;
        }
    }

    static double[] Point(int n = 6) => [.. Enumerable.Range(0, n).Select(i => 0.31 + (0.1 * i))];

    static readonly Dictionary<string, Func<double[], double>> Programs = new()
    {
        ["array of arrays"] = x =>
        {
            var rows = new double[x.Length][];
            for (var i = 0; i < x.Length; i++)
            {
                rows[i] = new double[i + 1];
                for (var j = 0; j <= i; j++)
                    rows[i][j] = x[i] * x[j];
            }

            var sum = 0.0;
            foreach (var row in rows)
            {
                foreach (var v in row)
                    sum += v * v;
            }

            return sum;
        },
        ["matrix"] = x =>
        {
            var matrix = new double[x.Length, x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < i; j++)
                    matrix[i, j] = x[i] * x[j];
            }

            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < x.Length; j++)
                    sum += matrix[i, j] * Math.Sin(matrix[i, j]);
            }

            return sum;
        },
        ["matrices in a loop"] = x =>
        {
            var sum = 0.0;
            for (var k = 0; k < 3; k++)
            {
                var matrix = new double[x.Length, 2];
                for (var i = k; i < x.Length; i++)
                    matrix[i, 1] += x[i] * x[k];
                sum += (matrix[2, 1] * matrix[k, 1]) + matrix[0, 1];
            }

            return sum;
        },
        ["three dimensions"] = x =>
        {
            var cube = new double[2, x.Length, 2];
            for (var i = 0; i < x.Length; i++)
                cube[i % 2, i, 1] = x[i] * x[i];
            var sum = 0.0;
            foreach (var v in cube)
                sum += v * v;
            return sum;
        },
        ["array of structs"] = x =>
        {
            var pairs = new Pair[x.Length];
            for (var i = 0; i < x.Length; i++)
                pairs[i] = new Pair(x[i], x[i] * x[i]);
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += pairs[i].X * pairs[x.Length - 1 - i].Y;
            return sum;
        },
        ["linked list"] = x =>
        {
            Node? first = null;
            foreach (var v in x)
                first = new Node { Value = v * v, Next = first };
            var sum = 0.0;
            for (; first is not null; first = first.Next)
                sum += first.Value * Math.Cos(sum);
            return sum;
        },
        ["object for each step"] = x =>
        {
            var body = new Body(x[0], x[1]);
            for (var i = 0; i < 10; i++)
                body = new Body(body.At + (0.1 * body.Speed), body.Speed - (0.1 * Math.Sin(body.At)));
            return body.At * body.Speed;
        },
        ["array of objects"] = x =>
        {
            var bodies = new Body[x.Length];
            for (var i = 0; i < x.Length; i++)
                bodies[i] = new Body(x[i], x[i] * x[i]);
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += bodies[i].At * bodies[x.Length - 1 - i].Speed;
            return sum;
        },
        ["arrays in objects"] = x =>
        {
            var layers = new Layer[3];
            for (var k = 0; k < layers.Length; k++)
            {
                layers[k] = new Layer(x.Length);
                for (var i = 0; i < x.Length; i++)
                    layers[k].Weights[i] = x[i] + k;
            }

            var h = x;
            foreach (var layer in layers)
                h = layer.Run(h);
            return h.Sum();
        },
        ["record of arrays"] = x =>
        {
            var p = new Parameters(new double[x.Length], new double[x.Length]);
            for (var i = 0; i < x.Length; i++)
                (p.Weights[i], p.Biases[i]) = (2 * x[i], x[i] * x[i]);
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
                sum += p.Weights[i] * p.Biases[i];
            return sum;
        },
        ["list that grows"] = x =>
        {
            var list = new List<double>();
            foreach (var v in x)
                list.Add(v * v);
            var sum = 0.0;
            foreach (var v in list)
                sum += v * Math.Sin(v);
            return sum;
        },
        ["box"] = x =>
        {
            object product = x[0];
            for (var i = 0; i < 5; i++)
                product = (double)product * x[1];
            return (double)product;
        },
        ["array for each step"] = x =>
        {
            var state = x;
            for (var k = 0; k < 5; k++)
            {
                var next = new double[x.Length];
                for (var i = 0; i < x.Length; i++)
                    next[i] = Math.Sin(state[i]) * state[(i + 1) % x.Length];
                state = next;
            }

            return state.Sum();
        },
        ["array lent to a recursive method"] = x =>
        {
            var order = new int[x.Length];
            for (var i = 0; i < x.Length; i++)
                order[i] = x.Length - 1 - i;
            return Nested(x, order, 0);
        },
    };

    static double Nested(double[] x, int[] order, int i) =>
        i == order.Length ? 1 : x[order[i]] * Math.Exp(-x[i] * Nested(x, order, i + 1));

    public static TheoryData<string> Names => [.. Programs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stays_in_the_function_is_made_once(string name)
    {
        var f = Programs[name];
        Check.Vector(f, Point());
        Check.Vector(f, Point(7));
        var (into, x, gradient) = (AD.GradientInto(f), Point(), new double[6]);
        for (var i = 0; i < 20; i++)
            into(x, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            into(x, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Check.Close(AD.Gradient(f)(x), gradient);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_run_has_its_own(string name)
    {
        var f = Programs[name];
        var into = AD.GradientInto(f);
        double[][] points = [.. Enumerable.Range(0, 4).Select(k => Point(5 + (k % 2)).Select(v => v + (0.07 * k)).ToArray())];
        double[][] expected = [.. points.Select(p => AD.Gradient(f)((double[])p.Clone()))];
        double[][] second = [.. points.Select(p => Along(f, p))];
        var wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 400; i++)
            {
                var k = (i + t) % points.Length;
                var gradient = new double[points[k].Length];
                into(points[k], gradient);
                if (!gradient.SequenceEqual(expected[k]) || (i % 20 == 0 && !Along(f, points[k]).SequenceEqual(second[k])))
                    Interlocked.Increment(ref wrong);
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Assert.Equal(0, wrong);
    }

    /// <summary>The Hessian times ones.</summary>
    static double[] Along(Func<double[], double> f, double[] x) =>
        AD.Pushforward(AD.Gradient(f))(x, [.. x.Select(_ => 1.0)]).Tangent;

    static Action? s_between;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Between() => s_between?.Invoke();

    [Fact]
    public void Gradients_inside_of_their_own_function()
    {
        Func<double[], double> f = x =>
        {
            var rows = new double[2][];
            rows[0] = new double[x.Length];
            Node? first = null;
            for (var i = 0; i < x.Length; i++)
            {
                rows[0][i] += x[i] * x[i];
                first = new Node { Value = x[i], Next = first };
            }

            Between();
            var sum = rows[1] is null ? 0.0 : 1e9;
            for (var i = 0; i < x.Length; i++, first = first!.Next)
                sum += rows[0][i] * first!.Value;
            return sum;
        };
        var into = AD.GradientInto(f);
        var (x, other) = (Point(), Point(9));
        var expected = AD.Gradient(f)(x);
        var gradient = new double[x.Length];
        var depth = 0;
        s_between = () =>
        {
            if (depth++ < 3)
                into(other, new double[other.Length]);
        };
        for (var i = 0; i < 5; i++)
        {
            depth = 0;
            into(x, gradient);
            Assert.Equal(expected, gradient);
        }

        s_between = () => throw new InvalidOperationException();
        Assert.Throws<InvalidOperationException>(() => into(other, new double[other.Length]));
        s_between = null;
        into(x, gradient);
        Assert.Equal(expected, gradient);
    }

    sealed class Log
    {
        public readonly List<double[]> Arrays = [];
        public Node? Last;
        public double[][] Rows = new double[3][];
        public Func<double>? Later;
    }

    [Fact]
    public void What_others_can_see_stays_as_it_is()
    {
        var log = new Log();
        var into = AD.GradientInto((double[] x) =>
        {
            var held = new double[x.Length];
            var inner = new double[x.Length];
            var caught = new double[x.Length];
            var holder = new double[1][];
            holder[0] = inner;
            for (var i = 0; i < x.Length; i++)
                held[i] = inner[i] = caught[i] = x[i] * x[i];
            log.Arrays.Add(held);
            log.Rows[1] = holder[0];
            log.Last = new Node { Value = x[0], Next = log.Last };
            log.Later = () => caught[0];
            return held[0] * inner[1] * caught[2];
        });
        double[] first = [1, 2, 3], second = [4, 5, 6];
        var gradient = new double[3];
        into(first, gradient);
        var (array, row, node, later) = (log.Arrays[0], log.Rows[1], log.Last, log.Later);
        for (var i = 0; i < 3; i++)
            into(second, gradient);
        Assert.Equal([2 * 4.0 * 25 * 36, 16 * 2 * 5.0 * 36, 16 * 25 * 2 * 6.0], gradient);
        Assert.Equal([1, 4, 9], array);
        Assert.Equal([1, 4, 9], row);
        Assert.Equal(1, node!.Value);
        Assert.Equal(1, later!());
        Assert.Equal([4.0, 4, 4, 1], Values(log.Last));

        static IEnumerable<double> Values(Node? node)
        {
            for (; node is not null; node = node.Next)
                yield return node.Value;
        }
    }

    [Fact]
    public void Results_beside_the_value_stay_as_they_are()
    {
        var gradient = AD.ValueAndGradient((double[] x) =>
        {
            var rows = new double[2][];
            rows[0] = new double[x.Length];
            rows[1] = [x[0]];
            for (var i = 0; i < x.Length; i++)
                rows[0][i] = x[i] * x[i];
            return (rows[0][0] * rows[0][1], rows);
        });
        var rows = gradient([1, 2]).Aux;
        Assert.Equal([96, 72], gradient([3, 4]).Gradient);
        Assert.Equal([1, 4], rows[0]);
        Assert.Equal([1], rows[1]);
    }

    [Fact]
    public void The_users_objects_are_not_kept_alive()
    {
        var kept = Run();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(kept.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Run()
        {
            var data = new double[1000];
            var into = AD.GradientInto((double[] x) =>
            {
                var rows = new double[x.Length][];
                Node? first = null;
                for (var i = 0; i < x.Length; i++)
                {
                    rows[i] = i % 2 == 0 ? data : x;
                    first = new Node { Value = x[i], Next = first };
                }

                var sum = 0.0;
                for (; first is not null; first = first.Next)
                    sum += first.Value * first.Value * (1 + rows[0][7]);
                return sum;
            });
            var (x, gradient) = (Point(), new double[6]);
            into(x, gradient);
            into(x, gradient);
            Check.Close([.. x.Select(v => 2 * v)], gradient);
            return new WeakReference(data);
        }
    }
}
