using System;
using System.Linq;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

public sealed class VerifierTests
{
    [Fact]
    public void A_loop_is_well_formed() => Verifier.Verify(Samples.Power());

    [Fact]
    public void A_missing_terminator_is_found() => Fails("the block has no terminator", f => f.Blocks[^1].Terminator = null);

    [Fact]
    public void An_edge_to_the_entry_is_found() =>
        Fails("an edge leads to the entry block", f => f.Blocks[^1].Terminator = new Builder(f.Entry).Branch(f.Entry));

    [Fact]
    public void A_use_before_the_definition_is_found() =>
        Fails("an operand is defined after its use", f => f.Blocks[2].Instructions.Reverse());

    [Fact]
    public void A_use_that_is_not_dominated_is_found() =>
        Fails("the definition of an operand does not dominate this use",
            f => f.Blocks[3].Terminator = new Builder(f.Blocks[3]).Return(f.Blocks[2].Instructions[1]));

    [Fact]
    public void Types_of_edge_arguments_are_checked() =>
        Fails("edge argument 0 is int and should be f64", f => f.Entry.Terminator!.Edges[0].Arguments.Reverse());

    [Fact]
    public void Numbers_of_edge_arguments_are_checked() =>
        Fails("an edge gives 1 arguments to a block that has 2 parameters",
            f => f.Entry.Terminator!.Edges[0].Arguments.RemoveAt(1));

    [Fact]
    public void Operands_of_arithmetic_have_one_type() =>
        Fails("operand 1 is f32 and should be f64", f => f.Blocks[2].Instructions[1].Operands[1] = Constant.Of(1f));

    [Fact]
    public void Conditions_are_int() =>
        Fails("operand 0 is long and should be int", f => f.Blocks[1].Terminator!.Operands[0] = Constant.Of(1L));

    [Fact]
    public void The_same_instruction_twice_is_found() =>
        Fails("the value is defined in two places", f => f.Blocks[2].Instructions.Add(f.Blocks[2].Instructions[0]));

    [Fact]
    public void Values_of_another_function_are_found() =>
        Fails("an operand is not defined in this function",
            f => f.Blocks[2].Instructions[0].Operands[0] = Samples.Power().Entry.Parameters[1]);

    [Fact]
    public void Outer_values_are_for_drafts_only()
    {
        var function = Samples.Power();
        function.Blocks[2].Instructions[1].Operands[1] = new OuterValue(Samples.Power().Entry.Parameters[0]);

        Verifier.Verify(function, allowOuter: true);
        Assert.Throws<VerificationException>(() => Verifier.Verify(function));
    }

    [Fact]
    public void Slots_stand_in_the_entry()
    {
        Fails("a slot stands outside the entry block", f => new Builder(f.Blocks[1]).Slot(typeof(int)));
        var function = Samples.Power();
        new Builder(function.Entry).Slot(typeof(byte));
        Verifier.Verify(function);
    }

    [Fact]
    public void References_may_be_imprecise_and_numbers_may_not()
    {
        var function = new Function("f", [typeof(object), typeof(int)], typeof(string));
        var b = new Builder(function.AddEntry());
        b.Return(function.Entry.Parameters[0]);
        Verifier.Verify(function);

        b.Return(function.Entry.Parameters[1]);
        Assert.Equal("operand 0 is int and should be string",
            Assert.Throws<VerificationException>(() => Verifier.Verify(function)).Problem);
    }

    [Fact]
    public void The_message_names_the_pass_and_shows_the_place()
    {
        var function = Samples.Power();
        function.Blocks[2].Terminator = null;

        var message = Assert.Throws<VerificationException>(() => Verifier.Verify(function, "FoldConstants")).Message;

        var start = "After FoldConstants: the block has no terminator\nin Power:\n";
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.Contains("\n> b2():\n", message, StringComparison.Ordinal);
        Assert.InRange(message.Count(c => c == '\n'), 5, 13);
    }

    static void Fails(string problem, Action<Function> damage)
    {
        var function = Samples.Power();
        damage(function);
        Assert.Equal(problem, Assert.Throws<VerificationException>(() => Verifier.Verify(function)).Problem);
    }
}
