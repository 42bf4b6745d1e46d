using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// From the position of a definition to that of the last use, the end excluded: a result may take an operand's local.
/// </summary>
sealed record Range(int Start, int End);

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
    readonly Dictionary<Block, List<Value>> _liveOut = [];
    readonly List<int> _calls = [];

    public LiveRanges(Placement placement, ControlFlow flow, IReadOnlyList<Block> order)
    {
        _placement = placement;
        _entry = flow.ReversePostOrder[0];
        ComputeLiveness(flow);
        var position = 0;
        foreach (var block in order)
            position += (2 * placement.Statements(block).Count) + 4;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var start = position - (2 * placement.Statements(order[i]).Count + 4);
            Scan(order[i], start, position);
            position = start;
        }

        foreach (var list in _ranges.Values)
            list.Reverse();
        _calls.Reverse();
    }

    /// <summary>Ascending and apart from each other.</summary>
    public IReadOnlyDictionary<Value, List<Range>> Ranges => _ranges;

    /// <summary>True when a call is made between the ends of a range.</summary>
    public bool IncludeCall(List<Range> ranges)
    {
        foreach (var (start, end) in ranges)
        {
            var next = _calls.BinarySearch(start + 1);
            if (next < 0)
                next = ~next;
            if (next < _calls.Count && _calls[next] < end)
                return true;
        }

        return false;
    }

    /// <summary>Needs a local: the parameters of the function have their arguments, other things are expanded.</summary>
    bool HasLocal(Value value) => value switch
    {
        BlockParameter p => p.Block != _entry,
        Instruction i => !_placement.IsExpanded(i),
        _ => false,
    };

    // For each value, up from the blocks that use it to the one that defines it. Source: Brandner et al. (2011), Computing
    // Liveness Sets for SSA-Form Programs.
    void ComputeLiveness(ControlFlow flow)
    {
        var blocks = flow.ReversePostOrder;
        var homes = new Dictionary<Value, int>();
        for (var b = 0; b < blocks.Count; b++)
        {
            foreach (var parameter in blocks[b].Parameters)
                homes[parameter] = b;
            foreach (var statement in _placement.Statements(blocks[b]))
                homes[statement] = b;
        }

        var uses = new Dictionary<Value, List<int>>();
        for (var b = 0; b < blocks.Count; b++)
        {
            foreach (var statement in _placement.Statements(blocks[b]).Append(blocks[b].Terminator!))
                UseIn(b, _placement.Leaves(_placement.AllOperands(statement)));
            _liveOut[blocks[b]] = [];
        }

        // What the handler of a guard needs is needed through all of its body. The arguments of the edge come after it too.
        var bodies = new List<int>?[blocks.Count];
        foreach (var (body, guard) in Guarding.Bodies(blocks))
        {
            var handler = guard.Edges[1];
            var b = flow.Order(body);
            (bodies[flow.Order(handler.Target)] ??= []).Add(b);
            var arguments = handler.Arguments.Where((_, i) => _placement.IsNeeded(handler.Target.Parameters[i]));
            var leaves = _placement.Leaves(arguments).Where(HasLocal).Distinct().ToList();
            UseIn(b, leaves);
            _liveOut[body].AddRange(leaves);
        }

        var into = new int[blocks.Count]; // the number of the value that was last found to be alive there
        var outOf = new int[blocks.Count];
        var work = new Stack<int>();
        var number = 0;
        foreach (var (value, list) in uses)
        {
            number++;
            var home = homes[value];
            foreach (var b in list)
                PushInto(b);
            while (work.TryPop(out var b))
            {
                foreach (var from in flow.PredecessorOrders(b))
                    Reach(from);
                foreach (var body in bodies[b] ?? [])
                    Reach(body);
            }

            void PushInto(int b)
            {
                if (into[b] == number)
                    return;
                into[b] = number;
                work.Push(b);
            }

            void Reach(int b)
            {
                if (outOf[b] != number)
                    _liveOut[blocks[b]].Add(value);
                outOf[b] = number;
                if (b != home)
                    PushInto(b);
            }
        }

        void UseIn(int b, IEnumerable<Value> leaves)
        {
            foreach (var leaf in leaves)
            {
                if (!HasLocal(leaf) || homes[leaf] == b)
                    continue;
                if (!uses.TryGetValue(leaf, out var list))
                    uses[leaf] = list = [];
                if (list.Count == 0 || list[^1] != b)
                    list.Add(b);
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
        if (_placement.AllOperands(block.Terminator!).Any(Calls))
            _calls.Add(end - 1);

        var statements = _placement.Statements(block);
        for (var i = statements.Count - 1; i >= 0; i--)
        {
            var statement = statements[i];
            var position = start + 2 * i + 2;
            var isWithField = statement.Opcode == Opcode.WithField;
            if (_placement.IsUsed(statement) && HasLocal(statement))
                Define(statement, isWithField ? position - 1 : position);
            if (_placement.Calls(statement))
                _calls.Add(position);
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

        bool Calls(Value value) => _placement.IsExpanded(value) && _placement.Calls((Instruction)value);

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
