using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// Gives values their locals. A block parameter shares the local of its arguments where none of them is needed at the same
/// time as another, so that a loop variable is one local and its edge needs no move.
/// </summary>
/// <remarks>
/// Unrelated values share locals only when there are many: the JIT sees a local as one variable and allocates registers
/// better when they are apart, but it tracks 1024 of them and gives up optimising beyond 2000.
/// </remarks>
sealed class LocalAssignment
{
    const int Plenty = 400;

    readonly Web?[] _webs; // by the numbers of values
    readonly Placement _placement;
    readonly LiveRanges _live;

    public LocalAssignment(Placement placement, ControlFlow flow, LoopForest loops, IReadOnlyList<Block> order)
    {
        _placement = placement;
        _live = new LiveRanges(placement, flow, order);
        _webs = new Web?[placement.ValueCount];
        foreach (var value in _live.Values)
            _webs[value.Order] = new Web(value.Type, _live.Of(value), StackTypes.IsFloat(value.Type) && _live.IncludeCall(_live.Of(value)));
        foreach (var (a, b, _, leavesLoop, _) in Copies(loops, order))
            Coalesce(a, b, leavesLoop);
    }

    public void Declare(ILWriter il)
    {
        var webs = new List<Web>();
        foreach (var member in _live.Values)
        {
            var web = Root(_webs[member.Order]!);
            if (web.Number >= 0)
                continue;
            web.Number = webs.Count;
            webs.Add(web);
        }

        webs.Sort((a, b) => a.Ranges[0].Start - b.Ranges[0].Start is not 0 and var later ? later : a.Number - b.Number);
        var shared = webs.Count > Plenty;
        var byType = new Dictionary<Type, List<(LocalBuilder Local, List<Range> Ranges)>>();
        foreach (var web in webs)
        {
            if (!byType.TryGetValue(web.Type, out var locals))
                byType[web.Type] = locals = [];
            var found = shared ? locals.FindIndex(l => !Overlap(l.Ranges, web.Ranges)) : -1;
            if (found < 0)
            {
                found = locals.Count;
                locals.Add((il.DeclareLocal(web.Type), []));
            }

            // Webs come in the order of their starts, so most only extend the list.
            var (local, taken) = locals[found];
            web.Local = local;
            if (shared && taken.Count > 0 && taken[^1].End > web.Ranges[0].Start)
                locals[found] = (local, Merge(taken, web.Ranges));
            else if (shared)
                taken.AddRange(web.Ranges);
        }
    }

    public LocalBuilder? Find(Value value) => WebOf(value) is { } web ? Root(web).Local : null;

    Web? WebOf(Value value) => value is Constant ? null : _webs[value.Order];

    /// <summary>Pairs that would profit from one local, those in the innermost loops first.</summary>
    List<Copy> Copies(LoopForest loops, IReadOnlyList<Block> order)
    {
        var copies = new List<Copy>();
        foreach (var block in order)
        {
            var depth = loops.Depth(block);
            foreach (var edge in block.Edges)
            {
                var loop = loops.Innermost(edge.Target);
                var onEdge = loop == loops.Innermost(block) ? depth : Math.Min(depth, loops.Depth(edge.Target));
                for (var i = 0; i < edge.Arguments.Count; i++)
                {
                    var argument = edge.Arguments[i];
                    var made = argument is BlockParameter parameter ? parameter.Block : block;
                    copies.Add(new(edge.Target.Parameters[i], argument, onEdge, loops.Innermost(made) != loop, copies.Count));
                }
            }

            foreach (var statement in _placement.Statements(block))
            {
                if (statement.Opcode == Opcode.WithField)
                    copies.Add(new(statement, statement.Operands[0], depth, false, copies.Count));
            }
        }

        copies.Sort((a, b) => b.Depth - a.Depth is not 0 and var further ? further : a.Number - b.Number);
        return copies;
    }

    /// <summary>A class, as other types of elements here: the collections of classes are compiled already.</summary>
    sealed record Copy(Value To, Value From, int Depth, bool IsBetweenLoops, int Number);

    /// <remarks>
    /// On most systems no register for floating-point numbers survives a call, and the JIT spills a variable at each of its definitions
    /// if it does so anywhere. So a number in a loop without calls stays apart from itself before and after the loop, where there are some:
    ///   loop: sum = sum + x[i]           loop: sum = sum + x[i]
    ///   f(...); return sum          =>   total = sum; f(...); return total
    /// </remarks>
    void Coalesce(Value to, Value from, bool isBetweenLoops)
    {
        if (WebOf(to) is not { } a || WebOf(from) is not { } b)
            return;
        a = Root(a);
        b = Root(b);
        if (a == b || a.Type != b.Type || Overlap(a.Ranges, b.Ranges) || (isBetweenLoops && a.LosesRegister != b.LosesRegister))
            return;
        a.LosesRegister |= b.LosesRegister;
        a.Ranges = Merge(a.Ranges, b.Ranges);
        b.Ranges = [];
        b.Parent = a;
    }

    static Web Root(Web web)
    {
        while (web.Parent is { } parent)
        {
            web.Parent = parent.Parent ?? parent;
            web = parent;
        }

        return web;
    }

    static bool Overlap(List<Range> a, List<Range> b)
    {
        if (a.Count > b.Count)
            (a, b) = (b, a);
        foreach (var range in a)
        {
            // The first range of the longer list that ends after this one starts.
            var low = 0;
            var high = b.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (b[middle].End <= range.Start)
                    low = middle + 1;
                else
                    high = middle;
            }

            if (low < b.Count && b[low].Start < range.End)
                return true;
        }

        return false;
    }

    static List<Range> Merge(List<Range> a, List<Range> b)
    {
        var merged = new List<Range>(a.Count + b.Count);
        var i = 0;
        var j = 0;
        while (i < a.Count || j < b.Count)
        {
            var next = j == b.Count || (i < a.Count && a[i].Start < b[j].Start) ? a[i++] : b[j++];
            if (merged.Count > 0 && merged[^1].End == next.Start)
                merged[^1] = merged[^1] with { End = next.End };
            else
                merged.Add(next);
        }

        return merged;
    }

    /// <summary>Values that share a local because one is moved to the other.</summary>
    sealed class Web(Type type, List<Range> ranges, bool losesRegister)
    {
        public Type Type { get; } = type;

        public List<Range> Ranges { get; set; } = ranges;

        /// <summary>A number that is alive during a call.</summary>
        public bool LosesRegister { get; set; } = losesRegister;

        public Web? Parent { get; set; }

        /// <summary>Tells those apart that start at one place.</summary>
        public int Number { get; set; } = -1;

        public LocalBuilder? Local { get; set; }
    }
}
