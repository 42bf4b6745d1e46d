using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Loops, tasks and threads: the sums over what threads do come out as they do in one thread.</summary>
public class ParallelTests
{
    static double Waves(double[] x, double p)
    {
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i => y[i] = Math.Sin(x[i]) * p);
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i];
        return sum;
    }

    static double[] Numbers(int n)
    {
        var x = new double[n];
        for (var i = 0; i < n; i++)
            x[i] = (0.1 * i % 3) - 1;
        return x;
    }

    static double Sum(double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i] * (1 + (0.01 * i));
        return sum;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void For(int n) => Check.Both<double[], double>(Waves, (Numbers(n), 1.7));

    /// <summary>Races show as sums that differ from one run to the next.</summary>
    [Fact]
    public void Work_on_other_threads_is_inside_of_the_derivative()
    {
        var levels = new int[64];
        double F(double x)
        {
            var y = new double[64];
            Parallel.For(0, 64, i =>
            {
                levels[i] = AD.IsDifferentiating ? AD.NestingLevel : 0;
                y[i] = i * x * x;
            });
            return y[1] + y[63];
        }

        AD.Gradient((Func<double, double>)F, 1.0);
        Assert.All(levels, l => Assert.Equal(1, l));
        Array.Clear(levels);
        AD.Derivative((Func<double, double>)F, 1.0);
        Assert.All(levels, l => Assert.Equal(1, l));
        F(1);
        Assert.All(levels, l => Assert.Equal(0, l));
    }

    [Fact]
    public void For_again_and_again()
    {
        foreach (var n in (int[])[0, 1, 7, 1000, 100_000])
        {
            var x = Numbers(n);
            var gradient = AD.Gradient<double[], double>(Waves);
            for (var round = 0; round < (n > 10_000 ? 10 : 100); round++)
            {
                var (dx, dp) = gradient(x, 1.7);
                var expected = 0.0;
                for (var i = 0; i < n; i++)
                {
                    expected += Math.Sin(x[i]);
                    Assert.Equal(1.7 * Math.Cos(x[i]), dx[i], 1e-12);
                }

                Assert.Equal(expected, dp, 1e-9 * (1 + n));
            }
        }
    }

    static double Neighbours(double[] x, double p)
    {
        var y = new double[x.Length];
        var next = x;
        Parallel.For(0, x.Length, i => y[i] = x[i] * p + next[(i + 1) % next.Length] * x[i]);
        return Sum(y);
    }

    static double SameArrayAhead(double[] x, double p)
    {
        var y = new double[x.Length];
        var ahead = x; // another name, another index: the element is that of another iteration
        Parallel.For(0, x.Length - 1, i => y[i] = Math.Sin(x[i]) * ahead[i + 1] * p);
        return Sum(y);
    }

    [Fact]
    public void Elements_that_several_iterations_read()
    {
        Check.Both<double[], double>(Neighbours, (Numbers(50), 1.7));
        Check.Both<double[], double>(SameArrayAhead, (Numbers(50), 1.7));
        Stress(Neighbours);
        Stress(SameArrayAhead);
    }

    /// <summary>On many iterations, many times: against the same function of one thread.</summary>
    internal static void Stress(Func<double[], double, double> f, int n = 20_000, int rounds = 20)
    {
        var x = Numbers(n);
        var gradient = AD.Gradient(f);
        var (dx, dp) = gradient(x, 1.7);
        var (_, tangent) = AD.Pushforward(f)(x, 1.7, dx, dp);
        var size = dp * dp;
        foreach (var d in dx)
            size += d * d;
        Assert.Equal(size, tangent, 1e-9 * size);
        for (var round = 0; round < rounds; round++)
        {
            var (again, dpAgain) = gradient(x, 1.7);
            Assert.Equal(dp, dpAgain, 1e-10 * (Math.Abs(dp) + n));
            for (var i = 0; i < n; i++)
                Assert.Equal(dx[i], again[i], 1e-9 * (1 + Math.Abs(dx[i])));
        }
    }

    static double OneForAll(double[] x, double p)
    {
        var y = new double[x.Length];
        var table = new[] { p, p * p, 1 / p };
        Parallel.For(0, x.Length, i =>
        {
            if (x[i] > 0.05)
                y[i] = x[i] * p * table[i % 3];
            else
                y[i] = table[1] + x[0];
        });
        return Sum(y);
    }

    [Fact]
    public void Numbers_that_all_iterations_read()
    {
        Check.Both<double[], double>(OneForAll, (Numbers(50), 1.7));
        Stress(OneForAll);
    }

    static double Inner(double[] x, double p)
    {
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            var s = x[i];
            for (var k = 0; k < i % 7; k++)
                s = Math.Sin(s * p) + x[k];
            y[i] = s;
        });
        return Sum(y);
    }

    static double Matrix(double[] x, double p)
    {
        var n = 20;
        var a = new double[n, n];
        Parallel.For(0, n, i =>
        {
            for (var j = 0; j < n; j++)
                a[i, j] = x[i] * x[j] * p;
        });
        var rows = new double[n];
        Parallel.For(0L, (long)n, i =>
        {
            for (var j = 0; j < n; j++)
                rows[i] += Math.Sin(a[(int)i, j]);
        });
        return Sum(rows);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Far(double[] x, int i, double p) => i == 0 ? x[0] : (p * x[i]) + (0.5 * Far(x, i / 2, p));

    static double Recursion(double[] x, double p)
    {
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i => y[i] = Far(x, i, p));
        return Sum(y);
    }

    static double Nested(double[] x, double p)
    {
        var y = new double[10, x.Length];
        Parallel.For(0, 10, k => Parallel.For(0, x.Length, i => y[k, i] = Math.Sin(x[i] * k) * p));
        var sums = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            for (var k = 0; k < 10; k++)
                sums[i] += y[k, i];
        });
        return Sum(sums);
    }

    static double InPlace(double[] x, double p)
    {
        var y = (double[])x.Clone();
        for (var t = 0; t < 5; t++)
            Parallel.For(0, y.Length, i => y[i] = (Math.Sin(y[i]) * p) + x[i]);
        return Sum(y);
    }

    sealed class Particle
    {
        public double Position;
        public double Speed;
    }

    static double Objects(double[] x, double p)
    {
        var particles = new Particle[x.Length];
        Parallel.For(0, x.Length, i => particles[i] = new Particle { Position = x[i], Speed = p * i });
        Parallel.For(0, x.Length, i => particles[i].Position += particles[i].Speed * 0.1);
        var sum = 0.0;
        foreach (var particle in particles)
            sum += Math.Sin(particle.Position);
        return sum;
    }

    static double Unknown(double[] x, double p)
    {
        var y = new double[x.Length];
        Each(x.Length, p > 0 ? i => y[i] = x[i] * p : i => y[i] = -x[i]);
        return Sum(y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Each(int n, Action<int> body) => Parallel.For(0, n, new ParallelOptions { MaxDegreeOfParallelism = 3 }, body);

    static double Captures(double[] x, double p)
    {
        var results = new double[3];
        Parallel.For(0, 3, k =>
        {
            var local = p * k;
            Func<double, double> f = v => v * local;
            for (var i = 0; i < x.Length; i++)
                results[k] += f(x[i]);
        });
        return results[0] + (2 * results[1]) + (3 * results[2]);
    }

    [Fact]
    public void Bodies()
    {
        foreach (var f in (Func<double[], double, double>[])[Inner, Matrix, Recursion, Nested, InPlace, Objects, Unknown, Captures])
        {
            Check.Both(f, (Numbers(25), 1.7));
            Stress(f, 500);
        }
    }

    static double States(double[] x, double p)
    {
        var y = new double[x.Length];
        Parallel.For(0, x.Length, (i, state) =>
        {
            if (!state.IsStopped)
                y[i] = x[i] * x[i] * p;
        });
        Parallel.For(0L, x.Length, (i, state) => y[i] *= p);
        return Sum(y);
    }

    static double Breaks(double[] x, double p)
    {
        var y = new double[x.Length];
        var result = Parallel.For(0, x.Length, (i, state) =>
        {
            if (i == 10)
                state.Break();
            if (i <= 10)
                y[i] = x[i] * x[i] * p;
        });
        return Sum(y) * (result.IsCompleted ? 0 : 1) * (result.LowestBreakIteration ?? 0);
    }

    static double LocalSums(double[] x, double p)
    {
        var total = 0.0;
        Parallel.For(0, x.Length, () => 0.0, (i, _, sum) => sum + (Math.Sin(x[i]) * p), sum => Add(ref total, sum));
        Parallel.For(0L, (long)x.Length, () => 0.0, (i, _, sum) => sum + (x[i] * p), sum => Add(ref total, sum));
        Parallel.ForEach(x, () => 0.0, (v, _, sum) => sum + (v * v * p), sum => Add(ref total, sum));
        Parallel.ForEach(x, () => 0.0, (v, _, i, sum) => sum + (v * i), sum => Add(ref total, sum));
        return total;
    }

    static void Add(ref double place, double term)
    {
        double seen, wanted;
        do
        {
            seen = place;
            wanted = seen + term;
        }
        while (Interlocked.CompareExchange(ref place, wanted, seen) != seen);
    }

    static double AtomicSums(double[] x, double p)
    {
        var total = 0.0;
        var count = 0;
        Parallel.For(0, x.Length, i =>
        {
            Add(ref total, Math.Sin(x[i]) * p);
            Interlocked.Increment(ref count);
        });
        return total * count;
    }

    static double AtomicSumsOtherForm(double[] x, double p)
    {
        var bins = new double[4];
        Parallel.For(0, x.Length, i =>
        {
            var newer = Volatile.Read(ref bins[i % 4]);
            while (true)
            {
                var older = newer;
                newer = Interlocked.CompareExchange(ref bins[i % 4], older + (x[i] * x[i] * p), older);
                if (newer.Equals(older))
                    break;
            }
        });
        return Sum(bins);
    }

    [Fact]
    public void Sums_of_all_threads()
    {
        foreach (var f in (Func<double[], double, double>[])[States, Breaks, LocalSums, AtomicSums, AtomicSumsOtherForm])
        {
            Near(f, 25);
            Stress(f, 2000);
        }
    }

    /// <summary>As Check.Both, for values that depend on the order of additions.</summary>
    internal static void Near(Func<double[], double, double> f, int n)
    {
        var x = Numbers(n);
        var (dx, dp) = AD.Gradient(f)(x, 1.7);
        var (value, back) = AD.Pullback(f)(x, 1.7);
        Assert.Equal(f(x, 1.7), value, 1e-10);
        for (var round = 0; round < 2; round++)
        {
            var (dx2, dp2) = back(2);
            Assert.Equal(2 * dp, dp2, 1e-9);
            for (var i = 0; i < n; i++)
                Assert.Equal(2 * dx[i], dx2[i], 1e-9);
        }

        for (var i = 0; i < n; i++)
        {
            const double H = 1e-5;
            double[] up = [.. x], down = [.. x];
            up[i] += H;
            down[i] -= H;
            Assert.Equal((f(up, 1.7) - f(down, 1.7)) / (2 * H), dx[i], 1e-4 * (1 + Math.Abs(dx[i])));
        }

        Assert.Equal((f(x, 1.7 + 1e-5) - f(x, 1.7 - 1e-5)) / 2e-5, dp, 1e-4 * (1 + Math.Abs(dp)));
    }

    /// <summary>The tangent of one thread was lost where another had just added a zero whose tangent is none.</summary>
    [Fact]
    public void Zeros_with_tangents_are_added()
    {
        var pushforward = AD.Pushforward((double[] x) => SumOfZeros(x));
        for (var round = 0; round < 200; round++)
            Assert.Equal(1000, pushforward(new double[1000], [.. Enumerable.Repeat(1.0, 1000)]).Tangent, 1e-9);
    }

    static double SumOfZeros(double[] x)
    {
        var total = 1.0;
        Parallel.For(0, x.Length, i => Add(ref total, x[i]));
        return total;
    }

    [Fact]
    public void Atomic_operations_of_one_thread()
    {
        Check.Scalar(x =>
        {
            var a = x * x;
            var old = Interlocked.Exchange(ref a, 3 * x);
            return (a * x) + Math.Sin(old);
        }, 0.7);
        Check.Scalar(x =>
        {
            var a = x * x;
            var seen = a;
            var old = Interlocked.CompareExchange(ref a, seen * x, seen);
            return a + (2 * old);
        }, 0.7);
        Check.Scalar(x =>
        {
            var a = x * x;
            var old = Interlocked.CompareExchange(ref a, 5 * x, 1e9);
            return a + (2 * old);
        }, 0.7);
        Check.Scalar(x =>
        {
            var a = new double[2];
            Volatile.Write(ref a[1], x * x);
            return Volatile.Read(ref a[1]) * a[1];
        }, 0.7);
    }

    static double Maximum(double[] x, double p)
    {
        var largest = double.NegativeInfinity;
        Parallel.For(0, x.Length, i =>
        {
            double seen;
            do
                seen = largest;
            while (Interlocked.CompareExchange(ref largest, Math.Max(seen, x[i] * p), seen) != seen);
        });
        return largest;
    }

    [Fact]
    public void Atomic_changes_other_than_sums_are_refused_in_parallel() =>
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient<double[], double>(Maximum)([1, 2, 3], 1.7));

    static double Collections(double[] x, double p)
    {
        var sums = new double[6];
        var list = new List<double>();
        foreach (var v in x)
            list.Add(v);
        Parallel.ForEach(list, v => Add(ref sums[0], v * p));
        Parallel.ForEach(x, v => Add(ref sums[1], v * v * p));
        Parallel.ForEach(Values(x), v => Add(ref sums[2], v * p * p));
        Parallel.ForEach(Enumerable.Range(0, x.Length), i => Add(ref sums[3], x[i] * i));
        Parallel.ForEach(Partitioner.Create(0, x.Length), range =>
        {
            var sum = 0.0;
            for (var i = range.Item1; i < range.Item2; i++)
                sum += Math.Sin(x[i]);
            Add(ref sums[4], sum * p);
        });
        Parallel.ForEach(x, (v, _, i) => Add(ref sums[5], v * v * i));
        return Sum(sums);
    }

    static IEnumerable<double> Values(double[] x)
    {
        foreach (var v in x)
            yield return v * v;
    }

    [Fact]
    public void ForEach()
    {
        Near(Collections, 25);
        Stress(Collections, 500);
    }

    static double Invokes(double[] x, double p)
    {
        double a = 0, b = 0, c = 0;
        double[] copy = [];
        Parallel.Invoke(
            () => a = x[0] * p,
            () => b = Math.Sin(x[1] * x[0]),
            () => Parallel.Invoke(() => c = x[2], () => copy = (double[])x.Clone()));
        return (a * b) + c + copy[0];
    }

    [Fact]
    public void Invoke() => Check.Both<double[], double>(Invokes, (Numbers(5), 1.7));

    [Fact]
    public void Exceptions_arrive_as_they_do_without_derivatives()
    {
        static double Throws(double[] x, double p)
        {
            var y = new double[x.Length];
            Parallel.For(0, x.Length, i => y[i] = i == 3 ? throw new InvalidTimeZoneException() : x[i] * p);
            return Sum(y);
        }

        var e = Assert.Throws<AggregateException>(() => AD.Gradient<double[], double>(Throws)(Numbers(5), 1.7));
        Assert.IsType<InvalidTimeZoneException>(e.InnerExceptions[0]);
        e = Assert.Throws<AggregateException>(() => AD.Pushforward<double[], double, double>(Throws)(Numbers(5), 1.7, Numbers(5), 1));
        Assert.IsType<InvalidTimeZoneException>(e.InnerExceptions[0]);
    }

    [Fact]
    public void Refusals_arrive_as_such() =>
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double[] x) =>
        {
            var y = new double[x.Length];
            Parallel.For(0, x.Length, i => y[i] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x[i])));
            return Sum(y);
        }, Numbers(5)));

    static double Tasks(double[] x, double p)
    {
        var a = Task.Run(() => Math.Sin(x[0]) * p);
        var b = Task.Run(() => a.Result * x[1]);
        var c = x[2] * p; // meanwhile
        return (a.Result * b.Result) + c;
    }

    static double TasksThatWrite(double[] x, double p)
    {
        var y = new double[x.Length];
        var tasks = new Task[4];
        for (var k = 0; k < 4; k++)
        {
            var start = k;
            tasks[k] = Task.Run(() =>
            {
                for (var i = start; i < x.Length; i += 4)
                    y[i] = Math.Sin(x[i] * x[0]) * p;
            });
        }

        Task.WaitAll(tasks);
        return Sum(y);
    }

    static double TasksWithArrays(double[] x, double p)
    {
        var tasks = new Task<double[]>[3];
        for (var k = 0; k < 3; k++)
        {
            var factor = k * p;
            tasks[k] = Task.Factory.StartNew(() => Scaled(x, factor));
        }

        var sum = 0.0;
        foreach (var task in tasks)
            sum += Sum(task.Result) * task.Result[1];
        return sum;
    }

    static double[] Scaled(double[] x, double factor)
    {
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i] * factor;
        return y;
    }

    /// <summary>What is read before and after other tasks begin, waited for here and there.</summary>
    static double TasksInDisorder(double[] x, double p)
    {
        double u = 0, v = 0;
        var first = Task.Run(() => { u = x[0] * p; });
        Await(first);
        var early = Math.Sin(u);
        var second = Task.Run(() => { v = x[1] * u; });
        first.Wait();
        second.Wait();
        u *= p;
        second.Wait();
        return early + (v * u);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Await(Task task) => task.Wait();

    static double NeverAwaited(double[] x, double p)
    {
        var y = new double[1];
        var done = false;
        Task.Run(() =>
        {
            y[0] = x[0] * p;
            Volatile.Write(ref done, true);
        });
        while (!Volatile.Read(ref done))
            Thread.Yield();
        return y[0] * y[0];
    }

    static double Threads(double[] x, double p)
    {
        double a = 0, b = 0;
        var factor = p;
        var first = new Thread(() => a = Math.Sin(x[0] * factor));
        var second = new Thread(() => b = x[1] * x[0]);
        factor = p * p; // seen by the thread, which has not begun
        first.Start();
        second.Start();
        var meanwhile = x[1] * x[0];
        first.Join();
        second.Join();
        return (a * b) + meanwhile;
    }

    static double TasksWithLoops(double[] x, double p)
    {
        var y = new double[x.Length];
        var z = new double[x.Length];
        var a = Task.Run(() => Parallel.For(0, x.Length, i => y[i] = x[i] * p));
        var b = Task.Run(() => Parallel.For(0, x.Length, i => z[i] = Math.Sin(x[i]) * p));
        b.Wait();
        a.Wait();
        return Sum(y) * Sum(z);
    }

    [Fact]
    public void Tasks_and_threads()
    {
        Func<double[], double, double>[] all =
            [Tasks, TasksThatWrite, TasksWithArrays, TasksInDisorder, NeverAwaited, Threads, TasksWithLoops];
        foreach (var f in all)
        {
            Check.Both(f, (Numbers(9), 1.7));
            Stress(f, 100);
        }
    }

    [Fact]
    public void Exceptions_of_tasks()
    {
        static double Throws(double x)
        {
            var task = Task.Run(() => x > 0 ? throw new InvalidTimeZoneException() : x * x);
            return task.Result;
        }

        Check.Scalar(Throws, -2);
        foreach (var call in new Action[] { () => AD.Gradient(Throws, 1), () => AD.Derivative(Throws, 1) })
            Assert.IsType<InvalidTimeZoneException>(Assert.Throws<AggregateException>(call).InnerException);
    }

    [Fact]
    public void Tasks_that_cannot_be_differentiated_are_refused()
    {
        Refused(x =>
        {
            var source = new TaskCompletionSource<double>();
            source.SetResult(x * x);
            return source.Task.Result;
        });
        Refused(x =>
        {
            var local = new ThreadLocal<double> { Value = x * x };
            return local.Value;
        });
        Refused(x =>
        {
            double y = 0;
            var thread = new Thread(() => y = BitConverter.DoubleToInt64Bits(x));
            thread.Start();
            thread.Join();
            return y;
        });
        Refused(x => Task.Run(() => (double)BitConverter.DoubleToInt64Bits(x)).Result);
    }

    static double Queue(double[] x, double p)
    {
        var queue = new ConcurrentQueue<double>();
        Parallel.For(0, x.Length, i => queue.Enqueue(x[i] * p));
        var total = 0.0;
        while (queue.TryDequeue(out var v))
            total += v;
        return total;
    }

    /// <summary>Which thread comes first is not known when its turn is to be reversed.</summary>
    [Fact]
    public void Collections_for_many_threads_are_refused_in_parallel()
    {
        var refused = Assert.Throws<NotDifferentiableException>(() => AD.Gradient<double[], double>(Queue)([1, 2], 3));
        Assert.Contains("several threads put numbers into a ConcurrentQueue", refused.Reason);
    }

    sealed class Node
    {
        public double Value;
    }

    sealed class Other
    {
        public double Value = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ValueOf(Node? node, object other) =>
        (node is null ? 0 : node.Value * node.Value) + (other is Node n ? n.Value : 0);

    static double Nulls(double[] x, double p)
    {
        var nodes = new Node?[x.Length];
        var shared = new Node { Value = p * p };
        for (var i = 0; i < x.Length; i++)
            nodes[i] = i % 3 == 0 ? null : i % 3 == 1 ? shared : new Node { Value = x[i] };
        var y = new double[x.Length];
        object[] others = [shared, new Other(), "text"];
        Parallel.For(0, x.Length, i => y[i] = ValueOf(nodes[i], others[i % 3]));
        return Sum(y);
    }

    static double[] Squares(double[] x)
    {
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] * x[i];
        return y;
    }

    [PullbackOf(typeof(ParallelTests), nameof(Squares))]
    static (double[] Value, Func<double[], double[]> Pullback) SquaresRule(double[] x) =>
        (Squares(x), g =>
        {
            var result = new double[x.Length];
            for (var i = 0; i < x.Length; i++)
                result[i] = 2 * x[i] * g[i];
            return result;
        }
    );

    static double Rules(double[] x, double p)
    {
        var y = new double[64];
        Parallel.For(0, 64, i => y[i] = Squares(x)[i % x.Length] * p);
        return Sum(y);
    }

    [Fact]
    public void Shadows_that_all_threads_add_to()
    {
        Check.Both<double[], double>(Nulls, (Numbers(20), 1.7));
        Stress(Nulls, 1000);
        var x = Numbers(30);
        var expected = AD.Gradient<double[], double>(Rules)(x, 1.7);
        for (var round = 0; round < 50; round++)
        {
            var (dx, dp) = AD.Gradient<double[], double>(Rules)(x, 1.7);
            Assert.Equal(expected.Item2, dp, 1e-9);
            for (var i = 0; i < x.Length; i++)
            {
                var places = i < 4 ? (double[])[i, i + 30, i + 60] : [i, i + 30];
                Assert.Equal(places.Sum(k => 1 + (0.01 * k)) * 2 * x[i] * 1.7, dx[i], 1e-9);
            }
        }
    }

    [Fact]
    public void Second_derivatives_of_loops_on_several_threads_are_refused() =>
        Assert.Throws<NotDifferentiableException>(() => AD.NthDerivative((double p) => Waves([1, 2], p * p), 2)(1.0));

    static void Refused(Func<double, double> f)
    {
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f, 1.5));
        Assert.Throws<NotDifferentiableException>(() => AD.Derivative(f, 1.5));
    }
}
