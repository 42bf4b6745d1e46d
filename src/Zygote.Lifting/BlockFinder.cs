using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

namespace Zygote.Lifting;

/// <summary>A run of instructions that is entered only at the first and left only behind the last.</summary>
sealed class ILBlock
{
    /// <summary>Not empty, except where <see cref="Dispatch"/> is set.</summary>
    public List<ILInstruction> Instructions { get; } = [];

    /// <summary>Branch targets in the order of the operand, then the block behind, if it can be reached.</summary>
    public List<ILBlock> Successors { get; } = [];

    /// <summary>What happens to an exception, for a block that is not code.</summary>
    public Dispatch? Dispatch { get; init; }

    /// <summary>Where exceptions of the instructions arrive; null where they leave the method.</summary>
    public ILBlock? Landing { get; set; }

    /// <summary>The dispatch for an exception that is thrown here; null where it leaves the method.</summary>
    public ILBlock? Thrown { get; set; }

    /// <summary>In the handler or filter of a clause: the dispatch that led here, which knows the exception.</summary>
    public ILBlock? Handled { get; set; }

    public int PredecessorCount { get; set; }

    /// <summary>A branch leads here from a block that is lifted later.</summary>
    public bool HasBackwardEntrance { get; set; }

    /// <summary>Position in reverse postorder.</summary>
    public int Order { get; set; }
}

/// <summary>Cuts a method body into blocks.</summary>
/// <remarks>
/// Handlers of exceptions are part of the graph: each protected block has a landing, from which a chain of dispatch blocks,
/// one for each clause around it, leads to the handler that fits. The code of a finally clause is there once for each way
/// into it, so that what follows it is known:
///   try { A; leave x } finally { F }  x:     =>     A -> F -> x    A's landing -> dispatch -> F' -> rethrow
/// Filters run before the finally clauses that are further in. So where a filter is around a finally clause, the chain first
/// looks for the clause that catches, and the finally clauses passed over, the innermost first, run on the way to it:
///   try { try { A } finally { F } } catch when (w) { C }     =>     A's landing -> w ? F' -> C : F'' -> rethrow
/// </remarks>
sealed partial class BlockFinder
{
    readonly Dictionary<int, ILInstruction[]> _code = [];
    readonly Clause[] _clauses;
    readonly Dictionary<Place, ILBlock> _blocks = [];
    readonly Dictionary<Question, ILBlock> _dispatches = [];
    readonly Dictionary<Way, ILBlock> _unwinding = [];
    readonly Dictionary<Question, ILBlock> _entrances = [];
    readonly Dictionary<ILBlock, ILBlock> _landings = [];
    readonly Dictionary<ILBlock, ILBlock> _refusals = [];
    readonly Stack<Place> _work = [];
    readonly ILBlock _rethrow = new() { Dispatch = new Dispatch.Rethrow() };

    BlockFinder(IReadOnlyList<ILInstruction> code, IEnumerable<ExceptionHandlingClause> clauses)
    {
        _clauses = [.. clauses.Select((c, i) => new Clause(i, c))];
        var leaders = new HashSet<int> { 0 };
        foreach (var clause in _clauses)
            leaders.UnionWith([clause.Try.Start, clause.Try.End, clause.Handler.Start, clause.Handler.End, clause.FilterStart]);
        foreach (var instruction in code)
        {
            if (instruction.HasTargets)
                leaders.UnionWith(instruction.Targets);
            if (instruction.EndsBlock)
                leaders.Add(instruction.Next);
        }

        var first = 0;
        for (var i = 1; i <= code.Count; i++)
        {
            if (i < code.Count && !leaders.Contains(code[i].Offset))
                continue;
            _code[code[first].Offset] = [.. code.Skip(first).Take(i - first)];
            first = i;
        }
    }

    /// <summary>The reachable blocks in reverse postorder; null where control runs off the end.</summary>
    public static List<ILBlock>? Find(IReadOnlyList<ILInstruction> code, IEnumerable<ExceptionHandlingClause>? clauses = null)
    {
        var finder = new BlockFinder(code, clauses ?? []);
        var entry = finder.At(0, null);
        while (finder._work.TryPop(out var place))
        {
            if (!finder.Connect(finder._blocks[place], place.Offset, place.Way))
                return null;
        }

        var order = ReversePostOrder(entry);
        foreach (var successor in order.SelectMany(b => b.Successors))
            successor.PredecessorCount++;
        return order;
    }

    sealed record Place(int Offset, Way? Way);

    ILBlock At(int offset, Way? way)
    {
        var place = new Place(offset, way);
        if (!_blocks.TryGetValue(place, out var block))
        {
            _blocks[place] = block = new ILBlock();
            _work.Push(place);
        }

        return block;
    }

    /// <summary>Fills a block; false when control runs off the end.</summary>
    bool Connect(ILBlock block, int offset, Way? way)
    {
        if (!_code.TryGetValue(offset, out var instructions))
            return false;
        block.Instructions.AddRange(instructions);
        var handling = Handling(offset);
        if (handling is not null)
            block.Handled = Handled(handling, offset, way);
        if (Around(offset, way, 0, null) is { } dispatch)
            Protect(block, dispatch, new Dispatch.Landing());
        if (handling?.IsFilter(offset) == true)
            Protect(block, Refused(handling, way), new Dispatch.Refusal(block.Handled!));
        var last = instructions[^1];
        switch (last.Opcode)
        {
            case ILOpCode.Leave:
                block.Successors.Add(After(offset, last.Number, way));
                return true;
            case ILOpCode.Throw or ILOpCode.Rethrow:
                if (block.Thrown is { } thrown)
                    block.Successors.Add(thrown);
                else if (last.Opcode == ILOpCode.Rethrow)
                    block.Successors.Add(_rethrow);
                return true;
            case ILOpCode.Endfinally:
                switch (way)
                {
                    case Way.Leaving leaving:
                        block.Successors.Add(After(way.Clause.Try.Start, leaving.Target, way.Outer, way.Clause.Index + 1));
                        return true;
                    case Way.Unwinding unwinding:
                        block.Handled = Unwinding(unwinding);
                        block.Successors.Add(After(unwinding));
                        return true;
                    default:
                        return false;
                }

            case ILOpCode.Endfilter:
                block.Successors.Add(Accepted(handling!, way));
                block.Successors.Add(Refused(handling!, way));
                return true;
        }

        foreach (var target in (int[])[.. last.HasTargets ? last.Targets : [], .. last.EndsFlow ? (int[])[] : [last.Next]])
            block.Successors.Add(At(target, way));
        return true;
    }

    void Protect(ILBlock block, ILBlock dispatch, Dispatch kind)
    {
        block.Thrown = kind is Dispatch.Landing ? dispatch : null;
        var key = kind is Dispatch.Refusal refusal ? refusal.Owner : dispatch;
        var landings = kind is Dispatch.Landing ? _landings : _refusals;
        if (!landings.TryGetValue(key, out var landing))
        {
            landings[key] = landing = new ILBlock { Dispatch = kind };
            landing.Successors.Add(dispatch);
        }

        block.Landing = landing;
    }

    static List<ILBlock> ReversePostOrder(ILBlock entry)
    {
        var postOrder = new List<ILBlock>();
        var seen = new HashSet<ILBlock> { entry };
        var stack = new Stack<(ILBlock Block, int Next)>();
        stack.Push((entry, 0));
        while (stack.TryPop(out var top))
        {
            var count = top.Block.Successors.Count;
            var successor = top.Next < count ? top.Block.Successors[top.Next] : top.Next == count ? top.Block.Landing : null;
            if (top.Next <= count)
                stack.Push((top.Block, top.Next + 1));
            else
                postOrder.Add(top.Block);
            if (successor is not null && seen.Add(successor))
                stack.Push((successor, 0));
        }

        postOrder.Reverse();
        for (var i = 0; i < postOrder.Count; i++)
            postOrder[i].Order = i;
        foreach (var block in postOrder)
        {
            foreach (var successor in block.Successors)
                successor.HasBackwardEntrance |= successor.Order <= block.Order;
        }

        return postOrder;
    }
}
