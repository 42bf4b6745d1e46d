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
    readonly List<Value> _values = [];
    readonly List<Range>?[] _ranges; // by the numbers of values
    readonly List<Value>[] _liveOut; // by the orders of blocks
    readonly List<int> _calls = [];

    // Of the block that is scanned.
    readonly Dictionary<Value, int> _ends = [];
    readonly List<Value> _leaves = [];

    public LiveRanges(Placement placement, ControlFlow flow, IReadOnlyList<Block> order)
    {
        _placement = placement;
        _entry = flow.ReversePostOrder[0];
        _ranges = new List<Range>?[placement.ValueCount];
        _liveOut = new List<Value>[flow.ReversePostOrder.Count];
        ComputeLiveness(flow);
        var position = 0;
        foreach (var block in order)
            position += (2 * placement.Statements(block).Count) + 4;
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var start = position - (2 * placement.Statements(order[i]).Count + 4);
            Scan(order[i], _liveOut[flow.Order(order[i])], start, position);
            position = start;
        }

        foreach (var value in _values)
            Of(value).Reverse();
        _calls.Reverse();
    }

    /// <summary>Those that need locals.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <summary>Ascending and apart from each other.</summary>
    public List<Range> Of(Value value) => _ranges[value.Order]!;

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
        var homes = new int[_ranges.Length];
        for (var b = 0; b < blocks.Count; b++)
        {
            foreach (var parameter in blocks[b].Parameters)
                homes[parameter.Order] = b;
            foreach (var statement in _placement.Statements(blocks[b]))
                homes[statement.Order] = b;
        }

        var used = new List<Value>();
        var uses = new List<int>?[_ranges.Length];
        var leaves = new List<Value>();
        for (var b = 0; b < blocks.Count; b++)
        {
            leaves.Clear();
            foreach (var statement in _placement.Statements(blocks[b]))
                _placement.AddLeaves(_placement.Operands(statement), leaves);
            _placement.AddLeaves(_placement.AllOperands(blocks[b].Terminator!), leaves);
            UseIn(b, leaves);
            _liveOut[b] = [];
        }

        // What the handler of a guard needs is needed through all of its body. The arguments of the edge come after it too.
        var bodies = new List<int>?[blocks.Count];
        foreach (var (body, guard) in Guarding.Bodies(blocks))
        {
            var handler = guard.Edges[1];
            var b = flow.Order(body);
            (bodies[flow.Order(handler.Target)] ??= []).Add(b);
            leaves.Clear();
            _placement.AddLeaves(handler.Arguments.Where((_, i) => _placement.IsNeeded(handler.Target.Parameters[i])).ToArray(), leaves);
            UseIn(b, leaves);
            _liveOut[b].AddRange(leaves.Where(HasLocal).Distinct());
        }

        var into = new int[blocks.Count]; // the number of the value that was last found to be alive there
        var outOf = new int[blocks.Count];
        var work = new Stack<int>();
        var number = 0;
        foreach (var value in used)
        {
            number++;
            var home = homes[value.Order];
            foreach (var b in uses[value.Order]!)
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
                    _liveOut[b].Add(value);
                outOf[b] = number;
                if (b != home)
                    PushInto(b);
            }
        }

        void UseIn(int b, List<Value> values)
        {
            foreach (var leaf in values)
            {
                if (!HasLocal(leaf) || homes[leaf.Order] == b)
                    continue;
                if (uses[leaf.Order] is not { } list)
                {
                    uses[leaf.Order] = list = [];
                    used.Add(leaf);
                }

                if (list.Count == 0 || list[^1] != b)
                    list.Add(b);
            }
        }
    }

    void Scan(Block block, List<Value> liveOut, int start, int end)
    {
        _ends.Clear();
        foreach (var value in liveOut)
            _ends[value] = end;
        Use(_placement.AllOperands(block.Terminator!), end - 1);
        if (_placement.CallsIn(_placement.AllOperands(block.Terminator!)))
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
            var operands = _placement.Operands(statement);
            Use(isWithField ? operands[1..] : operands, position);
            if (isWithField)
                Use(operands[..1], position - 1);
        }

        foreach (var parameter in block.Parameters)
        {
            if (_placement.IsNeeded(parameter) && HasLocal(parameter))
                Define(parameter, start);
        }

        foreach (var (value, last) in _ends)
            Add(value, new Range(start, last));

        void Use(ReadOnlySpan<Value> operands, int position)
        {
            _leaves.Clear();
            _placement.AddLeaves(operands, _leaves);
            foreach (var leaf in _leaves)
            {
                if (HasLocal(leaf))
                    _ends.TryAdd(leaf, position);
            }
        }

        void Define(Value value, int position)
        {
            _ends.Remove(value, out var last);
            Add(value, new Range(position, Math.Max(last, position + 1)));
        }
    }

    // Blocks come last to first.
    void Add(Value value, Range range)
    {
        if (_ranges[value.Order] is not { } list)
        {
            _ranges[value.Order] = list = [];
            _values.Add(value);
        }

        if (list.Count > 0 && list[^1].Start == range.End)
            list[^1] = range with { End = list[^1].End };
        else
            list.Add(range);
    }
}
