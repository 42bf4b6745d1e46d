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
    readonly Func<Value, bool> _isInside;
    readonly Dictionary<Value, Value> _starts = [];
    readonly List<Instruction> _waiting = [];

    public LoopTest(Block header, Func<Value, bool> isInside, SourceSpan span)
    {
        (_header, _isInside) = (header, isInside);
        Blocks = [_entry];
        Builder = new Builder(_entry) { Span = span };
        foreach (var parameter in header.Parameters)
            _starts[parameter] = _entry.AddParameter(parameter.Type, parameter.Name);
    }

    /// <summary>The first is the entry, the last the block that is reached when all holds.</summary>
    public List<Block> Blocks { get; }

    /// <summary>Of the next test.</summary>
    public Builder Builder { get; }

    /// <summary>What the header of the loop is entered with.</summary>
    public List<BlockParameter> Parameters => _entry.Parameters;

    /// <summary>A comparison that has just been made; it waits until what the others compare has been computed as well.</summary>
    public void Require(Value comparison)
    {
        Builder.Block.Instructions.RemoveAt(Builder.Block.Instructions.Count - 1);
        _waiting.Add((Instruction)comparison);
    }

    /// <summary>What comes now is computed when all holds that was required so far.</summary>
    public void Settle()
    {
        foreach (var comparison in _waiting)
        {
            var next = new Block();
            Builder.Block.Instructions.Add(comparison);
            Builder.BranchIf(comparison, new Edge(next), new Edge(_header, _entry.Parameters));
            Builder.Block = next;
            Blocks.Add(next);
        }

        _waiting.Clear();
    }

    /// <summary>A value that counts, in the first iteration.</summary>
    public Value Start(Value value)
    {
        if (!_isInside(value))
            return value;
        if (_starts.TryGetValue(value, out var known))
            return known;
        var i = (Instruction)value;
        return _starts[value] = Builder.Append(i.Opcode, i.Type, i.Payload, Array.ConvertAll(i.Operands, Start));
    }

    /// <summary>All indices of these accesses are in range.</summary>
    /// <param name="accesses">Of elements at places that count.</param>
    /// <param name="step">Of all their counters.</param>
    /// <param name="lengthOf">The length of an array.</param>
    /// <param name="last">How often the loop goes on, below 2^31.</param>
    public void RequireRanges(List<ElementAccess> accesses, int step, Func<Value, Value> lengthOf, Value last)
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
            var (begin, end) = step > 0 ? (low, high) : (high, low);
            var length = lengthOf(begin.Array);
            Require(Builder.Compare(Comparison.LessUn, Start(begin.Index), length));
            var distance = Math.Abs(step) == 1 ? last : Builder.Mul(last, Constant.Of(Math.Abs(step)));
            Require(Builder.Compare(
                Comparison.LessUn, step > 0 ? Builder.Add(Start(end.Index), distance) : Builder.Sub(Start(end.Index), distance), length));
        }

        bool AreTogether(ElementAccess a, ElementAccess b) =>
            a.Place.Counter == b.Place.Counter && a.Place.Base == b.Place.Base && lengthOf(a.Array) == lengthOf(b.Array)
            && a.Place.Offset / MaxDistance == b.Place.Offset / MaxDistance && a.Place.Offset < 0 == b.Place.Offset < 0;
    }
}
