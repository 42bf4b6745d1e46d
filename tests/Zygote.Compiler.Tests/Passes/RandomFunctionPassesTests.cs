using System;
using System.Collections.Generic;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Passes keep the behaviour of functions with random control flow, alone and one after the other.</summary>
public sealed class RandomFunctionPassesTests
{
    const int Seeds = 150;

    static readonly Dictionary<string, Func<Function, bool>> Passes = new()
    {
        ["FoldConstants"] = FoldConstants.Run,
        ["SimplifyControlFlow"] = SimplifyControlFlow.Run,
        ["EliminateDeadCode"] = f => EliminateDeadCode.Run(f),
        ["EliminateCommonSubexpressions"] = f => EliminateCommonSubexpressions.Run(f),
        ["DropRangeChecks"] = DropRangeChecks.Run,
        ["RotateLoops"] = RotateLoops.Run,
        ["MergeCounters"] = f => RotateLoops.Run(f) | MergeCounters.Run(f),
        ["CanonicalizeLoops"] = CanonicalizeLoops.Run,
        ["CloseLoops"] = f => CanonicalizeLoops.Run(f) | CloseLoops.Run(f),
        ["HoistInvariants"] = f => HoistInvariants.Run(f),
        ["SelectValues"] = f => SelectValues.Run(f, PassOptions.Default),
        ["SplitParameters"] = SplitParameters.Run,
    };

    [Fact]
    public void Promotion_leaves_no_variable_in_memory()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var f = RandomFunctions.Make(seed);
            PromoteSlots.Run(f);
            Ssa.Check(f);
            Assert.Equal(0, Ssa.Count(f, Opcode.Slot));
            Compare(seed, f);
        }
    }

    [Theory]
    [InlineData("FoldConstants")]
    [InlineData("SimplifyControlFlow")]
    [InlineData("EliminateDeadCode")]
    [InlineData("EliminateCommonSubexpressions")]
    [InlineData("DropRangeChecks")]
    [InlineData("RotateLoops")]
    [InlineData("CanonicalizeLoops")]
    [InlineData("CloseLoops")]
    [InlineData("HoistInvariants")]
    [InlineData("SelectValues")]
    [InlineData("SplitParameters")]
    public void Behaviour_is_kept(string pass)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var f = RandomFunctions.Make(seed);
            SimplifyControlFlow.RemoveUnreachable(f);
            Passes[pass](f);
            Ssa.Check(f);
            Compare(seed, f);

            f = RandomFunctions.Make(seed);
            PromoteSlots.Run(f);
            Passes[pass](f);
            Ssa.Check(f);
            Compare(seed, f);
            Passes["FoldConstants"](f);
            Passes["SimplifyControlFlow"](f);
            Passes[pass](f);
            Ssa.Check(f);
            Compare(seed, f);
        }
    }

    [Fact]
    public void Behaviour_is_kept_by_random_sequences()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var f = RandomFunctions.Make(seed);
            PromoteSlots.Run(f);
            Ssa.Check(f);
            List<Func<Function, bool>> all = [.. Passes.Values];
            for (var i = 0; i < 8; i++)
            {
                all[random.Next(all.Count)](f);
                Ssa.Check(f);
                Compare(seed, f);
            }
        }
    }

    [Fact]
    public void Prepared_functions_are_in_canonical_form()
    {
        var loops = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var f = RandomFunctions.Make(seed);
            Pipeline.PrepareForDifferentiation(f, new PassOptions { AfterPass = (g, _) => Ssa.Check(g) });
            Ssa.Check(f);
            Compare(seed, f);
            loops += CanonicalForm.Check(f);
            Pipeline.FinishForEmission(f, new PassOptions { AfterPass = (g, _) => Ssa.Check(g) });
            Ssa.Check(f);
            Compare(seed, f);
        }

        Assert.True(loops > Seeds / 2, $"only {loops} loops");
    }

    [Fact]
    public void Inlined_bodies_behave_as_called_ones()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var (called, inlined) = (Calls(seed, 20), Calls(seed, 20));
            InlineCalls.Run(inlined, i => i.Payload as Function);
            Ssa.Check(inlined);
            Assert.Equal(0, Ssa.Count(inlined, Opcode.CallFunction));
            Pipeline.PrepareForDifferentiation(inlined, PassOptions.Default);
            Ssa.Check(inlined);
            Assert.Equal(0, Ssa.Count(inlined, Opcode.Slot));
            CanonicalForm.Check(inlined);
            foreach (var n in new[] { 0, 7 })
                Assert.Equal(RandomFunctions.Behaviour(called, n, 1.25), RandomFunctions.Behaviour(inlined, n, 1.25));
        }
    }

    static Function Calls(int seed, int count)
    {
        var f = new Function("calls", [typeof(int), typeof(double), typeof(double[])], typeof(double));
        var parameters = f.AddEntry().Parameters;
        var b = new Builder(f.Entry);
        Value x = parameters[1];
        for (var i = 0; i < count; i++)
            x = b.CallFunction(RandomFunctions.Make(seed * count + i), parameters[0], x, parameters[2]);
        b.Return(x);
        return f;
    }

    static void Compare(int seed, Function changed)
    {
        var original = RandomFunctions.Make(seed);
        foreach (var (n, x) in new[] { (0, 0.0), (3, -1.5), (-2, double.NaN), (1000, -0.0) })
        {
            var expected = RandomFunctions.Behaviour(original, n, x);
            Assert.Equal((seed, expected), (seed, RandomFunctions.Behaviour(changed, n, x)));
        }
    }
}
