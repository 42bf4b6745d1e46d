using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using static Zygote.Behavior.Tests.CheckpointedLoopTests;

namespace Zygote.Behavior.Tests;

/// <summary>What the steps of a checkpointed loop have captured, and what is left in memory afterwards.</summary>
public class CheckpointedLoopMemoryTests
{
    [Fact]
    public void Captured_arrays_read_and_written() => Same<double>(
        x => x[0],
        x =>
        {
            var memory = new double[3];
            memory[1] = x[1];
            return (s, i) =>
            {
                memory[i % 3] = Math.Sin(memory[(i + 1) % 3] + s);
                x[1] *= 1 - (0.01 * s);
                return (0.5 * s * memory[(i + 2) % 3]) + x[1];
            };
        },
        s => s, 0.3, 0.7);

    [Fact]
    public void Captured_arrays_read_after_the_loop() => Check.Vector(
        x =>
        {
            var memory = new double[2];
            var y = AD.CheckpointedLoop(x[0], 9, (s, i) => memory[i % 2] = Math.Sin(s * x[1]) + (0.5 * memory[(i + 1) % 2]), 2);
            memory[0] *= memory[1];
            x[1] = y * memory[0];
            return (y * memory[1]) + x[1];
        },
        [0.3, 0.8]);

    [Fact]
    public void Captured_locals_that_are_assigned() => Check.Scalar(
        x =>
        {
            var count = 0;
            var last = x;
            var y = AD.CheckpointedLoop(x, 10, s =>
            {
                count++;
                (last, s) = (s, (last * 0.5) + Math.Sin(s + count));
                return s;
            }, 3);
            return (last * count) + y;
        },
        0.3, 0.6);

    [Fact]
    public void Captured_constant_memory_that_becomes_varying()
    {
        var memory = new double[2];
        double F(double x)
        {
            memory[0] = memory[1] = 1;
            var y = AD.CheckpointedLoop(x, 7, (s, i) =>
            {
                memory[i % 2] *= s;
                return Math.Sin(memory[(i + 1) % 2] + s);
            }, 2);
            return y * memory[1];
        }

        Check.Scalar(F, 0.4, 0.9);
    }

    [Fact]
    public void Constant_memory_as_state()
    {
        double[] memory = [1, 2];
        double F(double x)
        {
            (memory[0], memory[1]) = (1, 2);
            var y = AD.CheckpointedLoop(memory, 7, (s, i) =>
            {
                s[i % 2] = Math.Sin(s[(i + 1) % 2] * x);
                return s;
            }, 2);
            return (y[0] * memory[1]) + (x * y[0]);
        }

        Check.Scalar(F, 0.4, 0.9);
    }

    [Fact]
    public void Results_changed_afterwards() => Check.Vector(
        x =>
        {
            var y = AD.CheckpointedLoop(new[] { x[0], x[1] }, 8, (s, _) => [Math.Sin(s[1]), s[0] * s[1]], 3);
            y[1] *= y[0] * x[1];
            return y[1] * y[0];
        },
        [0.7, 1.2]);

    [Fact]
    public void Memory_is_seen_as_one_run_leaves_it()
    {
        double[] point = [0.5, 2];
        var calls = 0;
        var notes = new List<int>();
        Func<double[], double[]> f = x => AD.CheckpointedLoop(x, 6, (s, i) =>
        {
            calls++;
            notes.Add(i);
            if (i == 3)
                s = [s[0], s[1]];
            s[0] *= s[1];
            return s;
        }, 2);
        var expected = (double[])point.Clone();
        var end = f(expected);
        calls = 0;
        notes.Clear();
        var (y, pullback) = AD.Pullback(f, point);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([64.0, 6 * 32 * 0.5], pullback([1, 0]));
            Assert.Equal(expected, point);
            Assert.Equal(end, y);
            Assert.Equal(6, calls);
            Assert.Equal([0, 1, 2, 3, 4, 5], notes);
        }
    }

    [Fact]
    public void Objects_that_are_attached_outside_are_refused()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double[] x) => AD.CheckpointedLoop(
                new Body { Position = x }, 3,
                s =>
                {
                    s.Position = [s.Position[0] * s.Position[0]];
                    return s;
                },
                2).Position[0],
            [1.1]));
        Assert.Contains("it changes which objects", e.Reason, StringComparison.Ordinal);

        // Attached by one step and taken away by another one.
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) =>
            {
                var body = new Body();
                double[] first = body.Position;
                return AD.CheckpointedLoop(x, 6, (s, i) =>
                {
                    body.Position = i % 2 == 0 ? [s] : first;
                    return s * s;
                });
            },
            1.1));
    }

    static double _stored;
    static double[] _array = [];

    [Fact]
    public void Static_fields()
    {
        Check.Vector(
            x =>
            {
                _stored = x[1];
                _array = [x[0], 1];
                var y = AD.CheckpointedLoop(
                    x[0], 7,
                    s =>
                    {
                        _array[0] *= s;
                        return (s * 0.9) + (_array[1] * _stored);
                    },
                    2);
                _array[1] = _array[0] * x[1];
                return (_array[1] * y) + _stored;
            },
            [0.7, 1.2]);

        // A field that is written itself is not put back.
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) =>
            {
                _stored = 1;
                var y = AD.CheckpointedLoop(x, 5, s =>
                {
                    _stored *= s;
                    return s;
                }, 2);
                return y + _stored;
            },
            0.7));
        Assert.Contains("it is the first to use a static field", e.Reason, StringComparison.Ordinal);
    }

    /// <summary>Some steps drop what they were given, and find it again by a captured variable.</summary>
    [Fact]
    public void States_that_are_also_captured() => Same<double[]>(
        x => x,
        x => (s, i) =>
        {
            s[0] = Math.Sin(s[1] * x[0]) + (0.1 * x[1]);
            return i % 3 == 0 ? [s[0] * x[1], s[1]] : s;
        },
        s => s[0] + (s[0] * s[1]), 0.7, 1.2);

    [Fact]
    public void Captured_arrays_that_become_the_state() => Same<double[]>(
        x => [x[0], 1],
        x => (s, i) =>
        {
            s[0] = Math.Sin(s[1] * x[0]) + (0.1 * x[1]);
            return i % 3 == 0 ? x : [s[0], x[1]];
        },
        s => s[0] + (s[0] * s[1]), 0.7, 1.2);

    sealed class Cell
    {
        public double[] Values = [];
    }

    [Fact]
    public void Captured_arrays_that_become_part_of_the_state() => Same<Cell>(
        x => new Cell { Values = [x[0], 1] },
        x => (s, i) =>
        {
            s.Values[0] = Math.Sin(s.Values[1] * x[0]) + (0.1 * x[1]);
            return new Cell { Values = i % 3 == 0 ? x : [s.Values[0], x[1]] };
        },
        s => s.Values[0] + (s.Values[0] * s.Values[1]), 0.7, 1.2);

    /// <summary>What is not written is not looked at: this would take hours.</summary>
    [Fact]
    public void Large_captured_arrays_cost_nothing()
    {
        var data = new double[4_000_000];
        for (var i = 0; i < data.Length; i++)
            data[i] = Math.Sin(i);
        Func<double, double> f = x => AD.CheckpointedLoop(x, 20_000, (s, i) => Math.Sin(s) + (data[i] * x), 10);
        var plain = AD.Gradient((double x) =>
        {
            var s = x;
            for (var i = 0; i < 20_000; i++)
                s = Math.Sin(s) + (data[i] * x);
            return s;
        });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(plain(0.3), AD.Gradient(f, 0.3));
        Assert.True(watch.Elapsed.TotalSeconds < 20);
    }

    /// <summary>The result shares arrays with earlier states.</summary>
    [Fact]
    public void Shared_parts_changed_afterwards() => Check.Vector(
        x =>
        {
            var y = AD.CheckpointedLoop(
                (A: new[] { x[0], 1 }, B: x), 8, (s, i) => i % 3 == 0 ? ([Math.Sin(s.B[1]), s.A[0] * s.B[0]], s.A) : (s.B, s.A), 3);
            var z = y.A[0] * y.B[1];
            y.A[0] *= 3 * x[1];
            y.B[1] = z * y.A[0];
            x[0] = y.B[1] * y.A[1];
            return x[0] + y.B[1];
        },
        [0.7, 1.2]);

    static readonly List<WeakReference> Made = [];
    static int _most;

    /// <summary>How many of the arrays made so far are alive, now and then.</summary>
    [ZeroDerivative]
    static void Note(double[] state)
    {
        Made.Add(new WeakReference(state));
        if (Made.Count % 499 != 0)
            return;
        GC.Collect();
        Made.RemoveAll(w => !w.IsAlive);
        _most = Math.Max(_most, Made.Count);
    }

    [Fact]
    public void Less_memory_is_taken()
    {
        const int Steps = 2000;
        double[] Step(double[] s)
        {
            double[] next = [Math.Sin(s[1]), s[0] * s[1]];
            Note(next);
            return next;
        }

        double Plain(double[] x)
        {
            for (var i = 0; i < Steps; i++)
                x = Step(x);
            return x[0];
        }

        var expected = AD.Gradient<double[]>(Plain, [0.7, 1.2]);
        Made.Clear();
        _most = 0;
        var g = AD.Gradient((double[] x) => AD.CheckpointedLoop(x, Steps, Step, 20)[0], [0.7, 1.2]);
        Assert.Equal(expected, g);
        Assert.InRange(_most, 1, 100);
    }
}
