using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.Compilation;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Random loops over elements give the same bits with vectors and without, and the same exceptions.</summary>
public sealed class VectorizeLoopsTests
{
    delegate S Run<S>(S[] a, S[] b, S[] c, int from, int to, S s);

    /// <summary>Writes: do { some loads, operations and stores; i += step; } while (i is not yet at the end); return a number.</summary>
    sealed class Maker<S>(int seed)
    {
        readonly Random _random = new(seed);

        public Function Make()
        {
            var f = new Function("f", [typeof(S[]), typeof(S[]), typeof(S[]), typeof(int), typeof(int), typeof(S)], typeof(S));
            var (loop, exit) = (new Block(), new Block());
            var entry = new Builder(f.AddEntry());
            var p = f.Entry.Parameters;
            f.Blocks.AddRange([loop, exit]);
            var step = _random.Next(3) == 0 ? -1 : 1;
            var isLong = _random.Next(4) == 0;
            (Value first, Value last) = step > 0 ? (p[3], p[4]) : (p[4], p[3]);
            if (isLong)
                (first, last) = (entry.Convert(typeof(long), first), entry.Convert(typeof(long), last));
            var hasOther = _random.Next(3) == 0;
            entry.Branch(loop, [first, .. hasOther ? [p[3]] : (Value[])[]]);
            var i = loop.AddParameter(first.Type);
            var other = hasOther ? loop.AddParameter(typeof(int)) : null;
            var otherStep = _random.Next(4) == 0 ? -step : step;

            var b = new Builder(loop);
            Value index = isLong ? b.Convert(typeof(int), i) : i;
            var numbers = new List<Value> { p[5], Constant.Number(typeof(S), 0.5), Constant.Number(typeof(S), 0) };
            Value Number() => numbers[_random.Next(Math.Max(0, numbers.Count - 4), numbers.Count)];
            Value Element()
            {
                var at = other is not null && _random.Next(3) == 0 ? other : index;
                if (_random.Next(5) == 0)
                    at = b.Add(at, Constant.Of(_random.Next(-2, 3)));
                if (_random.Next(5) == 0)
                    at = _random.Next(2) == 0 ? b.Add(at, p[3]) : b.Add(p[3], at);
                return b.ElementAddress(p[_random.Next(3)], at);
            }

            for (var count = _random.Next(3, 12); count > 0; count--)
            {
                switch (_random.Next(8))
                {
                    case 0 or 1:
                        numbers.Add(b.Load(Element()));
                        break;
                    case 2:
                        b.Store(Element(), Number());
                        break;
                    case 3:
                        var sum = Element();
                        b.Store(sum, b.Add(b.Load(sum), Number()));
                        break;
                    case 4:
                        numbers.Add(b.Call(typeof(Calculus).GetMethod(nameof(Calculus.Scale), [typeof(S), typeof(S)])!, Number(), Number()));
                        break;
                    case 5 when typeof(S) == typeof(double):
                        numbers.Add(b.Call(typeof(Math).GetMethod(_random.Next(2) == 0 ? nameof(Math.Sqrt) : nameof(Math.Abs), [typeof(S)])!, Number()));
                        break;
                    case 6:
                        numbers.Add(b.Neg(Number()));
                        break;
                    default:
                        var opcode = (Opcode[])[Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.Div];
                        numbers.Add(b.Binary(opcode[_random.Next(4)], Number(), Number()));
                        break;
                }
            }

            b.Store(Element(), Number());
            var next = b.Add(i, isLong ? Constant.Of((long)step) : Constant.Of(step));
            var looksAhead = _random.Next(2) == 0;
            var comparison = ((Comparison[])
                [
                    Comparison.NotEqual, step > 0 ? Comparison.Less : Comparison.Greater,
                    step > 0 ? Comparison.LessOrEqual : Comparison.GreaterOrEqual,
                ])[_random.Next(3)];
            var back = new Edge(loop, [next, .. hasOther ? [b.Add(other!, Constant.Of(otherStep))] : (Value[])[]]);
            var leave = new Edge(exit);
            if (_random.Next(2) == 0)
                b.BranchIf(b.Compare(comparison, looksAhead ? next : i, last), back, leave);
            else
                b.BranchIf(b.Compare(Opposite(comparison), looksAhead ? next : i, last), leave, back);
            new Builder(exit).Return(numbers[^1]);
            return f;
        }

        static Comparison Opposite(Comparison comparison) => comparison switch
        {
            Comparison.NotEqual => Comparison.Equal,
            Comparison.Less => Comparison.GreaterOrEqual,
            Comparison.Greater => Comparison.LessOrEqual,
            Comparison.LessOrEqual => Comparison.Greater,
            _ => Comparison.Less,
        };

        /// <summary>Arrays that may be one, and may be too short.</summary>
        public (S[][] Arrays, int From, int To, S S) Arguments()
        {
            S Any() => (S)Convert.ChangeType(_random.Next(12) switch
            {
                0 => 0.0, 1 => double.PositiveInfinity, 2 => double.NaN, 3 => -0.0, _ => (_random.NextDouble() * 4) - 2,
            }, typeof(S));
            S[] Array() => [.. Enumerable.Range(0, _random.Next(4) == 0 ? _random.Next(50) : 60).Select(_ => Any())];
            S[][] arrays = [Array(), Array(), Array()];
            if (_random.Next(4) == 0)
                arrays[1] = arrays[0];
            if (_random.Next(6) == 0)
                arrays[2] = arrays[1];
            return (arrays, _random.Next(4), _random.Next(-2, 58), Any());
        }
    }

    static (string Outcome, string[] Arrays) Outcome<S>(Run<S> run, S[][] arrays, int from, int to, S s)
    {
        var copies = arrays.Distinct().ToDictionary(a => a, a => (S[])a.Clone());
        string outcome;
        try
        {
            outcome = Text(run(copies[arrays[0]], copies[arrays[1]], copies[arrays[2]], from, to, s));
        }
        catch (Exception e) when (e is IndexOutOfRangeException or NullReferenceException)
        {
            outcome = e.GetType().Name;
        }

        return (outcome, [.. arrays.Select(a => string.Join(' ', copies[a].Select(Text)))]);

        // NaNs differ in their bits by which operand they come from.
        static string Text(S number) => number is double d ? (double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(d).ToString("x"))
            : number is float f && !float.IsNaN(f) ? BitConverter.SingleToInt32Bits(f).ToString("x") : "NaN";
    }

    static void Check<S>(int seeds)
    {
        var changed = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var maker = new Maker<S>(seed);
            var function = maker.Make();
            var vectors = Cloning.Copy(function);
            Optimizer.SpeedUp(vectors);
            changed += vectors.Blocks.Count > function.Blocks.Count ? 1 : 0;
            Ssa.Check(vectors);
            var (plain, fast) = ((Run<S>)Emitter.Compile(function, typeof(Run<S>)), (Run<S>)Emitter.Compile(vectors, typeof(Run<S>)));
            for (var k = 0; k < 12; k++)
            {
                var (arrays, from, to, s) = maker.Arguments();
                var (expected, actual) = (Outcome(plain, arrays, from, to, s), Outcome(fast, arrays, from, to, s));
                Assert.True(
                    expected.Outcome == actual.Outcome && expected.Arrays.SequenceEqual(actual.Arrays),
                    $"seed {seed}, arguments {k}: {expected.Outcome} and {actual.Outcome}\n{Printer.Print(vectors)}");
            }
        }

        Assert.True(!System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated || changed > seeds / 8, $"only {changed} loops of {seeds} have vectors");
    }

    [Fact]
    public void Random_loops() => Check<double>(400);

    [Fact]
    public void Random_loops_in_single_precision() => Check<float>(200);

    [Fact]
    public void No_array_is_an_exception_as_before()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var f = new Maker<double>(seed).Make();
            Optimizer.SpeedUp(f);
            var run = (Run<double>)Emitter.Compile(f, typeof(Run<double>));
            Assert.Throws<NullReferenceException>(() => run(null!, null!, null!, 0, 40, 1));
        }
    }
}
