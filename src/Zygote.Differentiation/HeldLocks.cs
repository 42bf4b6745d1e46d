using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Finds what may run between entering a lock and leaving it. Follows all ways through a function, and on each what is known
/// of its integers: whether a <c>finally</c> leaves the lock is decided by a variable that was set when it was entered.
/// </summary>
sealed class HeldLocks
{
    // More locks that are held at the same time are taken for one that is entered in a loop.
    const int MostLocks = 8;

    // Beyond that many states for each block nothing more is known of integers.
    const int MostStates = 64;

    readonly IReadOnlySet<Block> _returning;
    readonly int _outside;
    readonly HashSet<Instruction> _locked = [];
    readonly HashSet<(Block, int, string)> _seen = [];
    readonly Dictionary<Block, int> _states = [];
    readonly Dictionary<BlockParameter, int> _numbers = [];
    readonly Stack<(Block Block, int Depth, Dictionary<BlockParameter, int> Known)> _work = new();

    HeldLocks(IReadOnlySet<Block> returning, bool isHeld) => (_returning, _outside) = (returning, isHeld ? 1 : 0);

    /// <param name="flow">Of the function.</param>
    /// <param name="returning">Its blocks from which a return can be reached.</param>
    /// <param name="isHeld">The function is called under a lock.</param>
    /// <exception cref="Refusal">A lock is entered or left, but not both, on some way.</exception>
    public static HashSet<Instruction> Find(ControlFlow flow, IReadOnlySet<Block> returning, bool isHeld)
    {
        var search = new HeldLocks(returning, isHeld);
        if (!isHeld && !flow.ReversePostOrder.Any(b => b.Instructions.Any(i => Locks.Change(i) is not null)))
            return search._locked;
        search.Reach(flow.ReversePostOrder[0], search._outside, []);
        while (search._work.TryPop(out var state))
            search.Visit(state.Block, state.Depth, state.Known);
        return search._locked;
    }

    void Reach(Block block, int depth, Dictionary<BlockParameter, int> known)
    {
        if (_states.GetValueOrDefault(block) > MostStates)
            known = [];
        var text = string.Join(' ', known.Select(k => (Number: NumberOf(k.Key), k.Value)).Order().Select(k => $"{k.Number}={k.Value}"));
        if (!_seen.Add((block, depth, text)))
            return;
        _states[block] = _states.GetValueOrDefault(block) + 1;
        _work.Push((block, depth, known));
    }

    int NumberOf(BlockParameter parameter)
    {
        if (!_numbers.TryGetValue(parameter, out var number))
            _numbers[parameter] = number = _numbers.Count;
        return number;
    }

    void Visit(Block block, int depth, Dictionary<BlockParameter, int> known)
    {
        foreach (var i in block.Instructions)
        {
            depth += Locks.Change(i) ?? 0;
            if (depth < _outside || depth > MostLocks)
                throw Refusals.Lock(i.Span);
            if (depth > 0)
                _locked.Add(i);
        }

        var end = block.Terminator!;
        if (depth > 0)
            _locked.Add(end);
        if (depth > _outside && end.Opcode == Opcode.Return)
            throw Refusals.Lock(end.Span);
        var only = end.Opcode == Opcode.BranchIf && Value(end.Operands[0], known) is { } condition ? condition != 0 ? 0 : 1 : -1;
        for (var k = 0; k < block.Edges.Length; k++)
        {
            var edge = block.Edges[k];
            if (only >= 0 && k != only || !_returning.Contains(edge.Target))
                continue;
            var after = new Dictionary<BlockParameter, int>(known);
            for (var p = 0; p < edge.Arguments.Count; p++)
            {
                if (Value(edge.Arguments[p], known) is { } value && value is 0 or 1)
                    after[edge.Target.Parameters[p]] = value;
                else
                    after.Remove(edge.Target.Parameters[p]);
            }

            // Leaving a lock fails only where it is not held.
            var released = end.Opcode == Opcode.Guard && k == 1 && block.Edges[0].Target.Instructions is [var first, ..]
                ? Math.Min(Locks.Change(first) ?? 0, 0) : 0;
            Reach(edge.Target, Math.Max(depth + released, _outside), after);
        }
    }

    /// <summary>An integer, as far as it is known.</summary>
    static int? Value(Value value, Dictionary<BlockParameter, int> known) => value switch
    {
        Constant { Content: int constant } => constant,
        BlockParameter parameter => known.TryGetValue(parameter, out var number) ? number : null,
        Instruction { Opcode: Opcode.Convert } i when i.Type == typeof(int) && i.Operands[0].Type == typeof(int) => Value(i.Operands[0], known),
        Instruction { Opcode: Opcode.Compare, Payload: Comparison.Equal or Comparison.NotEqual } i
            when Value(i.Operands[0], known) is { } a && Value(i.Operands[1], known) is { } b =>
            (a == b) == (i.Payload is Comparison.Equal) ? 1 : 0,
        _ => null,
    };
}
