using System;
using System.Collections.Generic;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Tests before a loop whether another version of it may be taken: one after the other, as the first that fails ends them.</summary>
/// <remarks>
///   br h(0)    =>    br t(0)    t(%i): br.if c1, u(), h(%i)    u(): br.if c2, ..., h(%i)
/// Comparisons and branches, not calls: the JIT would not put larger methods in their place, and registers are lost in calls.
/// </remarks>
sealed class LoopTest
{
    /// <summary>Indices of one counter are looked at together up to this distance: with it, the last one cannot overflow into the range.</summary>
    const int MaxDistance = 32;

    readonly Block _header;
    readonly Block _entry = new();
    readonly Builder _builder;
    readonly Func<Value, Dictionary<Value, Value>, Value> _copy;
    readonly Dictionary<Value, Value> _starts = [];
    readonly List<Instruction> _waiting = [];

    /// <param name="header">Of the loop.</param>
    /// <param name="builder">From now on it builds the tests.</param>
    /// <param name="copy">Makes a value of the loop again, from others.</param>
    public LoopTest(Block header, Builder builder, Func<Value, Dictionary<Value, Value>, Value> copy)
    {
        (_header, _builder, _copy) = (header, builder, copy);
        Blocks = [_entry];
        builder.Block = _entry;
        foreach (var parameter in header.Parameters)
            _starts[parameter] = _entry.AddParameter(parameter.Type, parameter.Name);
    }

    /// <summary>The first is the entry, the last the block that is reached when all holds.</summary>
    public List<Block> Blocks { get; }

    /// <summary>The comparison waits until what the others compare has been computed as well.</summary>
    public void Require(Comparison comparison, Value a, Value b) =>
        _waiting.Add(new Instruction(Opcode.Compare, typeof(int), [a, b], comparison, _builder.Span));

    /// <summary>What comes now is computed when all holds that was required so far.</summary>
    public void Settle()
    {
        foreach (var comparison in _waiting)
        {
            var next = new Block();
            _builder.Block.Instructions.Add(comparison);
            _builder.BranchIf(comparison, new Edge(next), new Edge(_header, _entry.Parameters));
            _builder.Block = next;
            Blocks.Add(next);
        }

        _waiting.Clear();
    }

    /// <summary>A value that counts, in the first iteration.</summary>
    public Value Start(Value value) => _copy(value, _starts);

    /// <summary>All indices of these accesses are in range.</summary>
    /// <param name="accesses">Of elements at places that count.</param>
    /// <param name="isUp">Whether their counters go up by one, or down.</param>
    /// <param name="lengthOf">The length of an array.</param>
    /// <param name="last">How often the loop goes on, below 2^31.</param>
    public void RequireRanges(List<ElementAccess> accesses, bool isUp, Func<Value, Value> lengthOf, Value last)
    {
        for (var n = 0; n < accesses.Count; n++)
        {
            var (low, high, isFirst) = (accesses[n], accesses[n], true);
            for (var m = 0; m < accesses.Count; m++)
            {
                if (!AreTogether(accesses[n], accesses[m]))
                    continue;
                isFirst &= m >= n;
                low = accesses[m].Place.Offset < low.Place.Offset ? accesses[m] : low;
                high = accesses[m].Place.Offset > high.Place.Offset ? accesses[m] : high;
            }

            if (!isFirst)
                continue;
            var (begin, end) = isUp ? (low, high) : (high, low);
            var length = lengthOf(begin.Array);
            Require(Comparison.LessUn, Start(begin.Index), length);
            Require(Comparison.LessUn, _builder.Binary(isUp ? Opcode.Add : Opcode.Sub, Start(end.Index), last), length);
        }

        bool AreTogether(ElementAccess a, ElementAccess b) =>
            a.Place.Counter == b.Place.Counter && a.Place.Base == b.Place.Base && lengthOf(a.Array) == lengthOf(b.Array)
            && a.Place.Offset / MaxDistance == b.Place.Offset / MaxDistance && a.Place.Offset < 0 == b.Place.Offset < 0;
    }
}
