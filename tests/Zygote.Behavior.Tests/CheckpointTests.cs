using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>A checkpointed call has the derivative of the plain call, whatever the function does to memory.</summary>
public class CheckpointTests
{
    sealed class State
    {
        public double[] Position = [];
        public double[] Velocity = [];
        public double Time;
        public State? Inner;
    }

    struct Mixed
    {
        public double[] Values;
        public double Scale;
    }

    static double Wave(double x) => Math.Sin(x) * Math.Exp(0.1 * x) + (x * x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Long(double x, int n)
    {
        for (var i = 0; i < n; i++)
            x = Math.Sin(x) + (0.9 * x * Math.Cos(x));
        return x;
    }

    [Fact]
    public void Numbers() => Check.Scalar(x => x * AD.Checkpoint(Wave, x * x), 0.3, 1.7);

    [Fact]
    public void It_is_the_plain_call_outside_of_derivatives() => Assert.Equal(Wave(2), AD.Checkpoint(Wave, 2.0));

    [Fact]
    public void In_loops() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 7; i++)
                y = AD.Checkpoint(v => Long(v, 3), y) + (0.1 * x);
            return y;
        },
        0.4,
        1.1);

    [Fact]
    public void In_loops_with_captured_varying_numbers() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 5; i++)
            {
                var a = x * (i + 1);
                y = AD.Checkpoint(v => Math.Sin(v * a) + a, y);
            }

            return y;
        },
        0.4,
        1.1);

    [Fact]
    public void Captured_arrays_that_vary() => Check.Vector(
        x =>
        {
            var y = 1.0;
            for (var i = 0; i < 4; i++)
                y = AD.Checkpoint(v => (v * x[0]) + Math.Sin(x[1] * v), y);
            return y;
        },
        [0.3, 1.2]);

    [Fact]
    public void Nested() => Check.Scalar(
        x => AD.Checkpoint(u => u * AD.Checkpoint(v => v * AD.Checkpoint(Wave, v * u), u + x), x * 0.7),
        0.4,
        1.3);

    static double Halves(double x, int n) =>
        n == 0 ? Math.Sin(x) + x : AD.Checkpoint(v => Halves(v, n - 1), AD.Checkpoint(v => Halves(v, n - 1), x) * 0.9);

    [Fact]
    public void In_recursion() => Check.Scalar(x => Halves(x, 4), 0.2, 0.8);

    [Fact]
    public void Arrays_in_and_out() => Check.Vector(
        x =>
        {
            double[] y = x;
            for (var i = 0; i < 4; i++)
                y = AD.Checkpoint(v => new[] { Math.Sin(v[1]), v[0] * v[1] }, y);
            return y[0] * y[1];
        },
        [0.7, 1.2]);

    [Fact]
    public void The_argument_itself_as_result() => Check.Vector(
        x =>
        {
            var y = AD.Checkpoint(
                v =>
                {
                    v[0] *= v[1];
                    return v;
                },
                x);
            y[1] = y[0] * y[0];
            return y[0] + (x[1] * 3);
        },
        [0.7, 1.2]);

    [Fact]
    public void Arguments_changed_in_place() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i < 4; i++)
            {
                sum += AD.Checkpoint(
                    v =>
                    {
                        var old = v[0];
                        v[0] = Math.Sin(v[1] * v[0]);
                        v[1] += old * v[0];
                        return v[0] * old;
                    },
                    x);
            }

            return sum + (x[0] * x[1]);
        },
        [0.7, 1.2]);

    [Fact]
    public void Arguments_changed_afterwards() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i < 4; i++)
            {
                sum += AD.Checkpoint(v => Math.Exp(v[0] * v[1]) * v[0], x);
                x[0] = Math.Sin(sum) * x[1];
            }

            return sum;
        },
        [0.7, 0.4]);

    [Fact]
    public void Captured_memory_changed_in_place_and_afterwards() => Check.Vector(
        x =>
        {
            var state = new double[2];
            var total = 0.0;
            for (var i = 0; i < 4; i++)
            {
                total += AD.Checkpoint(
                    v =>
                    {
                        state[0] += v * v;
                        state[1] = Math.Sin(state[0]) * state[1] + v;
                        return state[0] * state[1];
                    },
                    x[0] + total * 0.1);
                state[1] *= x[1];
            }

            return total + state[0] + state[1];
        },
        [0.3, 0.8]);

    [Fact]
    public void Captured_constant_memory_that_becomes_varying()
    {
        var state = new double[2];
        double F(double x)
        {
            state[0] = state[1] = 1;
            var y = x;
            for (var i = 0; i < 3; i++)
            {
                y += AD.Checkpoint(
                    v =>
                    {
                        state[0] *= v;
                        return state[0] * v;
                    },
                    y);
                state[1] += state[0];
            }

            return y * state[1];
        }

        Check.Scalar(F, 0.4, 0.9);
    }

    [Fact]
    public void Captured_locals_that_are_assigned() => Check.Scalar(
        x =>
        {
            var count = 0;
            var last = x;
            for (var i = 0; i < 4; i++)
            {
                var y = AD.Checkpoint(
                    v =>
                    {
                        count++;
                        last = last * v + count;
                        return last * 0.1;
                    },
                    x * i);
                last += y;
            }

            return last * count;
        },
        0.3,
        0.6);

    [Fact]
    public void Objects() => Check.Vector(
        x =>
        {
            var state = new State { Position = [x[0], x[1]], Velocity = [x[2], 1], Inner = new State { Time = x[0] } };
            for (var i = 0; i < 5; i++)
            {
                state = AD.Checkpoint(
                    s =>
                    {
                        var next = new State { Position = new double[2], Velocity = s.Velocity, Inner = s.Inner };
                        for (var k = 0; k < 2; k++)
                        {
                            s.Velocity[k] -= 0.1 * Math.Sin(s.Position[k]);
                            next.Position[k] = s.Position[k] + (0.1 * s.Velocity[k] * s.Inner!.Time);
                        }

                        s.Inner!.Time += s.Time * s.Position[0];
                        next.Time = s.Time + 0.1;
                        return next;
                    },
                    state);
            }

            return (state.Position[0] * state.Velocity[1]) + (state.Inner!.Time * state.Time * state.Position[1]);
        },
        [0.3, 0.8, 0.5]);

    [Fact]
    public void Structs_with_numbers_and_arrays() => Check.Vector(
        x =>
        {
            var m = new Mixed { Values = [x[0], x[1]], Scale = x[2] };
            for (var i = 0; i < 4; i++)
            {
                m = AD.Checkpoint(
                    v =>
                    {
                        v.Values[0] = Math.Sin(v.Values[1] * v.Scale);
                        return new Mixed { Values = [v.Values[1], v.Values[0] * v.Scale], Scale = v.Scale * v.Values[0] };
                    },
                    m);
            }

            return m.Values[0] * m.Scale + m.Values[1];
        },
        [0.3, 0.8, 1.5]);

    [Fact]
    public void Lists_whose_numbers_change() => Check.Vector(
        x =>
        {
            var list = new List<double> { x[0], x[1], 1 };
            var sum = 0.0;
            for (var i = 0; i < 3; i++)
            {
                sum += AD.Checkpoint(
                    l =>
                    {
                        l[0] = Math.Sin(l[1]) * l[2];
                        l[2] += l[0];
                        return l[0] * l[1];
                    },
                    list);
                list[1] *= sum;
            }

            return sum * list[2];
        },
        [0.3, 0.8]);

    [Fact]
    public void Tuples_of_arrays() => Check.Vector(
        x =>
        {
            var state = (A: new[] { x[0], x[1] }, B: new[] { x[1] });
            for (var i = 0; i < 4; i++)
                state = AD.Checkpoint(s => (new[] { s.A[1] * s.B[0], s.A[0] }, new[] { Math.Sin(s.A[0]) }), state);
            return state.A[0] + (state.A[1] * state.B[0]);
        },
        [0.3, 0.8]);

    [Fact]
    public void Memory_is_seen_as_one_call_leaves_it()
    {
        double[] point = [0.5, 2];
        var calls = 0;
        var notes = new List<int>();
        Func<double[], double> f = x => AD.Checkpoint(
            v =>
            {
                calls++;
                notes.Add(calls);
                v[0] *= v[1];
                return v[0];
            },
            x);
        var expected = (double[])point.Clone();
        f(expected);
        calls = 0;
        notes.Clear();
        var g = AD.Gradient(f, point);
        Assert.Equal([2.0, 0.5], g);
        Assert.Equal(expected, point);
        Assert.Equal(1, calls);
        Assert.Equal([1], notes);
    }

    [Fact]
    public void Output_is_written_twice()
    {
        var writer = new StringWriter();
        Func<double, double> f = x => AD.Checkpoint(
            v =>
            {
                writer.Write("run ");
                return v * v;
            },
            x);
        Assert.Equal(6, AD.Gradient(f, 3));
        Assert.Equal("run run ", writer.ToString());
        Assert.Equal(6, AD.Derivative(f, 3));
        Assert.Equal("run run run ", writer.ToString());
    }

    [Fact]
    public void Random_numbers_are_drawn_again()
    {
        double F(double x, Random random)
        {
            var y = x;
            for (var i = 0; i < 3; i++)
                y = AD.Checkpoint(v => Math.Sin(v) * random.NextDouble() + (v * random.NextDouble()), y);
            return y;
        }

        // A generator with a seed and one without have states of different kinds.
        Check.Scalar(x => F(x, new Random(5)), 0.7);
        var random = new Random();
        double sum = 0, product = 1;
        AD.Gradient((double x) => AD.Checkpoint(
            v =>
            {
                var r = random.NextDouble();
                product *= r;
                sum += r;
                return v * r;
            },
            x), 2.0);
        Assert.Equal(sum, product);
    }

    [Fact]
    public void Another_result_is_an_error_not_a_wrong_number()
    {
        var e = Assert.Throws<NotDifferentiableException>(
            () => AD.Gradient((double x) => AD.Checkpoint(v => v * Random.Shared.NextDouble(), x), 2.0));
        Assert.Contains("it gave another result when the reverse pass ran it again", e.Reason, StringComparison.Ordinal);
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) => AD.Checkpoint(v => new[] { v * Random.Shared.NextDouble(), v }, x)[0], 2.0));
    }

    /// <summary>The results of both runs are the same, but not what they wrote.</summary>
    [Fact]
    public void Another_effect_on_memory_is_an_error()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double[] x) => AD.Checkpoint(
                v =>
                {
                    v[1] = v[0] * Random.Shared.NextDouble();
                    return v[0] * v[0];
                },
                x) + x[1],
            [2.0, 3.0]));
        Assert.Contains("it gave another result", e.Reason, StringComparison.Ordinal);
    }

    static double _stored;
    static double[] _array = [];

    /// <summary>The second run would begin with what the first has left there.</summary>
    [Fact]
    public void Static_fields_that_are_written_are_an_error()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) =>
            {
                _stored = 1;
                var y = AD.Checkpoint(
                    v =>
                    {
                        _stored *= v;
                        return v;
                    },
                    x * x);
                return y + _stored;
            },
            0.7));
        Assert.Contains("it is the first to use a static field", e.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Static_fields_that_are_read_and_what_they_lead_to() => Check.Vector(
        x =>
        {
            _stored = x[1];
            _array = [x[0], 1];
            var y = x[0];
            for (var i = 0; i < 3; i++)
            {
                y = AD.Checkpoint(
                    v =>
                    {
                        _array[0] *= v;
                        return (v * 0.9) + (_array[1] * _stored);
                    },
                    y);
                _array[1] = _array[0] * x[1];
            }

            return (_array[1] * y) + _stored;
        },
        [0.7, 1.2]);

    [Fact]
    public void Functions_as_results() => Check.Vector(
        x =>
        {
            var f = AD.Checkpoint<double, Func<double, double>>(
                v =>
                {
                    var a = v * x[1];
                    return u => Math.Sin(u * a);
                },
                x[0]);
            return f(x[0]) * f(1.5);
        },
        [0.7, 1.2]);

    [InlineArray(3)]
    struct Three
    {
        public double First;
    }

    sealed class Holder
    {
        public Three Constants;
        public double? Scale;
        public (double A, string Name, double[] B) Parts;
    }

    [ZeroDerivative]
    static double Get(Three three, int i) => i == 0 ? three[0] : three[2];

    [Fact]
    public void All_parts_of_objects_are_kept()
    {
        var holder = new Holder { Scale = 2, Parts = (3, "name", [4.0]) };
        holder.Constants[2] = 5;
        Func<double, double> f = x =>
        {
            var y = x;
            for (var i = 0; i < 3; i++)
            {
                y += AD.Checkpoint(v => v * Product(holder), y);
                Change(holder);
            }

            return y;
        };
        var g = AD.Gradient(f, 1);
        // The product is 60; each of its four parts is halved twice.
        Assert.Equal(61 * (1 + (60.0 / 16)) * (1 + (60.0 / 256)), g, 10);
        Assert.Equal(5.0 / 8, holder.Constants[2]);
    }

    [ZeroDerivative]
    static double Product(Holder h) => 0.5 * h.Scale!.Value * h.Parts.A * h.Parts.B[0] * Get(h.Constants, 2);

    [ZeroDerivative]
    static void Change(Holder h)
    {
        h.Constants[2] /= 2;
        h.Scale /= 2;
        h.Parts.A /= 2;
        h.Parts.B[0] /= 2;
    }

    [Fact]
    public void Objects_that_are_attached_outside_are_refused()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double[] x) =>
            {
                var state = new State { Position = x };
                return AD.Checkpoint(
                    s =>
                    {
                        s.Position = [s.Position[0] * s.Position[0]];
                        return s.Position[0];
                    },
                    state);
            },
            [2.0]));
        Assert.Contains("it changes which objects", e.Reason, StringComparison.Ordinal);
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(
            (double x) =>
            {
                var list = new List<double>(10);
                var y = AD.Checkpoint(
                    v =>
                    {
                        list.Add(v);
                        return v * v;
                    },
                    x);
                return y * list[0];
            },
            2.0));
    }

    [Fact]
    public void Exceptions_arrive_unchanged() => Assert.Throws<InvalidOperationException>(() => AD.Gradient(
        (double x) => AD.Checkpoint(v => v > 1 ? throw new InvalidOperationException("no") : v, x), 2.0));

    [Fact]
    public void Pullbacks_may_be_called_again()
    {
        var (_, pullback) = AD.Pullback(
            (double[] x) => AD.Checkpoint(
                v =>
                {
                    v[0] *= v[1];
                    return new[] { v[0], v[1] * v[0] };
                },
                x),
            [3.0, 2.0]);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal([2.0, 3], pullback([1, 0]));
            Assert.Equal([4.0, 12], pullback([0, 1]));
        }
    }

    [Fact]
    public void Constant_functions_run_once()
    {
        var calls = 0;
        var g = AD.Gradient(
            (double x) => x * AD.Checkpoint(
                v =>
                {
                    calls++;
                    return v * 2.0;
                },
                3.0),
            1.0);
        Assert.Equal(6, g);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Less_memory_is_taken()
    {
        static double Steps(double x, int blocks, bool checkpoints)
        {
            for (var i = 0; i < blocks; i++)
                x = checkpoints ? AD.Checkpoint(v => Long(v, 2000), x) : Long(x, 2000);
            return x;
        }

        static (double Gradient, long Bytes) Measure(bool checkpoints)
        {
            var (gradient, bytes) = (0.0, 0L);
            // On a thread of its own: the tapes of this one have grown already.
            var thread = new System.Threading.Thread(() =>
            {
                var f = AD.Gradient((double x) => Steps(x, 200, checkpoints));
                var before = GC.GetAllocatedBytesForCurrentThread();
                gradient = f(0.3);
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            });
            thread.Start();
            thread.Join();
            return (gradient, bytes);
        }

        Measure(true); // compiles
        var plain = Measure(false);
        var checkpointed = Measure(true);
        Assert.Equal(plain.Gradient, checkpointed.Gradient);
        Assert.True(checkpointed.Bytes * 20 < plain.Bytes, $"{checkpointed.Bytes} of {plain.Bytes}");
    }

    [Fact]
    public void Large_captured_arrays_are_kept_once()
    {
        var data = Enumerable.Range(0, 100_000).Select(i => Math.Sin(i)).ToArray();
        var f = AD.Gradient((double x) =>
        {
            for (var i = 0; i < 50; i++)
            {
                var start = i * 2000;
                x = AD.Checkpoint(
                    v =>
                    {
                        for (var k = start; k < start + 2000; k++)
                            v += 0.001 * Math.Sin(v * data[k]);
                        return v;
                    },
                    x);
            }

            return x;
        });
        f(0.3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        f(0.3);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(bytes < 2_000_000, $"{bytes}");
    }
}

/// <summary>What was found on the way.</summary>
public class ReturnedResultTests
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    static double[] Squares(double[] x) => [x[0] * x[0], x[1] * x[1]];

    /// <summary>The shadow of a result that was the result of a call, returned as it is, was null.</summary>
    [Fact]
    public void The_result_of_a_call_is_returned_with_its_shadow()
    {
        Check.Any<double[], double[]>(x => Squares(x), [[2, 3]]);
        Func<double[], double[]> f = Squares;
        Check.Any<double[], double[]>(x => f(x), [[2, 3]]);
        Check.Vector(x => f(f(x))[0], [2, 3]);
    }
}
