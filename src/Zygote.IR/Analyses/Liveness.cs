using System.Collections.Generic;
using System.Linq;

namespace Zygote.IR;

/// <summary>
/// Which values are needed in a block or after it and come from before it. The parameters of a block are defined by it and
/// not live into it; the arguments of an edge are used at the end of the block that the edge leaves.
/// </summary>
/// <remarks>Constants and outer values are not tracked. Unreachable blocks have nothing live.</remarks>
sealed class Liveness
{
    readonly Dictionary<Value, int> _numbers = [];
    readonly List<Value> _values = [];
    readonly Dictionary<Block, ulong[]> _liveIn = [];

    Liveness(Function function, ControlFlow flow)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var value in block.Parameters.Concat<Value>(block.Instructions))
            {
                _numbers[value] = _values.Count;
                _values.Add(value);
            }
        }

        var used = new Dictionary<Block, ulong[]>();
        var defined = new Dictionary<Block, ulong[]>();
        foreach (var block in flow.ReversePostOrder)
        {
            _liveIn[block] = NewSet();
            (used[block], defined[block]) = Local(block);
        }

        // Backwards: a block sees its successors' final sets at once, except along back edges.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var block in flow.ReversePostOrder.Reverse())
            {
                var live = _liveIn[block];
                var (uses, definitions) = (used[block], defined[block]);
                for (var word = 0; word < live.Length; word++)
                {
                    var after = 0UL;
                    foreach (var edge in block.Edges)
                        after |= _liveIn[edge.Target][word];
                    var bits = uses[word] | (after & ~definitions[word]);
                    changed |= bits != live[word];
                    live[word] = bits;
                }
            }
        }
    }

    public static Liveness Of(Function function, ControlFlow flow) => new(function, flow);

    public bool IsLiveIn(Value value, Block block) =>
        _numbers.TryGetValue(value, out var n) && _liveIn.TryGetValue(block, out var live) && Has(live, n);

    /// <summary>Is it needed in a successor of the block? Arguments of the edges alone do not make it so.</summary>
    public bool IsLiveOut(Value value, Block block) => block.Edges.Any(e => IsLiveIn(value, e.Target));

    /// <summary>In the order of the definitions.</summary>
    public IEnumerable<Value> LiveIn(Block block)
    {
        if (!_liveIn.TryGetValue(block, out var live))
            yield break;
        for (var n = 0; n < _values.Count; n++)
        {
            if (live[n >> 6] == 0)
                n |= 63; // nothing in this word
            else if (Has(live, n))
                yield return _values[n];
        }
    }

    /// <summary>What the block uses before it defines it, and what it defines.</summary>
    (ulong[] Used, ulong[] Defined) Local(Block block)
    {
        var (used, defined) = (NewSet(), NewSet());
        foreach (var parameter in block.Parameters)
            Add(defined, parameter);
        foreach (var instruction in block.Instructions)
        {
            Use(instruction);
            Add(defined, instruction);
        }

        if (block.Terminator is { } end)
            Use(end);
        return (used, defined);

        void Use(Instruction user)
        {
            foreach (var operand in user.Operands.Concat(user.Edges.SelectMany(e => e.Arguments)))
            {
                if (_numbers.TryGetValue(operand, out var n) && !Has(defined, n))
                    Add(used, operand);
            }
        }
    }

    void Add(ulong[] set, Value value)
    {
        var n = _numbers[value];
        set[n >> 6] |= 1UL << (n & 63);
    }

    static bool Has(ulong[] set, int n) => (set[n >> 6] >> (n & 63) & 1) != 0;

    ulong[] NewSet() => new ulong[(_values.Count + 63) / 64];
}
