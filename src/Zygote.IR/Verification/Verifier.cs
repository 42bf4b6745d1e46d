using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>
/// Says whether a function is well formed. It checks that
///   1. there is an entry block; its parameters have the stack types of the function's, and no edge leads to it;
///   2. every block is listed once, has one terminator, and only edges to blocks of the function;
///   3. edges give as many arguments as the target has parameters, of their types;
///   4. every instruction stands in one place and block parameters know their block;
///   5. operands are constants or defined in this function, have a value, and their definitions dominate the uses
///      (uses in unreachable blocks need not be dominated);
///   6. values of other functions (outer) appear only where they are allowed;
///   7. slots are in the entry block;
///   8. the types of all values are stack types;
///   9. operand counts, edge counts and payloads are as <see cref="OpcodeTable"/> says;
///  10. the body of a guard is entered through it only;
///  11. operands and result fit the opcode: see <see cref="TypeRules"/>, which has one case for each.
/// </summary>
/// <remarks>Simple on purpose, since it is what all else is checked by. Linear, up to the dominator tree.</remarks>
sealed class Verifier
{
    readonly Function _function;
    readonly string _after;
    readonly bool _allowOuter;
    readonly HashSet<Block> _blocks = [];

    /// <summary>Block and position of each definition; parameters are at -1.</summary>
    readonly Dictionary<Value, (Block Block, int Index)> _definitions = [];

    Verifier(Function function, string after, bool allowOuter)
    {
        _function = function;
        _after = after;
        _allowOuter = allowOuter;
    }

    /// <param name="function">What to check.</param>
    /// <param name="after">The pass that ran last, for the message.</param>
    /// <param name="allowOuter">The function is a draft that may name values of another one.</param>
    /// <exception cref="VerificationException">The function is malformed.</exception>
    public static void Verify(Function function, string after = "", bool allowOuter = false)
    {
        var verifier = new Verifier(function, after, allowOuter);
        verifier.CheckBlocks();
        verifier.CheckDefinitions();
        verifier.CheckEntry();
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
                verifier.CheckInstruction(instruction);
            verifier.CheckInstruction(block.Terminator!);
        }

        verifier.CheckGuards();
        verifier.CheckDominance();
    }

    void CheckBlocks()
    {
        if (_function.Blocks.Count == 0)
            throw Fail(_function, "the function has no blocks");
        foreach (var block in _function.Blocks)
        {
            if (!_blocks.Add(block))
                throw Fail(block, "the block is listed twice");
        }

        foreach (var block in _function.Blocks)
        {
            if (block.Terminator is null)
                throw Fail(block, "the block has no terminator");
            if (!block.Terminator.Opcode.Facts().IsTerminator)
                throw Fail(block.Terminator, "the terminator is an ordinary instruction");
            foreach (var edge in block.Edges)
            {
                if (!_blocks.Contains(edge.Target))
                    throw Fail(block.Terminator, "an edge leads to a block outside the function");
                if (edge.Target == _function.Entry)
                    throw Fail(block.Terminator, "an edge leads to the entry block");
            }
        }
    }

    void CheckDefinitions()
    {
        foreach (var block in _function.Blocks)
        {
            foreach (var parameter in block.Parameters)
            {
                if (parameter.Block != block)
                    throw Fail(block, "a parameter belongs to another block");
                Define(parameter, block, -1);
            }

            for (var i = 0; i < block.Instructions.Count; i++)
            {
                var instruction = block.Instructions[i] ?? throw Fail(block, "an instruction is null");
                if (instruction.Opcode.Facts().IsTerminator)
                    throw Fail(instruction, "a terminator stands among the instructions");
                if (instruction.Opcode == Opcode.Slot && block != _function.Entry)
                    throw Fail(instruction, "a slot stands outside the entry block");
                Define(instruction, block, i);
            }

            Define(block.Terminator!, block, block.Instructions.Count);
        }
    }

    void Define(Value value, Block block, int index)
    {
        var shows = value is Instruction ? (object)value : block;
        if (!_definitions.TryAdd(value, (block, index)))
            throw Fail(shows, "the value is defined in two places");
        if (value.Type is null || StackTypes.Of(value.Type) != value.Type)
            throw Fail(shows, $"{TypeNames.Of(value.Type)} is not a stack type");
        if (value is BlockParameter && value.Type == typeof(void))
            throw Fail(shows, "a parameter has type void");
    }

    void CheckEntry()
    {
        var actual = _function.Entry.Parameters.Select(p => p.Type);
        var expected = _function.ParameterTypes.Select(StackTypes.Of);
        if (!actual.SequenceEqual(expected))
            throw Fail(_function.Entry, $"the entry's parameters should be ({TypeNames.List(expected)})");
    }

    void CheckInstruction(Instruction instruction)
    {
        foreach (var operand in instruction.Operands)
            CheckOperand(instruction, operand);
        foreach (var edge in instruction.Edges)
        {
            foreach (var argument in edge.Arguments)
                CheckOperand(instruction, argument);
            if (edge.Arguments.Count != edge.Target.Parameters.Count)
            {
                throw Fail(instruction, $"an edge gives {edge.Arguments.Count} arguments to a block that has " +
                    $"{edge.Target.Parameters.Count} parameters");
            }

            for (var i = 0; i < edge.Arguments.Count; i++)
            {
                var (to, from) = (edge.Target.Parameters[i].Type, edge.Arguments[i]);
                if (!TypeRules.Fits(to, from))
                {
                    var wrong = $"edge argument {i} is {TypeNames.Of(from.Type)}";
                    throw Fail(instruction, $"{wrong} and should be {TypeNames.Of(to)}");
                }
            }
        }

        if (TypeRules.Problem(instruction, _function) is { } problem)
            throw Fail(instruction, problem);
    }

    void CheckOperand(Instruction user, Value? operand)
    {
        if (operand is null)
            throw Fail(user, "an operand is null");
        if (operand is Constant)
            return;
        if (operand is OuterValue)
        {
            if (!_allowOuter)
                throw Fail(user, "an operand is a value of another function");
            return;
        }

        if (!_definitions.ContainsKey(operand))
            throw Fail(user, "an operand is not defined in this function");
        if (operand.Type == typeof(void))
            throw Fail(user, "an operand has no value");
    }

    void CheckGuards()
    {
        var entrances = _function.Blocks.SelectMany(b => b.Edges).CountBy(e => e.Target).ToDictionary();
        foreach (var block in _function.Blocks)
        {
            if (block.Terminator!.Opcode == Opcode.Guard && entrances[block.Edges[0].Target] != 1)
                throw Fail(block.Terminator, "the body of a guard has another entrance");
        }
    }

    void CheckDominance()
    {
        var flow = new ControlFlow(_function);
        var intervals = Intervals(flow);
        foreach (var block in flow.ReversePostOrder)
        {
            for (var i = 0; i <= block.Instructions.Count; i++)
            {
                var user = i < block.Instructions.Count ? block.Instructions[i] : block.Terminator!;
                foreach (var operand in user.Operands.Concat(user.Edges.SelectMany(e => e.Arguments)))
                {
                    if (!_definitions.TryGetValue(operand, out var at))
                        continue;
                    if (at.Block == block)
                    {
                        if (at.Index >= i)
                            throw Fail(user, "an operand is defined after its use");
                    }
                    else if (!intervals.TryGetValue(at.Block, out var above) || !above.Contains(intervals[block]))
                    {
                        throw Fail(user, "the definition of an operand does not dominate this use");
                    }
                }
            }
        }
    }

    /// <summary>Numbers the dominator tree: a block dominates exactly those whose start lies in its interval.</summary>
    static Dictionary<Block, Interval> Intervals(ControlFlow flow)
    {
        var dominators = new DominatorTree(flow);
        var blocks = flow.ReversePostOrder;
        var parent = new int[blocks.Count];
        var size = new int[blocks.Count];
        for (var i = blocks.Count - 1; i >= 0; i--)
        {
            size[i]++;
            parent[i] = i == 0 ? -1 : flow.Order(dominators.ImmediateDominator(blocks[i])!);
            if (i > 0)
                size[parent[i]] += size[i];
        }

        var next = new int[blocks.Count];
        var intervals = new Dictionary<Block, Interval>();
        for (var i = 0; i < blocks.Count; i++)
        {
            var start = i == 0 ? 0 : next[parent[i]];
            if (i > 0)
                next[parent[i]] += size[i];
            next[i] = start + 1;
            intervals[blocks[i]] = new Interval(start, start + size[i]);
        }

        return intervals;
    }

    VerificationException Fail(object shows, string problem)
    {
        var lines = Printer.Lines(_function).ToList();
        var at = Math.Max(0, lines.FindIndex(l => ReferenceEquals(l.Shows, shows)));
        var from = Math.Max(0, at - 5);
        var excerpt = lines.Skip(from).Take(11).Select((l, i) => (from + i == at ? "> " : "  ") + l.Line);
        return new VerificationException(problem, _after, $"in {_function.Name}:\n{string.Join('\n', excerpt)}");
    }

    readonly record struct Interval(int Start, int End)
    {
        public bool Contains(Interval other) => Start <= other.Start && other.Start < End;
    }
}
