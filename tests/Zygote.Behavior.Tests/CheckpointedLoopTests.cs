using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>A loop with a schedule of snapshots has the derivative of the plain loop, whatever its steps do to memory.</summary>
public class CheckpointedLoopTests
{
    /// <summary>Numbers of steps and snapshots with all kinds of schedules.</summary>
    static readonly (int Steps, int Snapshots)[] Sizes =
        [(0, 3), (1, 1), (2, 1), (2, 5), (5, 1), (7, 2), (13, 3), (30, 4), (9, 100), (100, 5)];

    /// <summary>The same function with the plain loop: bit by bit the same gradient; and by itself against the oracle.</summary>
    internal static void Same<S>(Func<double[], S> start, Func<double[], Func<S, int, S>> step, Func<S, double> end, params double[] x)
    {
        foreach (var (steps, snapshots) in Sizes)
        {
            double Plain(double[] v)
            {
                var state = start(v);
                var next = step(v);
                for (var i = 0; i < steps; i++)
                    state = next(state, i);
                return end(state);
            }

            double Loop(double[] v) => end(AD.CheckpointedLoop(start(v), steps, step(v), snapshots));
            var (expected, g) = AD.ValueAndGradient(Plain, (double[])x.Clone());
            var (value, loop) = AD.ValueAndGradient(Loop, (double[])x.Clone());
            Assert.Equal(expected, value);
            for (var i = 0; i < g.Length; i++)
                Assert.Equal(g[i], loop[i], 1e-12 * (1 + Math.Abs(g[i])));
            if (steps <= 13)
                Check.Vector(Loop, (double[])x.Clone());
        }
    }

    [Fact]
    public void Numbers() => Same<double>(x => x[0], x => (s, _) => x[1] * s * (1 - s), s => s * s, 0.3, 2.9);

    [Fact]
    public void Steps_know_their_number() =>
        Same<double>(x => x[0], x => (s, i) => Math.Sin(s + (0.01 * i * x[1])), s => s, 0.3, 0.7);

    [Fact]
    public void Steps_without_a_number()
    {
        Check.Scalar(x => AD.CheckpointedLoop(x, 20, s => Math.Sin(s) + x, 3), 0.4, 1.3);
        Check.Scalar(x => AD.CheckpointedLoop(x, 20, Wave), 0.4);
    }

    internal static double Wave(double x) => Math.Sin(x) + (0.1 * x);

    [Fact]
    public void Delegates_that_arrive()
    {
        Func<double, int, double>[] steps = [(s, i) => Math.Sin(s) + i, (s, _) => s * s * 0.9];
        foreach (var step in steps)
            Check.Scalar(x => x * AD.CheckpointedLoop(x, 6, step, 2), 0.4, 0.9);
        double[] data = [0.3, 0.4];
        Func<double, double> captures = s => (s * data[0]) + Math.Sin(data[1] * s);
        Check.Scalar(x => x * AD.CheckpointedLoop(x, 6, captures, 2), 0.4, 0.9);
    }

    [Fact]
    public void Single_precision() => Check.Float(
        x => AD.CheckpointedLoop(x, 9, (s, _) => MathF.Sin(s) + (0.1f * x), 2),
        x => AD.CheckpointedLoop(x, 9, (s, _) => Math.Sin(s) + (0.1f * x), 2),
        0.4f, 1.3f);

    [Fact]
    public void Constant_start() => Same<double>(_ => 0.4, x => (s, i) => Math.Sin(s * x[i % 2]) + x[1], s => s, 0.3, 0.7);

    [Fact]
    public void Arrays_made_anew() => Same<double[]>(
        x => [x[0], x[1]],
        x => (s, i) =>
        {
            var next = new double[2];
            next[0] = Math.Sin(s[1] * x[2]);
            next[1] = (s[0] * s[1]) + (0.1 * i);
            return next;
        },
        s => s[0] * s[1], 0.7, 1.2, 0.9);

    [Fact]
    public void The_argument_as_start() => Same<double[]>(
        x => x, _ => (s, _) => [Math.Sin(s[1]), s[0] * s[1]], s => s[0] * s[1], 0.7, 1.2);

    [Fact]
    public void Arrays_changed_in_place() => Same<double[]>(
        x => x,
        _ => (s, i) =>
        {
            var old = s[0];
            s[0] = Math.Sin(s[1] * s[0]);
            s[1] += 0.01 * old * i;
            return s;
        },
        s => s[0] + (s[0] * s[1]), 0.7, 1.2);

    /// <summary>Some steps make a new array, others change that one in place.</summary>
    [Fact]
    public void Arrays_made_anew_and_then_changed_in_place() => Same<double[]>(
        x => x,
        x => (s, i) =>
        {
            if (i % 3 == 0)
                return [s[0] * s[1], Math.Sin(s[1])];
            s[i % 2] = Math.Sin(s[0] + s[1]) * x[2];
            return s;
        },
        s => s[0] + (s[0] * s[1]), 0.7, 1.2, 0.8);

    [Fact]
    public void States_that_take_turns()
    {
        // The state is one of two arrays that were there before, and the step writes to the other.
        double F(double[] x, bool loop)
        {
            double[][] buffers = [[x[0], x[1]], new double[2]];
            double[] Step(double[] s, int i)
            {
                var next = buffers[(i + 1) % 2];
                next[0] = Math.Sin(s[1]) * x[0];
                next[1] = s[0] * s[1];
                return next;
            }

            var end = buffers[0];
            if (loop)
                return AD.CheckpointedLoop(end, 11, Step, 3) is var y ? y[0] * y[1] : 0;
            for (var i = 0; i < 11; i++)
                end = Step(end, i);
            return end[0] * end[1];
        }

        Assert.Equal(AD.Gradient((double[] x) => F(x, false), [0.7, 1.2]), AD.Gradient((double[] x) => F(x, true), [0.7, 1.2]));
        Check.Vector(x => F(x, true), [0.7, 1.2]);
    }

    [Fact]
    public void Matrices() => Same<double[,]>(
        x => new[,] { { x[0], x[1] }, { 0.1, x[2] } },
        x => (m, _) =>
        {
            var next = new double[2, 2];
            for (var i = 0; i < 2; i++)
            {
                for (var j = 0; j < 2; j++)
                    next[i, j] = (0.5 * Math.Sin((m[i, 0] * m[0, j]) + (m[i, 1] * m[1, j]))) + (0.1 * x[0]);
            }

            return next;
        },
        m => m[0, 1] * m[1, 0], 0.7, 1.2, 0.8);

    [Fact]
    public void Tuples() => Same<(double Position, double Velocity)>(
        x => (x[0], x[1]),
        x => (s, i) => (s.Position + (0.1 * s.Velocity), s.Velocity - (0.1 * x[2] * Math.Sin(s.Position) * i)),
        s => s.Position * s.Velocity, 0.7, 1.2, 0.8);

    [Fact]
    public void States_that_carry_nothing() => Check.Scalar(
        x =>
        {
            double[] sum = [0];
            var n = AD.CheckpointedLoop(1, 8, (s, i) =>
            {
                sum[0] = Math.Sin(sum[0]) + (x * s);
                return s + i;
            }, 3);
            return sum[0] * n;
        },
        0.4, 0.9);

    [Fact]
    public void Nothing_at_the_start() => Check.Scalar(
        x => AD.CheckpointedLoop<double[]?>(null, 7, (s, i) => s is null ? [x, i] : [s[0] * Math.Sin(x), s[1] + s[0]], 2)![1],
        0.4, 0.9);

    [Fact]
    public void Inside_of_each_other() => Check.Vector(
        x => AD.CheckpointedLoop(
            x[0], 6,
            (s, i) => AD.CheckpointedLoop(s, 5, t => Math.Sin(t * x[1]) + (0.1 * i * s), 2) * x[0], 2),
        [0.4, 0.9]);

    [Fact]
    public void In_loops() => Check.Vector(
        x =>
        {
            var y = x;
            for (var i = 0; i < 4; i++)
            {
                var a = 0.1 * i;
                y = AD.CheckpointedLoop(y, 5, (s, k) => [Math.Sin(s[1] + (a * k)), s[0] * s[1] * x[0]], 2);
            }

            return y[0] * y[1];
        },
        [0.4, 0.9]);

    [Fact]
    public void With_checkpoints() => Check.Vector(
        x => AD.Checkpoint(
            v => v * AD.CheckpointedLoop(x[0], 6, s => AD.Checkpoint(t => Math.Sin(t * x[1]) * t, s) + 0.3, 2), x[1]),
        [0.4, 0.9]);

    static double Halves(double x, int n) =>
        n == 0 ? Math.Sin(x) + x : AD.CheckpointedLoop(x, 3, s => Halves(s, n - 1) * 0.9, 2);

    [Fact]
    public void In_recursion() => Check.Scalar(x => Halves(x, 3), 0.2, 0.8);

    [Fact]
    public void Steps_with_branches_and_loops() => Same<double>(
        x => x[0],
        x => (s, i) =>
        {
            for (var k = 0; k < i % 4; k++)
                s = (i + k) % 3 == 0 || s > 5 ? Math.Sin(s) * x[1] : s + (0.3 * s * s);
            return s;
        },
        s => s, 0.3, 0.9);

    [Fact]
    public void Steps_with_derivatives_inside() => Check.Vector(
        x => AD.CheckpointedLoop(
            x[0], 7, s => s - (0.1 * AD.Derivative(v => Math.Sin(v * x[1]) + (v * v), s)), 2),
        [0.7, 1.2]);

    [Fact]
    public void Random_numbers_are_drawn_again()
    {
        static double F(double x, Random random) =>
            AD.CheckpointedLoop(x, 9, s => (Math.Sin(s) * random.NextDouble()) + (s * random.NextDouble()), 2);
        Check.Scalar(x => F(x, new Random(5)), 0.7);
        var random = new Random();
        var product = 1.0;
        var g = AD.Gradient((double x) => AD.CheckpointedLoop(
            x, 20,
            s =>
            {
                var r = 0.5 + random.NextDouble();
                product *= r;
                return s * r;
            },
            4), 2.0);
        Assert.Equal(product, g, 1e-12);
    }

    [Fact]
    public void Pullbacks_may_be_called_again()
    {
        var (_, pullback) = AD.Pullback(
            (double[] x) => AD.CheckpointedLoop(x, 9, (s, _) => [Math.Sin(s[1]), s[0] * s[1]], 3), [0.7, 1.2]);
        var (_, plain) = AD.Pullback(
            (double[] x) =>
            {
                for (var i = 0; i < 9; i++)
                    x = [Math.Sin(x[1]), x[0] * x[1]];
                return x;
            },
            [0.7, 1.2]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(plain([1, 0]), pullback([1, 0]));
            Assert.Equal(plain([0, 1]), pullback([0, 1]));
        }
    }

    [Fact]
    public void Steps_are_run_as_often_as_the_schedule_says()
    {
        static int Count(int steps, int snapshots)
        {
            var writer = new StringWriter();
            AD.Gradient((double x) => AD.CheckpointedLoop(x, steps, s =>
            {
                writer.Write('.');
                return s * 0.9;
            }, snapshots), 2.0);
            return writer.ToString().Length;
        }

        // Those of the schedule, those that are recorded, and those from the last snapshot to the end.
        Assert.Equal(9 + 10 + 2, Count(10, 100));
        Assert.Equal(45 + 10 + 10, Count(10, 1));
        Assert.Equal(15 + 10 + 3, Count(10, 3));
        Assert.Equal(1 + 1, Count(1, 3));
        Assert.Equal(0, Count(0, 3));
    }

    [Fact]
    public void It_is_a_plain_loop_elsewhere()
    {
        var calls = 0;
        double Step(double s, int i)
        {
            calls++;
            return (s * 0.5) + i;
        }

        Assert.Equal(((((2 * 0.5) + 0) * 0.5) + 1) * 0.5 + 2, AD.CheckpointedLoop(2.0, 3, Step, 1));
        Assert.Equal(3, calls);
        Assert.Equal(0.125, AD.Derivative((double x) => AD.CheckpointedLoop(x, 3, Step, 1), 2.0));
        Assert.Equal([4.25, 0.125, 0], AD.Taylor((double x) => AD.CheckpointedLoop(x, 3, Step, 1) + 1.5, 2)(2.0));
    }

    [Fact]
    public void Derivatives_of_derivatives()
    {
        Func<double, double>[] f = [x => AD.CheckpointedLoop(x, 7, s => Math.Sin(s) * x, 2)];
        Func<double, double> plain = x =>
        {
            var s = x;
            for (var i = 0; i < 7; i++)
                s = Math.Sin(s) * x;
            return s;
        };
        var expected = AD.NthDerivative(plain, 2)(1.3);
        Assert.Equal(expected, AD.NthDerivative(f[0], 2)(1.3), 1e-9);
        Assert.Equal(expected, AD.Gradient((double x) => AD.Gradient(f[0], x), 1.3), 1e-9);
        Assert.Equal(expected, AD.Gradient((double x) => AD.Derivative(f[0], x), 1.3), 1e-9);
        Assert.Equal(expected, AD.Derivative((double x) => AD.Gradient(f[0], x), 1.3), 1e-9);
        Assert.Equal(expected, AD.Gradient(AD.Gradient((double x) => AD.CheckpointedLoop(x, 7, s => Math.Sin(s) * x, 2)))(1.3), 1e-9);
    }

    [Fact]
    public void Steps_know_that_they_are_differentiated() => Assert.Equal(32, AD.Gradient(
        (double x) => AD.CheckpointedLoop(x, 5, s => AD.IsDifferentiating ? 2 * s : 1000 * s, 2), 1.0));

    [Fact]
    public void Arguments_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.CheckpointedLoop(1.0, -1, s => s));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.CheckpointedLoop(1.0, 1, s => s, 0));
        Assert.Throws<ArgumentNullException>(() => AD.CheckpointedLoop(1.0, 1, (Func<double, double>)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double x) => AD.CheckpointedLoop(x, -1, s => s), 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Derivative((double x) => AD.CheckpointedLoop(x, -1, s => s), 1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double x) => AD.CheckpointedLoop(x, 1, s => s, 0), 1.0));
        Func<double, int, double>[] none = [null!];
        Assert.Throws<ArgumentNullException>(() => AD.Gradient((double x) => AD.CheckpointedLoop(x, 1, none[0]), 1.0));
    }

    [Fact]
    public void Exceptions_arrive_unchanged_and_can_be_caught()
    {
        static double F(double x, int steps) => AD.CheckpointedLoop(
            x, steps, (s, i) => i == 5 ? throw new InvalidOperationException("no") : s * s, 2);
        Assert.Throws<InvalidOperationException>(() => AD.Gradient((double x) => F(x, 9), 1.1));
        Check.Scalar(
            x =>
            {
                var memory = new double[1];
                try
                {
                    return AD.CheckpointedLoop(x, 9, (s, i) =>
                    {
                        memory[0] += s;
                        return i == 5 ? throw new InvalidOperationException("no") : s * s;
                    }, 2);
                }
                catch (InvalidOperationException)
                {
                    return x * memory[0];
                }
            },
            1.1);
        Check.Scalar(
            x =>
            {
                try
                {
                    return F(x, 4);
                }
                catch (InvalidOperationException)
                {
                    return 0;
                }
            },
            1.1);
    }

    [Fact]
    public void A_handler_that_ignores_its_exception_at_second_order()
    {
        // The compiler looked for the exception in the handler, where it had been dropped: an internal error.
        Func<double, double> f = x =>
        {
            var memory = new double[1];
            try
            {
                return AD.CheckpointedLoop(x, 9, (s, i) =>
                {
                    memory[0] += s * s;
                    return i == 2 ? throw new InvalidOperationException("no") : s * s;
                }, 2);
            }
            catch (InvalidOperationException)
            {
                return x * memory[0];
            }
        };
        // x (x^2 + x^4 + x^8)
        var x = 1.1;
        Assert.Equal((3 * x * x) + (5 * Math.Pow(x, 4)) + (9 * Math.Pow(x, 8)), AD.Gradient(f)(x), 1e-12);
        var second = (6 * x) + (20 * Math.Pow(x, 3)) + (72 * Math.Pow(x, 7));
        Assert.Equal(second, AD.Derivative(AD.Gradient(f))(x), 1e-10);
        Assert.Equal(second, AD.Gradient(AD.Gradient(f))(x), 1e-10);
    }

    [Fact]
    public void Another_result_is_an_error_not_a_wrong_number()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) => AD.CheckpointedLoop(x, 5, s => s * Random.Shared.NextDouble(), 2), 2.0));
        Assert.Contains("it gave another result when the reverse pass ran it again", e.Reason, StringComparison.Ordinal);
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) => AD.CheckpointedLoop(new[] { x, 1 }, 5, s => [s[0] * Random.Shared.NextDouble(), s[1]], 2)[1], 2.0));

        // The state is the same, but not what the step wrote.
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double[] x) => AD.CheckpointedLoop(
                x[0], 3,
                s =>
                {
                    x[1] = s * Random.Shared.NextDouble();
                    return s * s;
                },
                9) + x[1],
            [2.0, 3.0]));
    }
}
