using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Arrays of this call's own that are overwritten in outer loops and read in inner ones. To save every value that is read
/// would take a place for each inner visit; instead each store keeps what it overwrites, and the reverse part puts that back
/// when it comes by. It then reads the array again, as it was.
/// </summary>
/// <remarks>
///   for c: { a[j] = ...; for k: use a[k] }     =>     primal     for c: { old = a[j]; a[j] = ... }
///                                                     reverse    for c, backwards: { for k: use a[k]; a[j] = old }
/// Only where the reverse part runs once, for what is run twice must not consume what it reads. Loads count only if they are
/// deeper in loops than all stores: their innermost loop then writes nothing, and within its reverse any moment is as good.
/// Source: Hascoet and Pascual (2013), The Tapenade Automatic Differentiation Tool, on storing before overwriting.
/// </remarks>
sealed class Rewinding
{
    readonly Activity _activity;
    readonly HashSet<Instruction> _loads = [];
    readonly Dictionary<Instruction, MemoryNode> _stores = [];
    readonly Dictionary<Instruction, MemoryNode> _undone = [];

    public Rewinding(ControlFlow flow, LoopForest loops, Activity activity)
    {
        _activity = activity;
        var returned = flow.ReversePostOrder.Where(b => b.Terminator!.Opcode == Opcode.Return)
            .SelectMany(b => b.Terminator!.Operands).ToArray();
        var depths = new Dictionary<MemoryNode, int>();
        var loads = new List<(Instruction Load, int Depth)>();
        foreach (var block in flow.ReversePostOrder.Where(activity.Returning.Contains))
        {
            var depth = loops.Innermost(block)?.Depth ?? 0;
            foreach (var i in block.Instructions)
            {
                if (i.Opcode == Opcode.Load && IsNumberInArray(i.Operands[0]))
                    loads.Add((i, depth));
                if (i.Opcode != Opcode.Store || !IsNumberInArray(i.Operands[0]) || activity.OwnMemory(i.Operands[0], returned) is not { } node)
                    continue;
                _stores[i] = node;
                depths[node] = System.Math.Max(depths.GetValueOrDefault(node), depth);
            }
        }

        foreach (var (load, depth) in loads)
        {
            if (activity.OwnMemory(load.Operands[0], returned) is { } node && depths.GetValueOrDefault(node, depth) is > 0 and var d && d < depth)
                _loads.Add(load);
        }

        var rewound = _loads.Select(l => activity.OwnMemory(l.Operands[0], returned)!).ToHashSet();
        foreach (var (store, node) in _stores.ToArray())
        {
            if (!rewound.Contains(node))
                _stores.Remove(store);
        }
    }

    /// <summary>The store keeps what it overwrites.</summary>
    public bool Undoes(Instruction store) => _stores.ContainsKey(store);

    /// <summary>In the reverse of the load's innermost loop the memory holds what was loaded.</summary>
    public bool CanLoadAgain(Instruction load) => _loads.Contains(load);

    /// <summary>Notes in the reverse code the store that undoes one of the primal.</summary>
    public void Add(Instruction undo, Instruction store) => _undone[undo] = _stores[store];

    /// <summary>Removes from the reverse code what puts back memory that is not read there.</summary>
    /// <param name="code">The reverse code, cleaned up.</param>
    public void RemoveIdle(Function code)
    {
        if (_undone.Count == 0)
            return;
        var needed = new HashSet<MemoryNode>();
        var seen = new HashSet<Value>();
        var work = new Stack<Value>();
        foreach (var block in code.Blocks)
        {
            foreach (var i in block.Instructions.Append(block.Terminator!).Where(i => !_undone.ContainsKey(i)))
                Push(i.Operands);
            foreach (var edge in block.Edges)
                Push(edge.Arguments);
        }

        while (work.TryPop(out var value))
        {
            if (!seen.Add(value) || value is not Instruction i)
                continue;
            if (_loads.Contains(i))
                needed.Add(_activity.OwnMemory(i.Operands[0], [])!);
            foreach (var operand in i.Operands)
                work.Push(operand);
        }

        foreach (var block in code.Blocks)
            block.Instructions.RemoveAll(i => _undone.TryGetValue(i, out var node) && !needed.Contains(node));

        void Push(IEnumerable<Value> operands)
        {
            foreach (var operand in operands)
            {
                if (operand is OuterValue outer)
                    work.Push(outer.Source);
            }
        }
    }

    static bool IsNumberInArray(Value address) =>
        address is Instruction { Opcode: Opcode.ElementAddress } i && i.Operands[0].Type.IsArray && address.Type.GetElementType()!.IsPrimitive;
}
