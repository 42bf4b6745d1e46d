using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.Compilation;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Random loops over elements give the same bits with vectors and without, and the same exceptions.</summary>
public sealed class VectorizeLoopsTests
{
    delegate S Run<S>(S[] a, S[] b, S[] c, int from, int to, S s);

    /// <summary>Writes: do { some loads, operations and stores; i += step; } while (i is not yet at the end); return a number.</summary>
    /// <param name="seed">Of all that is random.</param>
    /// <param name="hasSums">Of whole numbers, which are the same in any order.</param>
    /// <param name="hasOrder">Numbers that each iteration hands on to the next, and functions.</param>
    /// <param name="hasChoices">Branches that choose between numbers.</param>
    sealed class Maker<S>(int seed, bool hasSums, bool hasOrder = false, bool hasChoices = false)
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
            Value[] arrays = [p[0], p[1], _random.Next(3) == 0 ? entry.NewArray(typeof(S[]), Constant.Of(60)) : p[2]];
            var sumCount = hasSums ? _random.Next(1, 4) : 0;
            var orderCount = hasOrder ? _random.Next(1, 3) : 0;
            entry.Branch(loop, [first, .. hasOther ? [p[3]] : (Value[])[], .. Enumerable.Repeat(p[5], sumCount + orderCount)]);
            var i = loop.AddParameter(first.Type);
            var other = hasOther ? loop.AddParameter(typeof(int)) : null;
            Value[] sums = [.. Enumerable.Range(0, sumCount).Select(_ => loop.AddParameter(typeof(S)))];
            Value[] handed = [.. Enumerable.Range(0, orderCount).Select(_ => loop.AddParameter(typeof(S)))];
            var otherStep = _random.Next(4) == 0 ? -step : step;

            var b = new Builder(loop);
            Value index = isLong ? b.Convert(typeof(int), i) : i;
            var numbers = new List<Value> { p[5], Constant.Number(typeof(S), 0.5), Constant.Number(typeof(S), 0) };
            if (hasOrder && _random.Next(2) == 0)
                numbers.AddRange(handed);
            Value Number() => numbers[_random.Next(Math.Max(0, numbers.Count - 4), numbers.Count)];
            Value Element()
            {
                var at = other is not null && _random.Next(3) == 0 ? other : index;
                if (_random.Next(5) == 0)
                    at = b.Add(at, Constant.Of(_random.Next(-2, 3)));
                if (_random.Next(5) == 0)
                    at = _random.Next(2) == 0 ? b.Add(at, p[3]) : b.Add(p[3], at);
                return b.ElementAddress(arrays[_random.Next(3)], at);
            }

            for (var n = 0; n < sumCount; n++)
            {
                for (var count = _random.Next(1, 3); count > 0; count--)
                {
                    var term = _random.Next(4) switch { 0 => p[5], 1 => b.Mul(b.Load(Element()), b.Load(Element())), _ => b.Load(Element()) };
                    sums[n] = _random.Next(3) switch
                    {
                        0 => b.Append(Opcode.Add, typeof(S), SumOrder.Any, term, sums[n]),
                        1 => b.Append(Opcode.Sub, typeof(S), SumOrder.Any, sums[n], term),
                        _ => b.Append(Opcode.Add, typeof(S), SumOrder.Any, sums[n], term),
                    };
                }
            }

            Value Condition(int depth)
            {
                var kind = _random.Next(depth > 1 ? 2 : 6);
                return kind switch
                {
                    0 => b.Call(typeof(S).GetMethod(nameof(double.IsNaN))!, Number()),
                    5 => b.Compare(Comparison.Equal, Condition(depth + 1), Constant.Of(0)),
                    4 => b.Binary(_random.Next(2) == 0 ? Opcode.And : Opcode.Or, Condition(depth + 1), Condition(depth + 1)),
                    _ => b.Compare((Comparison)_random.Next(10), Number(), Number()),
                };
            }

            // From one block, or two, with a little arithmetic.
            Value Choice()
            {
                var (condition, join) = (Condition(0), new Block());
                var result = join.AddParameter(typeof(S));
                f.Blocks.Add(join);
                Edge Side()
                {
                    var number = Number();
                    if (_random.Next(3) == 0)
                        return new Edge(join, number);
                    var arm = new Builder(new Block());
                    f.Blocks.Add(arm.Block);
                    for (var k = _random.Next(4); k > 0; k--)
                        number = arm.Binary(_random.Next(2) == 0 ? Opcode.Add : Opcode.Mul, Number(), number);
                    arm.Branch(join, number);
                    return new Edge(arm.Block);
                }

                b.BranchIf(condition, Side(), Side());
                b.Block = join;
                return result;
            }

            for (var count = hasSums ? 0 : hasOrder ? _random.Next(8, 20) : _random.Next(3, 12); count > 0; count--)
            {
                switch (_random.Next(hasChoices ? 11 : 8))
                {
                    case 8 or 9 or 10:
                        numbers.Add(Choice());
                        break;
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
                        var scale = hasOrder && _random.Next(2) == 0 ? nameof(Calculus.ScaleTangent) : nameof(Calculus.Scale);
                        numbers.Add(b.Call(typeof(Calculus).GetMethod(scale, [typeof(S), typeof(S)])!, Number(), Number()));
                        break;
                    case 5 when typeof(S) == typeof(double):
                        var function = hasOrder && _random.Next(2) == 0 ? nameof(Math.Tan) : _random.Next(2) == 0 ? nameof(Math.Sqrt) : nameof(Math.Abs);
                        numbers.Add(b.Call(typeof(Math).GetMethod(function, [typeof(S)])!, Number()));
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

            for (var n = 0; n < orderCount; n++)
                handed[n] = b.Binary(_random.Next(3) == 0 ? Opcode.Mul : Opcode.Add, handed[_random.Next(orderCount)], numbers[_random.Next(3, numbers.Count)]);

            if (!hasSums || _random.Next(2) == 0)
                b.Store(Element(), Number());
            else
                b.Load(b.ElementAddress(arrays[0], index)); // ends loops that miss their end
            var next = b.Add(i, isLong ? Constant.Of((long)step) : Constant.Of(step));
            var looksAhead = _random.Next(2) == 0;
            var comparison = ((Comparison[])
                [
                    Comparison.NotEqual, step > 0 ? Comparison.Less : Comparison.Greater,
                    step > 0 ? Comparison.LessOrEqual : Comparison.GreaterOrEqual,
                ])[_random.Next(3)];
            var back = new Edge(loop, [next, .. hasOther ? [b.Add(other!, Constant.Of(otherStep))] : (Value[])[], .. sums, .. handed]);

            // What the loop leaves behind: a sum, a counter, a number of the last iteration, what stands in memory.
            var result = new Builder(exit);
            var leave = new Edge(exit);
            switch (sumCount > 0 ? 0 : _random.Next(hasOrder ? 5 : 4))
            {
                case 4:
                    leave.Arguments.Add(handed[_random.Next(orderCount)]);
                    result.Return(exit.AddParameter(typeof(S)));
                    break;
                case 0 when sumCount > 0:
                    leave.Arguments.Add(sums[_random.Next(sumCount)]);
                    result.Return(exit.AddParameter(typeof(S)));
                    break;
                case 1:
                    leave.Arguments.Add(_random.Next(2) == 0 ? i : next);
                    result.Return(result.Convert(typeof(S), exit.AddParameter(i.Type)));
                    break;
                case 2:
                    result.Return(numbers[^1]);
                    break;
                default:
                    result.Return(result.Load(result.ElementAddress(arrays[2], Constant.Of(7))));
                    break;
            }

            if (_random.Next(2) == 0)
                b.BranchIf(b.Compare(comparison, looksAhead ? next : i, last), back, leave);
            else
                b.BranchIf(b.Compare(Opposite(comparison), looksAhead ? next : i, last), leave, back);
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
            S Any() => (S)Convert.ChangeType(hasSums ? _random.Next(-3, 4) : _random.Next(12) switch
            {
                0 => 0.0, 1 => double.PositiveInfinity, 2 => double.NaN, 3 => -0.0, _ => (_random.NextDouble() * 4) - 2,
            }, typeof(S));
            S[] Array() => [.. Enumerable.Range(0, _random.Next(4) == 0 ? _random.Next(50) : 60).Select(_ => Any())];
            S[][] arrays = [Array(), Array(), Array()];
            if (_random.Next(4) == 0)
                arrays[1] = arrays[0];
            if (_random.Next(6) == 0)
                arrays[2] = arrays[1];
            return (arrays, _random.Next(5) == 0 ? 20 : _random.Next(4), _random.Next(-2, 58), Any());
        }
    }

    static (string Outcome, string[] Arrays) Outcome<S>(Run<S> run, S[][] arrays, int from, int to, S s, bool anyZero)
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
        string Text(S number) => number is double d ? (double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(anyZero && d == 0 ? 0 : d).ToString("x"))
            : number is float f && !float.IsNaN(f) ? BitConverter.SingleToInt32Bits(anyZero && f == 0 ? 0 : f).ToString("x") : "NaN";
    }

    static void Check<S>(int seeds, bool hasSums = false, bool hasOrder = false, bool hasChoices = false)
    {
        var changed = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var maker = new Maker<S>(seed, hasSums, hasOrder, hasChoices);
            var function = maker.Make();
            var vectors = Cloning.Copy(function);
            Optimizer.SpeedUp(vectors);
            changed += vectors.Blocks.Exists(b => b.Instructions.Exists(i => i.Payload is MethodInfo m && m.DeclaringType == typeof(Vectors))) ? 1 : 0;
            Ssa.Check(vectors);
            var (plain, fast) = ((Run<S>)Emitter.Compile(function, typeof(Run<S>)), (Run<S>)Emitter.Compile(vectors, typeof(Run<S>)));
            for (var k = 0; k < 12; k++)
            {
                var (arrays, from, to, s) = maker.Arguments();
                var (expected, actual) = (Outcome(plain, arrays, from, to, s, hasSums), Outcome(fast, arrays, from, to, s, hasSums));
                Assert.True(
                    expected.Outcome == actual.Outcome && expected.Arrays.SequenceEqual(actual.Arrays),
                    $"seed {seed}, arguments {k}: {expected.Outcome} and {actual.Outcome}\n{Printer.Print(vectors)}");
            }
        }

        Assert.True(!System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated || changed > seeds / (hasOrder ? 20 : 8), $"only {changed} loops of {seeds} have vectors");
    }

    [Fact]
    public void Random_loops() => Check<double>(400);

    [Fact]
    public void Random_loops_in_single_precision() => Check<float>(200);

    [Fact]
    public void Random_loops_in_which_some_is_done_one_by_one() => Check<double>(600, hasOrder: true);

    [Fact]
    public void Random_loops_in_which_some_is_done_one_by_one_in_single_precision() => Check<float>(300, hasOrder: true);

    [Fact]
    public void Random_loops_with_choices() => Check<double>(500, hasChoices: true);

    [Fact]
    public void Random_loops_with_choices_in_single_precision() => Check<float>(300, hasChoices: true);

    /// <summary>for (i = 0; i &lt; n; i++) a[shift + i] = s * b[i]: of one array, right whether its parts overlap or not.</summary>
    [Fact]
    public void Parts_of_one_array()
    {
        static Function Make(bool isOne)
        {
            var f = new Function("f", [typeof(double[]), typeof(double[]), typeof(double[]), typeof(int), typeof(int), typeof(double)], typeof(double));
            var (loop, exit) = (new Block(), new Block());
            new Builder(f.AddEntry()).Branch(loop, Constant.Of(0));
            f.Blocks.AddRange([loop, exit]);
            var (p, i, b) = (f.Entry.Parameters, loop.AddParameter(typeof(int)), new Builder(loop));
            b.Store(b.ElementAddress(p[0], b.Add(i, p[3])), b.Mul(p[5], b.Load(b.ElementAddress(p[isOne ? 0 : 1], i))));
            var next = b.Add(i, Constant.Of(1));
            b.BranchIf(b.Compare(Comparison.Less, next, p[4]), new Edge(loop, next), new Edge(exit));
            new Builder(exit).Return(p[5]);
            return f;
        }

        foreach (var isOne in (bool[])[true, false])
        {
            var f = Make(isOne);
            var blocks = f.Blocks.Count;
            Optimizer.SpeedUp(f);
            Assert.True(!System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated || f.Blocks.Count > blocks);
            var run = (Run<double>)Emitter.Compile(f, typeof(Run<double>));
            for (var shift = 0; shift < 40; shift++)
            {
                double[] a = [.. Enumerable.Range(1, 60)], expected = (double[])a.Clone();
                for (var i = 0; i < 20; i++)
                    expected[shift + i] = 2 * expected[i];
                run(a, a, a, shift, 20, 2);
                Assert.Equal(expected, a);
            }
        }
    }

    [Fact]
    public void Random_sums() => Check<double>(300, hasSums: true);

    [Fact]
    public void Random_sums_in_single_precision() => Check<float>(150, hasSums: true);

    [Fact]
    public void Sums_in_the_order_of_the_program_keep_their_loops()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var f = new Maker<double>(seed, hasSums: true).Make();
            var text = Printer.Print(f);
            Pipeline.Vectorize(f, new PassOptions { SumsInAnyOrder = false, VectorTwin = (_, _) => null });
            Assert.Equal(text, Printer.Print(f));
        }
    }

    [Fact]
    public void No_array_is_an_exception_as_before()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var f = new Maker<double>(seed, hasSums: false).Make();
            Optimizer.SpeedUp(f);
            var run = (Run<double>)Emitter.Compile(f, typeof(Run<double>));
            Assert.Throws<NullReferenceException>(() => run(null!, null!, null!, 0, 40, 1));
        }
    }
}
