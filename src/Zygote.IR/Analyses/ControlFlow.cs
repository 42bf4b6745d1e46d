using System;
using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>An edge and the block that it leaves.</summary>
/// <remarks>
/// A class, as other types of elements here: collections of classes are compiled already, collections of structs would have to
/// be at the first derivative.
/// </remarks>
sealed record Passage(Block From, Edge Edge);

/// <summary>Predecessors and orders of the control flow graph, computed once; edits make it stale.</summary>
sealed class ControlFlow
{
    // Those of block i are from _first[i] up to _first[i + 1].
    readonly Edge[] _edges;
    readonly int[] _orders;
    readonly int[] _first;
    Passage[]? _predecessors; // made when first asked for: many only want the orders
    Dictionary<Block, int>? _order;

    public ControlFlow(Function function)
    {
        // Depth first without recursion: generated functions can be deep. A block has been seen when it stands where it says.
        var count = function.Blocks.Count;
        var seen = new List<Block>(count);
        var postOrder = new List<Block>(count);
        var entered = new List<int>(count); // so many edges of each
        var stack = new Stack<Block>(count);
        Enter(function.Entry);
        while (stack.TryPeek(out var top))
        {
            var edge = entered[top.Order]++;
            if (edge < top.Edges.Length)
                Enter(top.Edges[edge].Target);
            else
                postOrder.Add(stack.Pop());
        }

        postOrder.Reverse();
        ReversePostOrder = postOrder;
        for (var i = 0; i < postOrder.Count; i++)
            postOrder[i].Order = i;
        _first = new int[postOrder.Count + 1];
        foreach (var block in postOrder)
        {
            foreach (var edge in block.Edges)
                _first[edge.Target.Order + 1]++;
        }

        for (var i = 0; i < postOrder.Count; i++)
            _first[i + 1] += _first[i];
        _edges = new Edge[_first[^1]];
        _orders = new int[_edges.Length];
        var next = _first.AsSpan().ToArray();
        foreach (var block in postOrder)
        {
            foreach (var edge in block.Edges)
            {
                var i = next[edge.Target.Order]++;
                _edges[i] = edge;
                _orders[i] = block.Order;
            }
        }

        void Enter(Block block)
        {
            if (block.Order < seen.Count && seen[block.Order] == block)
                return;
            block.Order = seen.Count;
            seen.Add(block);
            entered.Add(0);
            stack.Push(block);
        }
    }

    /// <summary>The reachable blocks, each before its successors except along back edges.</summary>
    public IReadOnlyList<Block> ReversePostOrder { get; }

    /// <summary>The edges into a block, from reachable blocks; two edges from one block are two entries.</summary>
    public ArraySegment<Passage> Predecessors(Block block) =>
        Find(block) is var i and >= 0 ? new(_predecessors ??= Passages(), _first[i], _first[i + 1] - _first[i]) : ArraySegment<Passage>.Empty;

    /// <summary>Where in <see cref="ReversePostOrder"/> the predecessors of the block at <paramref name="order"/> are.</summary>
    public ReadOnlySpan<int> PredecessorOrders(int order) => _orders.AsSpan(_first[order].._first[order + 1]);

    public bool IsReachable(Block block) => Find(block) >= 0;

    /// <summary>Position in <see cref="ReversePostOrder"/>.</summary>
    public int Order(Block block) =>
        Find(block) is var i and >= 0 ? i : throw new ArgumentException("the block is not reachable", nameof(block));

    Passage[] Passages()
    {
        var passages = new Passage[_edges.Length];
        for (var i = 0; i < passages.Length; i++)
            passages[i] = new(ReversePostOrder[_orders[i]], _edges[i]);
        return passages;
    }

    int Find(Block block)
    {
        if (block.Order < ReversePostOrder.Count && ReversePostOrder[block.Order] == block)
            return block.Order;

        // Another graph has been computed since, of the edited function.
        if (_order is null)
        {
            _order = new Dictionary<Block, int>(ReversePostOrder.Count);
            for (var i = 0; i < ReversePostOrder.Count; i++)
                _order[ReversePostOrder[i]] = i;
        }

        return _order.GetValueOrDefault(block, -1);
    }

    /// <summary>The blocks from which a return can be reached.</summary>
    public HashSet<Block> BlocksThatReturn()
    {
        var result = new HashSet<Block>();
        var work = new Stack<Block>();
        foreach (var block in ReversePostOrder)
        {
            if (block.Terminator!.Opcode == Opcode.Return)
                work.Push(block);
        }

        while (work.TryPop(out var block))
        {
            if (!result.Add(block))
                continue;
            foreach (var (from, _) in Predecessors(block))
                work.Push(from);
        }

        return result;
    }
}
