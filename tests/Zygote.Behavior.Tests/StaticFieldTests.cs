using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Static fields as memory of the function. What a field held before the call is a constant; what is stored stays there,
/// as in the function itself.
/// </summary>
public class StaticFieldTests
{
    static double _last;
    static float _single;
    static double[] _buffer = new double[4];
    static Node? _list;
    static Pair _pair;
    static Func<double, double>? _function;
    static readonly double[] Scratch = new double[3];

    [ThreadStatic]
    static double _perThread;

    sealed class Node(double value)
    {
        public double Value = value;
        public Node? Next;
    }

    struct Pair
    {
        public double A;
        public double[]? B;
    }

    static class Generic<T>
    {
        public static T? Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Keep(double x) => _last = x * x;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Recall() => _last * 2;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Push(double x) => _list = new Node(x) { Next = _list };

    static double Countdown(double x, int n)
    {
        if (n == 0)
            return x;
        _last += x * n;
        return Countdown(x * 0.9, n - 1) * _last;
    }

    [Fact]
    public void Written_and_read() => Check.Scalar(
        x =>
        {
            _last = x * x;
            _single = 2;
            _last *= _last + x;
            return _last * _single;
        },
        0.7, 1.3);

    [Fact]
    public void Read_before_it_is_written()
    {
        Func<double, double> f = x =>
        {
            var before = _last;
            _last = x * 3;
            return before * x * _last;
        };
        foreach (var derive in new[] { AD.Gradient(f), AD.Derivative(f) })
        {
            _last = 5;
            Check.Close([2 * 5 * 1.5 * 3], [derive(1.5)]);
            Assert.Equal(4.5, _last);
            Check.Close([2 * 4.5 * 1.5 * 3], [derive(1.5)]);
        }
    }

    [Fact]
    public void Written_by_callees() => Check.Scalar(
        x =>
        {
            Keep(x);
            var y = Recall();
            Keep(x * y);
            return Recall() * y;
        },
        0.7, 1.3);

    [Fact]
    public void Overwritten_in_a_loop() => Check.Two(
        (a, b) =>
        {
            _last = a;
            for (var i = 0; i < 5; i++)
            {
                if (i % 2 == 0)
                    _last = (_last * b) + a;
                else
                    Keep(_last * 0.5);
                if (i == 3)
                    _last = 1;
            }

            return _last * Recall();
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void In_recursion() => Check.Scalar(
        x =>
        {
            _last = 1;
            return Countdown(x, 4);
        },
        0.7, 1.3);

    [Fact]
    public void Arrays() => Check.Two(
        (a, b) =>
        {
            _buffer = [a, b, a * b, 1];
            Fill(b);
            _buffer[3] += _buffer[0] * _buffer[1];
            var old = _buffer;
            _buffer = new double[4];
            Fill(a);
            return (old[3] * _buffer[1]) + old[1];
        },
        (0.7, 1.1), (-0.4, 0.9));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Fill(double x) => _buffer[1] = (x * x) + _buffer[2];

    [Fact]
    public void Readonly_arrays_as_scratch() => Check.Two(
        (a, b) =>
        {
            Scratch[0] = a;
            Scratch[1] = b * Scratch[0];
            Mix();
            return Scratch[2] * a;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Mix() => Scratch[2] = Scratch[0] * Scratch[1];

    [Fact]
    public void Lists() => Check.Two(
        (a, b) =>
        {
            _list = null;
            for (var i = 0; i < 3; i++)
                Push(a * (b + i));
            var sum = 0.0;
            while (_list is not null)
            {
                sum = (sum * a) + _list.Value;
                _list = _list.Next;
            }

            return sum;
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Structs() => Check.Two(
        (a, b) =>
        {
            _pair = new Pair { A = a, B = [b] };
            _pair.A *= b;
            _pair.B[0] += _pair.A;
            var copy = _pair;
            _pair.A = 2;
            return copy.A * copy.B![0] * _pair.A * _pair.B[0];
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Delegates() => Check.Two(
        (a, b) =>
        {
            _function = t => t * a;
            var y = Call(b);
            _function = t => t + (b * b);
            return y * Call(a);
        },
        (0.7, 1.1), (-0.4, 0.9));

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(double x) => _function!(x) * x;

    [Fact]
    public void Generic_and_thread_static() => Check.Two(
        (a, b) =>
        {
            Generic<double>.Value = a;
            Generic<double[]>.Value = [b];
            _perThread = a * b;
            Generic<double>.Value *= Generic<double[]>.Value![0];
            return (Generic<double>.Value * _perThread) + Generic<double[]>.Value[0];
        },
        (0.7, 1.1), (-0.4, 0.9));

    [Fact]
    public void Behind_a_delegate() => Check.Scalar(
        x =>
        {
            Action<double>[] actions = [Keep, v => _last += v];
            foreach (var action in actions)
                action(x);
            return _last * x;
        },
        0.7, 1.3);

    [Fact]
    public void By_reference() => Check.Scalar(
        x =>
        {
            _last = x;
            Square(ref _last, x);
            ref var r = ref _last;
            r += x;
            return _last * r;
        },
        0.7, 1.3);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Square(ref double r, double x) => r = (r * r) + (_last * x);

    [Fact]
    public void Pullbacks_interleaved()
    {
        Func<double, double> f = x =>
        {
            _last = x * x;
            return _last * x;
        };
        var (_, first) = AD.Pullback(f, 2.0);
        var (_, second) = AD.Pullback(f, 3.0);
        Check.Close([12.0], [first(1)]);
        Check.Close([27.0], [second(1)]);
        Check.Close([24.0], [first(2)]);
    }

    [Fact]
    public void Stored_value_stays()
    {
        AD.Gradient((double x) => (_last = x * x) * x, 3.0);
        Assert.Equal(9, _last);
        AD.Gradient((double x) => (_buffer = [x, 2 * x])[1], 3.0);
        Assert.Equal([3, 6], _buffer);
    }

    static double Property { get; set; }

    abstract class Reader
    {
        public abstract double Read();
    }

    sealed class LastReader : Reader
    {
        public override double Read() => _last * 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void FillFirst(double[] a, double x) => a[0] = x * x;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ReadScratch() => Scratch[0] * 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double ReadBuffer() => _buffer[0] * 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void SetBuffer(double[] a) => _buffer = a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double[] Pick(double x) => x > 100 ? [x] : _buffer;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double GetProperty() => Property * 2;

    /// <summary>Each of these gave a silent zero for what the callee reads.</summary>
    [Fact]
    public void Filled_by_a_callee_and_read_by_another()
    {
        Check.Scalar(
            x =>
            {
                FillFirst(Scratch, x);
                return ReadScratch() * x;
            },
            0.7);
        Check.Scalar(
            x =>
            {
                var a = new double[1];
                SetBuffer(a);
                a[0] = x * x;
                return ReadBuffer() * x;
            },
            0.7);
        var captured = new double[2];
        Check.Scalar(
            x =>
            {
                _buffer = captured;
                captured[0] = x * x;
                return ReadBuffer() * x;
            },
            0.7);
    }

    [Fact]
    public void Captured_array_that_a_static_leads_to_as_well()
    {
        var captured = new double[2];
        _buffer = captured;
        Check.Scalar(
            x =>
            {
                captured[0] = x * x;
                return ReadBuffer() * x;
            },
            0.7);
        Check.Scalar(
            x =>
            {
                Pick(x)[0] = x * x;
                return captured[0] * ReadBuffer() * x;
            },
            0.7);
    }

    [Fact]
    public void Overwritten_with_constants_by_what_gets_no_number()
    {
        Action outside = () => _last = 1;
        Check.Scalar(
            x =>
            {
                _last = x;
                Action inside = () => _last = 2;
                var y = _last * x;
                outside();
                y += _last * x;
                _last = x * x;
                inside();
                return y + (_last * x);
            },
            0.7);
    }

    [Fact]
    public void Read_by_virtual_methods_and_callbacks_of_the_platform()
    {
        Reader outside = new LastReader();
        Func<double> read = () => _last * 2;
        Check.Scalar(
            x =>
            {
                _last = x;
                Array.ForEach([1, 2, 3], i => _last *= i * x);
                Reader inside = new LastReader();
                return (_last * x) + (inside.Read() * outside.Read() * read());
            },
            0.7);
    }

    interface IReading
    {
        double Read() => _last * 2;

        void Restart() => _last = 3;
    }

    sealed class Reading : IReading
    {
    }

    readonly struct ReadingStruct(int times) : IReading
    {
        readonly int _times = times;

        public double Read() => _last * _times;
    }

    static double Twice() => _last * 2;

    static double Four() => 4;

    static void Restart() => _last = 3;

    // Calls that are given nothing that varies, to methods known at run time: they counted as constants.
    [Fact]
    public void Used_by_methods_without_arguments_that_are_known_at_run_time()
    {
        Func<double>[] readers = [Twice, Four, () => _last * 3];
        Action[] writers = [Restart, () => _last *= 2];
        IReading[] readings = [new Reading(), new ReadingStruct(5)];
        foreach (var read in readers)
            Check.Scalar(x => { _last = x * x; return read() * x; }, 0.7);
        foreach (var write in writers)
            Check.Scalar(x => { _last = x * x; write(); return _last * x; }, 0.7);
        foreach (var reading in readings)
        {
            Check.Scalar(x => { _last = x * x; return reading.Read() * x; }, 0.7);
            Check.Scalar(x => { _last = x * x; reading.Restart(); return _last * x; }, 0.7);
        }

        var last = new Reading();
        Check.Scalar(x => { _last = x * x; return ((IReading)last).Read() * ((IReading)new Reading()).Read(); }, 0.7);
        Check.Close([12 * 0.7], [AD.NthDerivative((double x) => { _last = x * x; return readers[0]() * x; }, 2)(0.7)]);
    }

    [Fact]
    public void Properties() => Check.Scalar(
        x =>
        {
            Property = x * x;
            Property += GetProperty();
            return Property * x;
        },
        0.7);

    [Fact]
    public void Higher_derivatives() => Check.Close(
        [6 * 0.7],
        [
            AD.NthDerivative(
                (double x) =>
                {
                    _last = x;
                    _last *= _last * x;
                    return _last;
                },
                2)(0.7),
        ]);

    /// <summary>Cotangents of what the field held before stayed in the shadow for the next run.</summary>
    [Fact]
    public void Captured_scratch_that_is_read_before_it_is_written()
    {
        var scratch = new double[1];
        Func<double, double> f = x =>
        {
            var y = scratch[0] * x;
            scratch[0] = x * x;
            return y + scratch[0];
        };
        scratch[0] = 5;
        var (_, pullback) = AD.Pullback(f, 0.5);
        Check.Close([6.0], [pullback(1)]);
        Check.Close([6.0], [pullback(1)]);
        Check.Close([12.0], [pullback(2)]);
    }

    /// <summary>The shadow of a run must not leak into the next.</summary>
    [Fact]
    public void Runs_are_apart()
    {
        Func<double, double> write = x => (_last = x * x) * x;
        Func<double, double> read = x => _last * x;
        Check.Close([12.0], [AD.Gradient(write, 2.0)]);
        Check.Close([4.0], [AD.Gradient(read, 2.0)]);
        Check.Close([4.0], [AD.Derivative(read, 2.0)]);
        Func<double, double> writeArray = x => (_buffer = [x * x])[0] * x;
        Func<double, double> readArray = x => _buffer[0] * x;
        Check.Close([12.0], [AD.Gradient(writeArray, 2.0)]);
        Check.Close([4.0], [AD.Gradient(readArray, 2.0)]);
        Check.Close([4.0], [AD.Derivative(readArray, 2.0)]);
    }

    sealed class Halves : IEqualityComparer<int>
    {
        public bool Equals(int a, int b) => a / 2 == b / 2;

        public int GetHashCode(int key) => key / 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static IEqualityComparer<int> Comparer(bool own) => own ? new Halves() : EqualityComparer<int>.Default;

    /// <summary>Calls that are given no number may write static fields before they throw.</summary>
    [Fact]
    public void Calls_without_numbers_in_a_try_block() => Check.Scalar(
        x =>
        {
            _last = x * x;
            var numbers = new Dictionary<int, double>(Comparer(x > 0)) { [0] = x, [3] = 2 * x };
            try
            {
                numbers[1] *= _last;
                if (numbers[1] > 5)
                    throw new InvalidOperationException();
                return numbers[2] * numbers[0];
            }
            catch (InvalidOperationException)
            {
                return _last + numbers[2];
            }
            catch (KeyNotFoundException)
            {
                return _last * numbers[0];
            }
        },
        0.7, 1.9, -0.8);
}
