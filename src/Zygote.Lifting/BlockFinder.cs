using System;
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
/// </remarks>
sealed class BlockFinder
{
    readonly Dictionary<int, ILInstruction[]> _code = [];
    readonly Clause[] _clauses;
    readonly Dictionary<(int Offset, Way? Way), ILBlock> _blocks = [];
    readonly Dictionary<(int Clause, Way? Way), ILBlock> _dispatches = [];
    readonly Dictionary<(ILBlock Dispatch, bool IsThrown), ILBlock> _landings = [];
    readonly Stack<(ILBlock Block, int Offset, Way? Way)> _work = [];
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
        while (finder._work.TryPop(out var item))
        {
            if (!finder.Connect(item.Block, item.Offset, item.Way))
                return null;
        }

        var order = ReversePostOrder(entry);
        foreach (var successor in order.SelectMany(b => b.Successors))
            successor.PredecessorCount++;
        return order;
    }

    ILBlock At(int offset, Way? way)
    {
        if (!_blocks.TryGetValue((offset, way), out var block))
        {
            _blocks[(offset, way)] = block = new ILBlock();
            _work.Push((block, offset, way));
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
            block.Handled = DispatchTo(handling, WayAround(handling.Try.Start, way));
        if (Around(offset, way, 0) is { } dispatch)
            Protect(block, dispatch, new Dispatch.Landing());
        if (handling?.IsFilter(offset) == true)
            Protect(block, Next(handling, WayAround(handling.Try.Start, way)), new Dispatch.Refusal(block.Handled!));
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
                if (way is null)
                    return false;
                if (way.Target is null)
                    block.Handled = DispatchTo(way.Finally, way.Outer);
                block.Successors.Add(way.Target is { } target
                    ? After(way.Finally.Try.Start, target, way.Outer, way.Finally.Index + 1)
                    : Next(way.Finally, way.Outer));
                return true;
            case ILOpCode.Endfilter:
                block.Successors.Add(At(handling!.Handler.Start, way));
                block.Successors.Add(Next(handling, WayAround(handling.Try.Start, way)));
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
        if (!_landings.TryGetValue((key, kind is Dispatch.Landing), out var landing))
        {
            _landings[(key, kind is Dispatch.Landing)] = landing = new ILBlock { Dispatch = kind };
            landing.Successors.Add(dispatch);
        }

        block.Landing = landing;
    }

    /// <summary>To where control leaves, through the finally clauses on the way, the innermost first.</summary>
    ILBlock After(int from, int target, Way? way, int first = 0)
    {
        foreach (var clause in _clauses.Skip(first))
        {
            if (clause.Kind == ExceptionHandlingClauseOptions.Finally && clause.Try.Contains(from) && !clause.Try.Contains(target)
                && WayAround(clause.Try.Start, way) == way)
            {
                return At(clause.Handler.Start, new Way(clause, target, way));
            }
        }

        return At(target, way);
    }

    /// <summary>The dispatch for what is thrown at an offset, from a clause on; null if no clause is around it.</summary>
    ILBlock? Around(int offset, Way? way, int first)
    {
        foreach (var clause in _clauses.Skip(first))
        {
            if (clause.Try.Contains(offset))
                return DispatchTo(clause, WayAround(clause.Try.Start, way));
        }

        return null;
    }

    ILBlock Next(Clause clause, Way? way) => Around(clause.Try.Start, way, clause.Index + 1) ?? _rethrow;

    ILBlock DispatchTo(Clause clause, Way? way)
    {
        if (_dispatches.TryGetValue((clause.Index, way), out var dispatch))
            return dispatch;
        _dispatches[(clause.Index, way)] = dispatch = new ILBlock
        {
            Dispatch = clause.Kind switch
            {
                ExceptionHandlingClauseOptions.Clause => new Dispatch.Catch(clause.CatchType!),
                ExceptionHandlingClauseOptions.Filter => new Dispatch.Filter(),
                _ => new Dispatch.Finally(),
            },
        };
        dispatch.Successors.Add(clause.Kind switch
        {
            ExceptionHandlingClauseOptions.Clause => At(clause.Handler.Start, way),
            ExceptionHandlingClauseOptions.Filter => At(clause.FilterStart, way),
            _ => At(clause.Handler.Start, new Way(clause, null, way)),
        });
        if (clause.Kind == ExceptionHandlingClauseOptions.Clause)
            dispatch.Successors.Add(Next(clause, way));
        return dispatch;
    }

    /// <summary>The innermost catch or filter clause whose handler or filter an offset is in.</summary>
    Clause? Handling(int offset) => Array.Find(_clauses, c =>
        c.Kind is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter
        && (c.Handler.Contains(offset) || c.IsFilter(offset)));

    /// <summary>The part of the way that leads to the code of which an offset is part.</summary>
    static Way? WayAround(int offset, Way? way)
    {
        while (way is not null && !way.Finally.Handler.Contains(offset))
            way = way.Outer;
        return way;
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

    readonly record struct Span(int Start, int Length)
    {
        public int End => Start + Length;

        public bool Contains(int offset) => offset >= Start && offset < End;
    }

    sealed class Clause(int index, ExceptionHandlingClause clause)
    {
        public int Index { get; } = index;

        public ExceptionHandlingClauseOptions Kind { get; } = clause.Flags;

        public Span Try { get; } = new(clause.TryOffset, clause.TryLength);

        public Span Handler { get; } = new(clause.HandlerOffset, clause.HandlerLength);

        public int FilterStart { get; } = clause.Flags == ExceptionHandlingClauseOptions.Filter ? clause.FilterOffset : 0;

        public bool IsFilter(int offset) => FilterStart > 0 && offset >= FilterStart && offset < Handler.Start;

        public Type? CatchType { get; } = clause.Flags == ExceptionHandlingClauseOptions.Clause ? clause.CatchType : null;
    }

    /// <summary>Why the code of a finally clause runs: control leaves for a target, or, without one, there is an exception.</summary>
    sealed record Way(Clause Finally, int? Target, Way? Outer);
}
