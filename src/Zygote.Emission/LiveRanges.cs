using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// From the position of a definition to that of the last use, the end excluded: a result may take an operand's local.
/// </summary>
readonly record struct Range(int Start, int End);

/// <summary>Where each value that needs a local is alive, as ranges of positions in the order of emission.</summary>
/// <remarks>
/// Statements stand two positions apart. An expression is read at the position of its statement; <c>with.field</c> defines
/// its result one position earlier, since it writes the whole struct before it evaluates the new field.
/// </remarks>
sealed class LiveRanges
{
    readonly Placement _placement;
    readonly Block _entry;
    readonly Dictionary<Value, List<Range>> _ranges = [];
    readonly Dictionary<Block, HashSet<Value>> _liveOut = [];

    public LiveRanges(Placement placement, ControlFlow flow, IReadOnlyList<Block> order)
    {
        _placement = placement;
        _entry = flow.ReversePostOrder[0];
        ComputeLiveness(flow);
        var position = order.Sum(b => 2 * placement.Statements(b).Count + 4);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var start = position - (2 * placement.Statements(order[i]).Count + 4);
            Scan(order[i], start, position);
            position = start;
        }

        foreach (var list in _ranges.Values)
            list.Reverse();
    }

    /// <summary>Ascending and apart from each other.</summary>
    public IReadOnlyDictionary<Value, List<Range>> Ranges => _ranges;

    /// <summary>Needs a local: the parameters of the function have their arguments, other things are expanded.</summary>
    bool HasLocal(Value value) => value switch
    {
        BlockParameter p => p.Block != _entry,
        Instruction i => !_placement.IsExpanded(i),
        _ => false,
    };

    void ComputeLiveness(ControlFlow flow)
    {
        var exposed = new Dictionary<Block, HashSet<Value>>();
        var defined = new Dictionary<Block, HashSet<Value>>();
        foreach (var block in flow.ReversePostOrder)
        {
            var definitions = defined[block] = [.. block.Parameters];
            var uses = exposed[block] = [];
            foreach (var statement in _placement.Statements(block).Append(block.Terminator!))
            {
                foreach (var leaf in _placement.Leaves(_placement.AllOperands(statement)))
                {
                    if (HasLocal(leaf) && !definitions.Contains(leaf))
                        uses.Add(leaf);
                }

                definitions.Add(statement);
            }

            _liveOut[block] = [];
        }

        // What the handler of a guard needs is needed through all of its body. The arguments of the edge come after it too.
        var guards = Guarding.Bodies(flow.ReversePostOrder);
        foreach (var (body, guard) in guards)
        {
            var handler = guard.Edges[1];
            var arguments = handler.Arguments.Where((_, i) => _placement.IsNeeded(handler.Target.Parameters[i]));
            foreach (var leaf in _placement.Leaves(arguments).Where(HasLocal))
            {
                _liveOut[body].Add(leaf);
                if (!defined[body].Contains(leaf))
                    exposed[body].Add(leaf);
            }
        }

        var bodies = guards.ToLookup(g => g.Value.Edges[1].Target, g => g.Key);

        // What a block needs from outside is pushed up along the edges until it meets the definition.
        var work = new Stack<(Block Block, Value Value)>();
        foreach (var (block, uses) in exposed)
        {
            foreach (var value in uses)
                work.Push((block, value));
        }

        while (work.TryPop(out var item))
        {
            foreach (var from in flow.Predecessors(item.Block).Select(p => p.From).Concat(bodies[item.Block]))
            {
                if (_liveOut[from].Add(item.Value) && !defined[from].Contains(item.Value) && exposed[from].Add(item.Value))
                    work.Push((from, item.Value));
            }
        }
    }

    void Scan(Block block, int start, int end)
    {
        var ends = new Dictionary<Value, int>();
        foreach (var value in _liveOut[block])
            ends[value] = end;
        foreach (var leaf in _placement.Leaves(_placement.AllOperands(block.Terminator!)))
            Use(leaf, end - 1);

        var statements = _placement.Statements(block);
        for (var i = statements.Count - 1; i >= 0; i--)
        {
            var statement = statements[i];
            var position = start + 2 * i + 2;
            var isWithField = statement.Opcode == Opcode.WithField;
            if (_placement.IsUsed(statement) && HasLocal(statement))
                Define(statement, isWithField ? position - 1 : position);
            var operands = isWithField ? _placement.Operands(statement).Skip(1) : _placement.Operands(statement);
            foreach (var leaf in _placement.Leaves(operands))
                Use(leaf, position);
            if (isWithField)
            {
                foreach (var leaf in _placement.Leaves([statement.Operands[0]]))
                    Use(leaf, position - 1);
            }
        }

        foreach (var parameter in block.Parameters)
        {
            if (_placement.IsNeeded(parameter) && HasLocal(parameter))
                Define(parameter, start);
        }

        foreach (var (value, last) in ends)
            Add(value, new Range(start, last));

        void Use(Value value, int position)
        {
            if (HasLocal(value))
                ends.TryAdd(value, position);
        }

        void Define(Value value, int position)
        {
            ends.Remove(value, out var last);
            Add(value, new Range(position, Math.Max(last, position + 1)));
        }
    }

    // Blocks come last to first.
    void Add(Value value, Range range)
    {
        if (!_ranges.TryGetValue(value, out var list))
            _ranges[value] = list = [];
        if (list.Count > 0 && list[^1].Start == range.End)
            list[^1] = range with { End = list[^1].End };
        else
            list.Add(range);
    }
}
