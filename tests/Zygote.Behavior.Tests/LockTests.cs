using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Locks in code that several threads run: sums have a derivative in both modes, anything else in forward mode.</summary>
public class LockTests
{
    static double Captured(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += Math.Sin(x[i]) * p;
            }
        });
        return total * total;
    }

    static double NewLock(double[] x, double p)
    {
        var gate = new Lock();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            var term = x[i] * x[i] * p;
            lock (gate)
            {
                total -= term;
            }
        });
        return Math.Sin(total);
    }

    static double Monitors(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            Monitor.Enter(gate);
            total += x[i] * p;
            Monitor.Exit(gate);
        });
        return total;
    }

    static double Histogram(double[] x, double p)
    {
        var gate = new object();
        var bins = new double[5];
        var counts = new int[5];
        Parallel.For(0, x.Length, i =>
        {
            var k = i % 5;
            lock (gate)
            {
                bins[k] += x[i] * p;
                counts[k]++;
            }
        });
        return bins.Select((b, k) => b * b * counts[k]).Sum();
    }

    sealed class Totals
    {
        public readonly object Gate = new();
        public double Sum;
        public double Squares;
        public int Count;
        public (double A, float B) Pair;

        public void Add(double v)
        {
            lock (Gate)
            {
                Sum += v;
                Squares += v * v;
                Count++;
            }
        }
    }

    static double Several(double[] x, double p)
    {
        var totals = new Totals();
        Parallel.For(0, x.Length, i => totals.Add(x[i] * p));
        return totals.Squares - (totals.Sum * totals.Sum / totals.Count);
    }

    static double FieldsOfStructs(double[] x, double p)
    {
        var totals = new Totals();
        Parallel.For(0, x.Length, i =>
        {
            lock (totals.Gate)
            {
                totals.Pair.A += x[i] * p;
                totals.Pair.B += 1;
            }
        });
        return totals.Pair.A * totals.Pair.A;
    }

    static double LoopsAndBranches(double[] x, double p)
    {
        var gate = new object();
        var sums = new double[3];
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                for (var k = 0; k < 3; k++)
                {
                    if (x[i] > (0.23 * k) + 0.03)
                        sums[k] += x[i] > 1.03 ? x[i] * p : p;
                    else if (i % 3 == k)
                        sums[k] = x[i] - p + sums[k];
                }
            }
        });
        return Math.Sin(sums[0]) + (sums[1] * sums[2]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Far(double[] x, int i, double p) => i == 0 ? x[0] : (p * x[i]) + (0.5 * Far(x, i / 2, p));

    static double CallsUnderLocks(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += Far(x, i, p);
            }
        });
        return total;
    }

    static double Delegates(double[] x, double p) => WithDelegate(x, p > 0 ? v => v * v * p : v => v);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double WithDelegate(double[] x, Func<double, double> f)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += f(x[i]);
            }
        });
        return total;
    }

    static double Locals(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, () => 0.0, (i, _, sum) => sum + (Math.Sin(x[i]) * p), sum =>
        {
            lock (gate)
            {
                total += sum;
            }
        });
        Parallel.ForEach(x, () => 0.0, (v, _, sum) => sum + (v * p), sum =>
        {
            lock (gate)
                total += sum;
        });
        return total;
    }

    static double LocalArrays(double[] x, double p)
    {
        var gate = new object();
        var totals = new double[4];
        Parallel.For(0, x.Length, () => new double[4], (i, _, mine) =>
        {
            mine[i % 4] += x[i] * x[i] * p;
            return mine;
        }, mine =>
        {
            lock (gate)
            {
                for (var k = 0; k < totals.Length; k++)
                    totals[k] += mine[k];
            }
        });
        return (totals[0] * totals[1]) + (totals[2] * totals[3]);
    }

    static double Tasks(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        var tasks = new Task[4];
        for (var k = 0; k < 4; k++)
        {
            var from = k;
            tasks[k] = Task.Run(() =>
            {
                for (var i = from; i < x.Length; i += 4)
                {
                    lock (gate)
                        total += x[i] * x[i] * p;
                }
            });
        }

        Task.WaitAll(tasks);
        return total * total;
    }

    static double Threads(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        void Work(int from)
        {
            for (var i = from; i < x.Length; i += 2)
            {
                lock (gate)
                    total += x[i] * p;
            }
        }

        var (a, b) = (new Thread(() => Work(0)), new Thread(() => Work(1)));
        a.Start();
        b.Start();
        lock (gate)
            total += p * p;
        a.Join();
        b.Join();
        return total * total;
    }

    static double Flat(double[] x, double p)
    {
        var gate = new object();
        var y = new double[x.Length];
        var (count, log, seen, names) = (0, new List<int>(), new HashSet<int>(), new Dictionary<string, int>());
        Parallel.For(0, x.Length, i =>
        {
            y[i] = x[i] * p;
            bool isFirst;
            lock (gate)
            {
                count++;
                log.Add(i);
                isFirst = seen.Add(i % 7);
                names["last"] = i;
            }

            if (!isFirst || i >= 0)
                y[i] *= x[i];
        });
        var sum = 0.0;
        foreach (var v in y)
            sum += v;
        return sum * count * log.Count * (seen.Count + names.Count);
    }

    static double Thrown(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            try
            {
                lock (gate)
                {
                    total += x[i] * p;
                    if (i % 3 == 0)
                        throw new InvalidOperationException();
                    total += x[i];
                }
            }
            catch (InvalidOperationException)
            {
                lock (gate)
                {
                    total += p;
                }
            }
        });
        return total;
    }

    static double Twice(double[] x, double p)
    {
        object outer = new(), inner = new();
        double a = 0, b = 0;
        Parallel.For(0, x.Length, i =>
        {
            lock (outer)
            {
                a += x[i];
                lock (inner)
                {
                    b += x[i] * p;
                    b += p;
                }
            }
        });
        return a * b;
    }

    static void AddTo(ref double place, double v) => place = place + v;

    static double OtherForms(double[] x, double p)
    {
        var gate = new object();
        var bins = new double[3];
        var list = new List<double> { 0, 0 };
        var jagged = new[] { new double[2], new double[2] };
        var square = new double[2, 2];
        var (single, rounded) = (0f, 0f);
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                bins[i % 3] = bins[i % 3] + (x[i] * p);
                list[i % 2] += x[i] * x[i];
                jagged[i % 2][1] += x[i] * p;
                square[i % 2, 1] -= x[i];
                single += (float)(x[i] > 1e9 ? p : 1);
                rounded = (float)(rounded + 2.0);
                AddTo(ref bins[1], p);
            }
        });
        return (bins[0] * bins[1]) + bins[2] + (list[0] * list[1]) + (jagged[0][1] * square[1, 1]) + (single * rounded);
    }

    static double EarlyExits(double[] x, double p)
    {
        var gate = new Lock();
        var total = 0.0;
        Parallel.For(0, 3, k =>
        {
            foreach (var v in x)
            {
                lock (gate)
                {
                    if (v < -0.45)
                        continue;
                    total += v * p * (k + 1);
                    if (v > 1.55)
                        return;
                }
            }
        });
        return total;
    }

    static double Collections(double[] x, double p)
    {
        var seen = new ConcurrentDictionary<int, int>();
        var order = new ConcurrentQueue<int>();
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            seen[i % 5] = i;
            order.Enqueue(i);
            y[i] = x[i] * p;
        });
        return y.Sum() * seen.Count * order.Count;
    }

    public static TheoryData<string> Sums =>
    [
        nameof(Captured), nameof(NewLock), nameof(Monitors), nameof(Histogram), nameof(Several), nameof(FieldsOfStructs),
        nameof(LoopsAndBranches), nameof(CallsUnderLocks), nameof(Delegates), nameof(Locals), nameof(LocalArrays), nameof(Tasks),
        nameof(Threads), nameof(Flat), nameof(Thrown), nameof(Twice), nameof(OtherForms),
        nameof(EarlyExits), nameof(Collections),
    ];

    [Theory]
    [MemberData(nameof(Sums))]
    public void Sums_under_locks(string name)
    {
        var f = typeof(LockTests).GetMethod(name, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .CreateDelegate<Func<double[], double, double>>();
        ParallelTests.Near(f, 25);
        ParallelTests.Stress(f, 1000);
    }

    static double Product(double[] x, double p)
    {
        var gate = new object();
        var product = 1.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                product *= 1 + (0.1 * x[i] * p);
            }
        });
        return product;
    }

    static double Maximum(double[] x, double p)
    {
        var gate = new object();
        var largest = double.NegativeInfinity;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                if (x[i] * p > largest)
                    largest = x[i] * p;
            }
        });
        return largest;
    }

    static double ReadElsewhere(double[] x, double p)
    {
        var gate = new object();
        var (total, last) = (0.0, 0.0);
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += x[i] * p;
                last = total;
            }
        });
        return total + (0 * last);
    }

    static double OfItself(double[] x, double p)
    {
        var gate = new object();
        var total = 1.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += 0.01 * total * p;
            }
        });
        return total;
    }

    static double Written(double[] x, double p)
    {
        var gate = new object();
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                y[i] = x[i] * p;
            }
        });
        return y.Sum();
    }

    static double Listed(double[] x, double p)
    {
        var list = new List<double>();
        Parallel.For(0, x.Length, i =>
        {
            lock (list)
            {
                list.Add(x[i] * p);
            }
        });
        return list.Sum();
    }

    static double Handed(double[] x, double p)
    {
        var free = new Stack<int>(Enumerable.Range(0, 64));
        var buffers = new double[64];
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            int k;
            lock (free)
            {
                k = free.Pop();
            }

            buffers[k] = x[i] * p;
            y[i] = buffers[k] * buffers[k];
            lock (free)
            {
                free.Push(k);
            }
        });
        return y.Sum();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Scale(Totals totals, double factor) => totals.Sum *= Math.Abs(factor) > 1e9 ? 2 : factor;

    static double ByCallee(double[] x, double p)
    {
        var totals = new Totals { Sum = 1 };
        Parallel.For(0, x.Length, i =>
        {
            lock (totals.Gate)
            {
                Scale(totals, 1 + (0.1 * x[i] * p));
            }
        });
        return totals.Sum;
    }

    static double ByDelegate(double[] x, double p)
    {
        var totals = new Totals { Sum = 1 };
        return WithAction(x, p > 0 ? v => totals.Sum *= 1 + (0.1 * v * p) : _ => { }, totals);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double WithAction(double[] x, Action<double> f, Totals totals)
    {
        Parallel.For(0, x.Length, i =>
        {
            lock (totals.Gate)
            {
                f(x[i]);
            }
        });
        return totals.Sum;
    }

    /// <summary>A product after all: the delegate knows the number that is added to.</summary>
    static double InDisguise(double[] x, double p)
    {
        var totals = new Totals { Sum = 1 };
        return WithTerm(x, p > 0 ? v => totals.Sum * 0.01 * v : v => v, totals);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double WithTerm(double[] x, Func<double, double> f, Totals totals)
    {
        Parallel.For(0, x.Length, i =>
        {
            lock (totals.Gate)
            {
                totals.Sum += f(x[i]);
            }
        });
        return totals.Sum;
    }

    static double Semaphores(double[] x, double p)
    {
        using var gate = new SemaphoreSlim(1);
        var product = 1.0;
        Parallel.For(0, x.Length, i =>
        {
            gate.Wait();
            product *= 1 + (0.1 * x[i] * p);
            gate.Release();
        });
        return product;
    }

    static double Tried(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            if (Monitor.TryEnter(gate, 10_000))
            {
                total += x[i] * p;
                Monitor.Exit(gate);
            }
        });
        return total;
    }

    static double Mixed(double[] x, double p)
    {
        var gate = new object();
        var total = 0.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                total += x[i] * p;
            }

            if (i == 1_000_000)
                Interlocked.Exchange(ref total, p);
        });
        return total;
    }

    static double Inner(double[] x, double p)
    {
        var gate = new object();
        var total = 1.0;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                Parallel.Invoke(() => total *= 1 + (0.1 * x[i] * p), () => { });
            }
        });
        return total;
    }

    /// <summary>By index it would be the same array, but for the compiler.</summary>
    static double OneArrayUnderTwoNames(double[] x, double p)
    {
        var gate = new object();
        var a = new[] { 1.0, 1, 1 };
        var b = a;
        Parallel.For(0, x.Length, i =>
        {
            lock (gate)
            {
                a[i % 3] += b[i % 3] * 0.1 * p;
            }
        });
        return a[0] + (a[1] * a[2]);
    }

    static double Dictionaries(double[] x, double p)
    {
        var results = new ConcurrentDictionary<int, double>();
        Parallel.For(0, x.Length, i => results[i] = x[i] * p);
        return results[0] * results[1];
    }

    static double Indices(double[] x, double p)
    {
        var free = new ConcurrentStack<int>(Enumerable.Range(0, 64));
        var buffers = new double[64];
        var y = new double[x.Length];
        Parallel.For(0, x.Length, i =>
        {
            free.TryPop(out var k);
            buffers[k] = x[i] * p;
            y[i] = buffers[k] * buffers[k];
            free.Push(k);
        });
        return y.Sum();
    }

    static double Published(double[] x, double p)
    {
        Totals? shared = null;
        Parallel.For(0, x.Length, i =>
        {
            if (i == 1)
                Volatile.Write(ref shared, new Totals { Sum = x[i] * p });
        });
        return shared!.Sum;
    }

    const string MoreThanSums = "a lock guards more than sums in code that several threads run";

    [Theory]
    [InlineData(nameof(Product), MoreThanSums)]
    [InlineData(nameof(Maximum), MoreThanSums)]
    [InlineData(nameof(ReadElsewhere), MoreThanSums)]
    [InlineData(nameof(OfItself), MoreThanSums)]
    [InlineData(nameof(Written), MoreThanSums)]
    [InlineData(nameof(Listed), MoreThanSums)]
    [InlineData(nameof(ByCallee), MoreThanSums)]
    [InlineData(nameof(ByDelegate), MoreThanSums)]
    [InlineData(nameof(Mixed), MoreThanSums)]
    [InlineData(nameof(Handed), "what is read under a lock decides which number is used after it")]
    [InlineData(nameof(InDisguise), "depends on that number")]
    [InlineData(nameof(Inner), MoreThanSums)]
    [InlineData(nameof(OneArrayUnderTwoNames), "depends on that number")]
    [InlineData(nameof(Dictionaries), "several threads put numbers into a ConcurrentDictionary")]
    [InlineData(nameof(Indices), "what is read under a lock decides which number is used after it")]
    [InlineData(nameof(Published), "a reference to numbers that carry a derivative goes from one thread to another by Volatile")]
    [InlineData(nameof(Semaphores), "threads that run this code wait for each other by SemaphoreSlim.Wait")]
    [InlineData(nameof(Tried), "threads that run this code wait for each other by Monitor.TryEnter")]
    public void Other_locks_are_refused_in_reverse_mode(string name, string reason)
    {
        var f = typeof(LockTests).GetMethod(name, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
            .CreateDelegate<Func<double[], double, double>>();
        double[] x = [0.4, 0.9, -0.3, 1.4];
        Assert.Contains(reason, Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f)(x, 1.3)).Reason);
        if (name is nameof(Written) or nameof(Listed))
            return;
        var tangent = AD.Pushforward(f)(x, 1.3, [1, -2, 0.5, 0.3], 0.7).Tangent;
        double At(double h) => f([0.4 + h, 0.9 - (2 * h), -0.3 + (0.5 * h), 1.4 + (0.3 * h)], 1.3 + (0.7 * h));
        Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, tangent, 1e-5 * (1 + Math.Abs(tangent)));
    }

    [Fact]
    public void Collections_for_many_threads_in_one()
    {
        Check.Both<double[], double>(
            (x, p) =>
            {
                var queue = new ConcurrentQueue<double>();
                var stack = new ConcurrentStack<double>();
                var sums = new ConcurrentDictionary<int, double>();
                for (var i = 0; i < x.Length; i++)
                {
                    queue.Enqueue(x[i] * p);
                    stack.Push(x[i] * x[i]);
                    sums[i % 2] = sums.GetValueOrDefault(i % 2) + (x[i] * p);
                    sums.AddOrUpdate(2, p, (_, old) => old * (1 + (0.1 * x[i])));
                }

                var total = sums[0] * sums[1] * sums[2];
                while (queue.TryDequeue(out var v) && stack.TryPop(out var w))
                    total += v * w * total;
                return total;
            },
            ([0.5, -1.5, 2, 0.7], 1.3));
        var bag = Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) =>
        {
            var bag = new ConcurrentBag<double> { x * x };
            return bag.Sum();
        })(2));
        Assert.Contains("reaches ThreadLocal`1.", bag.Reason);
        Assert.EndsWith(": the thread decides which value is used", bag.Reason);
    }
}
