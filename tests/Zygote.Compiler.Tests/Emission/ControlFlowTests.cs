using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Zygote.Emission;
using Zygote.IR;
using static Zygote.Compiler.Tests.Emission.Programs;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionControlFlowTests
{
    static Function Power() => BuildBlocks<Func<double, int, double>>((f, b, p) =>
        b.Return(CountedLoop(f, b, p[1], [C(1.0)], (b, i, c) => [b.Mul(c[0], p[0])])[0]), "power");

    [Fact]
    public void A_loop_needs_one_local_per_variable_and_no_moves()
    {
        Assert.Equal(1024.0, Compile<Func<double, int, double>>(Power())(2, 10));
        var listing = Emitter.List(Power());
        Assert.Equal(2, listing.Split(".local").Length - 1);
        Assert.Equal(4, listing.Split("stloc").Length - 1);
    }

    [Fact]
    public void Parameters_that_swap_are_read_before_they_are_written()
    {
        var fibonacci = CompileBlocks<Func<int, long>>((f, b, p) =>
            b.Return(CountedLoop(f, b, p[0], [Constant.Of(0L), Constant.Of(1L)], (b, _, c) => [c[1], b.Add(c[0],
                c[1])])[0]));
        Assert.Equal(12586269025, fibonacci(50));

        var rotate = CompileBlocks<Func<int, double, double, double, double>>((f, b, p) =>
        {
            var c = CountedLoop(f, b, p[0], [p[1], p[2], p[3]], (_, _, c) => [c[1], c[2], c[0]]);
            b.Return(b.Add(b.Mul(c[0], C(100.0)), b.Add(b.Mul(c[1], C(10.0)), c[2])));
        });
        Assert.Equal([123, 231, 312, 123], [rotate(0, 1, 2, 3), rotate(1, 1, 2, 3), rotate(2, 1, 2, 3), rotate(3, 1, 2, 3)]);

        var swap = CompileBlocks<Func<int, double, double, double>>((f, b, p) =>
        {
            var c = CountedLoop(f, b, p[0], [p[1], p[2]], (_, _, c) => [c[1], c[0]]);
            b.Return(b.Sub(c[0], c[1]));
        });
        Assert.Equal([3, -3], [swap(4, 5, 2), swap(5, 5, 2)]);
    }

    [Fact]
    public void A_value_carried_on_stays_apart_from_the_one_it_replaces()
    {
        // previous = current while the current one is still used after the loop.
        var difference = CompileBlocks<Func<int, double, double>>((f, b, p) =>
        {
            var c = CountedLoop(f, b, p[0], [p[1], C(0.0)], (b, _, c) => [b.Mul(c[0], C(2.0)), c[0]]);
            b.Return(b.Sub(c[0], c[1]));
        });
        Assert.Equal(12.0, difference(3, 3));
    }

    [Fact]
    public void Nested_loops_with_critical_edges()
    {
        // sum over i < n, j < i of i * j, leaving the inner loop early when j == 5
        var sum = CompileBlocks<Func<int, int>>((f, b, p) =>
        {
            var outer = CountedLoop(f, b, p[0], [C(0)], (b, i, c) =>
            {
                var header = NewBlock(f, typeof(int), typeof(int));
                var body = f.AddBlock();
                var after = NewBlock(f, typeof(int));
                b.Branch(header, C(0), c[0]);
                b.Block = header;
                b.BranchIf(b.Compare(Comparison.Less, header.Parameters[0], i), new Edge(body), new Edge(after,
                    header.Parameters[1]));
                b.Block = body;
                var total = b.Add(header.Parameters[1], b.Binary(Opcode.Mul, i, header.Parameters[0]));
                b.BranchIf(b.Compare(Comparison.Equal, header.Parameters[0], C(5)),
                    new Edge(after, b.Add(total, C(1))), new Edge(header, b.Add(header.Parameters[0], C(1)), total));
                b.Block = after;
                return [after.Parameters[0]];
            });
            b.Return(outer[0]);
        });
        var expected = 0;
        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < i; j++)
            {
                expected += i * j;
                if (j == 5)
                {
                    expected++;
                    break;
                }
            }
        }

        Assert.Equal(expected, sum(20));
    }

    [Fact]
    public void Both_edges_of_a_branch_may_move_values_to_one_block()
    {
        var max = CompileBlocks<Func<double, double, double>>((f, b, p) =>
        {
            var join = NewBlock(f, typeof(double), typeof(int));
            b.BranchIf(b.Compare(Comparison.Greater, p[0], p[1]), new Edge(join, p[0], C(1)), new Edge(join, p[1], C(2)));
            b.Block = join;
            b.Return(b.Mul(join.Parameters[0], b.Convert(typeof(double), join.Parameters[1])));
        });
        Assert.Equal([3, 8], [max(3, 2), max(3, 4)]);
        var same = CompileBlocks<Func<double, double>>((f, b, p) =>
        {
            var join = f.AddBlock();
            b.BranchIf(b.Compare(Comparison.Greater, p[0], C(0.0)), new Edge(join), new Edge(join));
            new Builder(join).Return(p[0]);
        });
        Assert.Equal(4.0, same(4));
    }

    [Fact]
    public void Switch_with_and_without_moves()
    {
        var choose = CompileBlocks<Func<int, int>>((f, b, p) =>
        {
            var join = NewBlock(f, typeof(int));
            var direct = f.AddBlock();
            b.Switch(p[0], new Edge(join, C(10)), new Edge(direct), new Edge(join, p[0]), new Edge(join, C(-1)));
            new Builder(join).Return(join.Parameters[0]);
            new Builder(direct).Return(C(99));
        });
        Assert.Equal([10, 99, 2, -1, -1], [choose(0), choose(1), choose(2), choose(3), choose(-7)]);
    }

    [Fact]
    public void Throw_raises_the_exception_and_its_block_comes_last()
    {
        var function = BuildBlocks<Func<double, double>>((f, b, p) =>
        {
            var bad = f.AddBlock();
            var good = f.AddBlock();
            b.BranchIf(b.Compare(Comparison.Less, p[0], C(0.0)), new Edge(bad), new Edge(good));
            new Builder(good).Return(p[0]);
            b.Block = bad;
            var exception = b.NewObject(typeof(ArgumentException));
            b.Call(typeof(ArgumentException).GetConstructor([typeof(string)])!, exception, Constant.Of("negative"));
            b.Throw(exception);
        });
        var run = Compile<Func<double, double>>(function);
        Assert.Equal(2.0, run(2));
        Assert.Equal("negative", Assert.Throws<ArgumentException>(() => run(-1)).Message);
        Assert.EndsWith("throw\n", Emitter.List(function));
    }

    [Fact]
    public void Functions_call_themselves_and_each_other()
    {
        var factorial = new Function("factorial", [typeof(int)], typeof(long));
        Fill(factorial, (b, p) =>
        {
            var (more, done) = (factorial.AddBlock(), factorial.AddBlock());
            b.BranchIf(b.Compare(Comparison.Greater, p[0], C(1)), new Edge(more), new Edge(done));
            b.Block = more;
            b.Return(b.Mul(b.Convert(typeof(long), p[0]), b.CallFunction(factorial, b.Sub(p[0], C(1)))));
            new Builder(done).Return(Constant.Of(1L));
        });
        Assert.Equal(2432902008176640000, Compile<Func<int, long>>(factorial)(20));

        var even = new Function("even", [typeof(int)], typeof(bool));
        var odd = new Function("odd", [typeof(int)], typeof(bool));
        Fill(even, (b, p) => Other(b, p, even, odd, 1));
        Fill(odd, (b, p) => Other(b, p, odd, even, 0));
        Assert.True(Compile<Func<int, bool>>(even)(10));
        Assert.False(Compile<Func<int, bool>>(odd)(10));

        static void Other(Builder b, Value[] p, Function self, Function other, int atZero)
        {
            var (more, done) = (self.AddBlock(), self.AddBlock());
            b.BranchIf(p[0], new Edge(more), new Edge(done));
            b.Block = more;
            b.Return(b.CallFunction(other, b.Sub(p[0], C(1))));
            new Builder(done).Return(C(atZero));
        }
    }

    [Fact]
    public void Many_threads_may_compile_what_refers_to_each_other()
    {
        for (var round = 0; round < 20; round++)
        {
            var shared = Power();
            var callers = Enumerable.Range(0, 16)
                .Select(k => Build<Func<double, double>>((b, p) => b.Return(b.Add(b.CallFunction(shared, p[0], C(3)),
                    C((double)k)))))
                .ToArray();
            Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
                Assert.Equal(8.0 + (i % 16), Compile<Func<double, double>>(callers[i % 16])(2)));
        }
    }

    [Fact]
    public void A_function_is_emitted_once()
    {
        var power = Power();
        Assert.Same(Emitter.Emit(power), Emitter.Emit(power));
    }

    [Fact]
    public void A_first_argument_can_be_bound()
    {
        var function = Build<Func<double[], int, double>>((b, p) => b.Return(b.Load(b.ElementAddress(p[0], p[1]))));
        var bound = (Func<int, double>)Emitter.Compile(function, typeof(Func<int, double>), new double[] { 3, 4 });
        Assert.Equal(4.0, bound(1));
    }

    [Fact]
    public void Large_functions_share_locals()
    {
        // 3000 values that are used twice, each alive for a moment only.
        var function = Build<Func<double, double>>((b, p) =>
        {
            var x = p[0];
            for (var i = 0; i < 3000; i++)
                x = b.Sub(b.Mul(x, C(2.0)), x);
            b.Return(x);
        });
        Assert.Equal(1.5, Compile<Func<double, double>>(function)(1.5));
        Assert.True(Emitter.List(function).Split(".local").Length < 10);
    }

    [Fact]
    public void A_sum_in_a_loop_is_not_the_local_that_survives_a_call()
    {
        // No register does, and the JIT spills a variable at each definition if it does so anywhere.
        Function Sum(bool calls)
        {
            var function = new Function("sum", [typeof(int), typeof(double)], typeof(double));
            var entry = function.AddEntry();
            var b = new Builder(entry);
            var p = entry.Parameters;
            var sum = CountedLoop(function, b, p[0], [C(0.0)], (b, _, c) => [b.Add(c[0], p[1])])[0];
            var after = NewBlock(function, typeof(double));
            b.Branch(after, sum);
            b.Block = after;
            var other = calls ? b.Call(typeof(Math).GetMethod(nameof(Math.Sin))!, p[1]) : b.Mul(p[1], p[1]);
            b.Return(b.Add(b.Mul(other, other), after.Parameters[0]));
            return function;
        }

        static int Locals(Function function) => Emitter.List(function).Split('\n').Count(line => line.Contains(".local") && line.Contains("System.Double"));
        Assert.Equal(2, Locals(Sum(false)));
        Assert.Equal(3, Locals(Sum(true)));
        Assert.Equal((Math.Sin(2) * Math.Sin(2)) + 6, Compile<Func<int, double, double>>(Sum(true))(3, 2));
    }

    [Fact]
    public void Deep_expressions_are_cut_into_statements()
    {
        var function = Build<Func<double, double>>((b, p) =>
        {
            var x = p[0];
            for (var i = 0; i < 5000; i++)
                x = b.Add(C(1.0), x);
            b.Return(x);
        });
        Assert.Equal(5001, Compile<Func<double, double>>(function)(1));
    }
}
