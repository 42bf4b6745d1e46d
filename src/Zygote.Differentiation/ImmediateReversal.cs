using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Loops whose iterations meet only in sums run their reverse part right after each iteration: nothing is saved from one
/// iteration to the next, and what an iteration reads is still in the cache.
/// </summary>
/// <remarks>
///   primal    p: br h(x0)    h(x): A; br.if c, h(y), e(z)                    the cotangents of what the loop carries are known
///   reverse   d: br s(n, k0)    s(v, k): A'; br.if v == 0, w, s(v - 1, k + g)    before it: constants
///   =>
///   primal    p: br h(x0, 0)    h(x, k): A; A'; br.if c, h(y, k + g), e(z, k + g)
///   reverse   d: br w, with k0 + k from e in place of what s leaves
/// The reverse part is cut out of the reverse code (<see cref="Cut"/>), it is decided what is saved within one iteration, as if
/// the iteration were a whole function (<see cref="Saving"/>), and the two are joined (<see cref="Join"/>).
/// Sums of cotangents over the iterations are taken in another order by that. Source: Hascoet, Fidanova, Held (2002), Adjoining
/// Independent Computations.
/// </remarks>
sealed class ImmediateReversal
{
    static readonly MethodInfo Marker = typeof(Tape).GetMethod(nameof(Tape.VisitMarker))!;

    static readonly int BookkeepingCount = 1 + ReverseLoop.Kinds.Length; // the parameters of the start of a reverse loop: visit, frames

    readonly Reverse _reverse;
    readonly Function _code;
    readonly Dictionary<Value, Block> _definedIn = [];
    readonly List<Iteration> _iterations = [];
    readonly Dictionary<Block, Loop> _regions = [];
    Block? _root;

    // Of the code as it is: found anew when something has been cut out.
    ControlFlow? _flow;
    LoopForest? _loops;
    Uses? _uses;

    public ImmediateReversal(Reverse reverse)
    {
        _reverse = reverse;
        _code = reverse.Code;
    }

    /// <summary>
    /// The reverse part of an iteration, cut out. Until it is joined it ends with a return of what the next iteration gets for
    /// <paramref name="Sums"/>, the parameters of the primal's header: a loop within may still replace these values.
    /// </summary>
    sealed record Iteration(Loop Loop, Block Start, Block End, IReadOnlyList<BlockParameter> Sums);

    /// <summary>A cotangent that the reverse loop adds to, visit after visit.</summary>
    sealed record Sum(int Index, BlockParameter Parameter, Value Next);

    /// <summary>The loop is not a level of its own for what is saved: its iterations are like a function.</summary>
    public bool Contains(Loop loop) => _iterations.Exists(i => i.Loop == loop);

    /// <summary>The loop in whose iteration this block of the reverse code will be.</summary>
    public Loop? LoopOf(Block block) => _regions.GetValueOrDefault(block);

    /// <summary>To be called on clean reverse code.</summary>
    public void Cut()
    {
        if (_reverse.ReturnBlock is null)
            return;
        foreach (var block in _reverse.Primal.Blocks)
        {
            foreach (var value in block.Parameters.Concat<Value>(block.Instructions))
                _definedIn[value] = block;
        }

        // From the outside in: within an iteration of such a loop there may be another one.
        var order = new List<int>();
        for (var i = 0; i < _reverse.ReverseLoops.Count; i++)
            order.Add(i);
        order.Sort((a, b) => DepthOf(a) - DepthOf(b) is not 0 and var deeper ? deeper : a - b);
        foreach (var index in order)
        {
            var loop = _reverse.ReverseLoops[index].Loop;
            if ((loop.Parent is null || Contains(loop.Parent)) && IsSimple(loop))
                TryCut(_reverse.ReverseLoops[index], index);
        }

        if (_iterations.Count == 0)
            return;

        // Until they are joined, all parts hang on one branch.
        _root = new Block();
        new Builder(_root).Switch(Constant.Of(0), [.. _iterations.Select(i => new Edge(i.Start)), new Edge(_code.Entry)]);
        _code.Blocks.Insert(0, _root);
    }

    int DepthOf(int index) => _reverse.ReverseLoops[index].Loop.Depth;

    /// <summary>Only the latch leads on.</summary>
    bool IsSimple(Loop loop) =>
        loop.Exits(_reverse.Flow).Where(e => _reverse.Activity.Returning.Contains(e.Edge.Target)).ToArray() is [var exit]
        && exit.From == loop.Latches[0] && loop.Latches[0].Terminator!.Opcode == Opcode.BranchIf;

    void TryCut(ReverseLoop loop, int index)
    {
        var flow = _flow ??= Flow();
        var loops = _loops ??= new LoopForest(flow, new DominatorTree(flow));
        var start = flow.ReversePostOrder.FirstOrDefault(b => b.Instructions.Exists(i => IsMarker(i, index)));
        if (start is null || loops.Innermost(start) is not { Parent: null, Latches: [var last] } reversed || reversed.Header != start
            || last.Terminator is not { Opcode: Opcode.Branch } back
            || start.Parameters.Count < BookkeepingCount || start.Parameters[0] != loop.Visit
            || reversed.Exits(flow).ToArray() is not [var (decision, leave)]
            || decision.Terminator is not { Opcode: Opcode.BranchIf } end || end.Edges[0] != leave
            || end.Operands[0] is not Instruction { Opcode: Opcode.Compare, Payload: Comparison.Equal } isFirst
            || isFirst.Operands[0] != loop.Visit || isFirst.Operands[1] is not Constant { Content: 0L }
            || flow.Predecessors(start).Where(p => p.From != last).ToArray() is not [var (before, entry)])
        {
            return;
        }

        var uses = _uses ??= new Uses(_code);
        var region = reversed.Blocks;
        var sums = new List<Sum>();
        for (var i = BookkeepingCount; i < start.Parameters.Count; i++)
        {
            var sum = new Sum(i, start.Parameters[i], back.Edges[0].Arguments[i]);
            if (!IsSum(sum, region, start, uses))
                return;
            sums.Add(sum);
        }

        var known = new Dictionary<Value, Value>();
        if (!LeavesOnly(sums, region, leave, uses) || !new IndependentIterations(_reverse, loop.Loop).Hold()
            || !IsKnownBefore(loop.Loop, region, back.Edges[0], known, start))
        {
            return;
        }

        (_flow, _loops, _uses) = (null, null, null);

        // The bookkeeping goes first: its uses of the visit need no replacement.
        start.Instructions.RemoveAll(i => IsMarker(i, index));
        last.Terminator = new Instruction(Opcode.Return, typeof(void), [.. sums.Select(s => s.Next)]);
        new Builder(decision).Branch(end.Edges[1].Target, end.Edges[1].Arguments);
        var carried = AddSums(loop.Loop, sums, region, before, entry, leave, known);
        known[loop.Visit] = _reverse.Use(loop.PrimalVisit);
        start.Parameters.Clear();
        Replace(region, known);
        _iterations.Add(new Iteration(loop.Loop, start, last, carried));
        foreach (var block in region)
            _regions[block] = loop.Loop;
    }

    /// <summary>Of the reverse code with all that was cut out so far.</summary>
    ControlFlow Flow()
    {
        var all = new Function("parts", [], typeof(void));
        new Builder(all.AddBlock()).Switch(Constant.Of(0), [.. _iterations.Select(i => new Edge(i.Start)), new Edge(_code.Entry)]);
        all.Blocks.AddRange(_code.Blocks);
        return new ControlFlow(all);
    }

    static bool IsMarker(Instruction i, int index) =>
        i.Payload is MethodInfo m && m == Marker && i.Operands[0] is Constant { Content: int n } && n == index;

    /// <summary>From parameter to next value something is added or subtracted, in inner loops, too, and no one else looks.</summary>
    static bool IsSum(Sum sum, HashSet<Block> region, Block start, Uses uses)
    {
        if (!StackTypes.IsFloat(sum.Parameter.Type))
            return false;
        var web = new HashSet<Value> { sum.Parameter };
        var work = new Stack<Value>(web);
        while (work.TryPop(out var value))
        {
            foreach (var use in uses.Of(value))
            {
                if (!region.Contains(use.Block))
                    continue; // looked at in LeavesOnly
                Value? next = null;
                if (use.Edge is null && (use.User.Opcode == Opcode.Add || (use.User.Opcode == Opcode.Sub && use.Index == 0)))
                    next = use.User;
                else if (use.Edge is { } edge && edge.Target == start && use.Index == sum.Index)
                    continue;
                else if (use.Edge is { } inner && region.Contains(inner.Target) && inner.Target != start)
                    next = inner.Target.Parameters[use.Index];
                else if (use.Edge is { } outer && !region.Contains(outer.Target))
                    continue;
                if (next is null)
                    return false;
                if (web.Add(next))
                    work.Push(next);
            }
        }

        return web.Contains(sum.Next) && sum.Next != sum.Parameter && web.All(v => v == sum.Parameter || v switch
        {
            Instruction add => web.Contains(add.Operands[0]) != web.Contains(add.Operands[1]),
            BlockParameter p => region.All(b => b.Edges.All(e => e.Target != p.Block || web.Contains(e.Arguments[p.Block.Parameters.IndexOf(p)]))),
            _ => false,
        });
    }

    /// <summary>After the reverse loop only the sums are used.</summary>
    static bool LeavesOnly(List<Sum> sums, HashSet<Block> region, Edge leave, Uses uses)
    {
        bool IsNext(Value value) => sums.Exists(s => s.Next == value);
        foreach (var block in region)
        {
            foreach (var value in block.Parameters.Concat<Value>(block.Instructions).Where(v => !IsNext(v)))
            {
                if (uses.Of(value).Any(u => !region.Contains(u.Block)))
                    return false;
            }

            foreach (var edge in block.Edges.Where(e => e == leave))
            {
                if (edge.Arguments.Exists(a => !IsNext(a) && IsDefinedIn(a, region)))
                    return false;
            }
        }

        return true;
    }

    static bool IsDefinedIn(Value value, HashSet<Block> region) => value switch
    {
        BlockParameter p => region.Contains(p.Block),
        Instruction i => region.Any(b => b.Instructions.Contains(i)),
        _ => false,
    };

    /// <summary>
    /// What the reverse part of an iteration needs is there when the iteration ends: values of the iteration, or of before the
    /// loop. Computations of the reverse code from these are copied.
    /// </summary>
    bool IsKnownBefore(Loop loop, HashSet<Block> region, Edge back, Dictionary<Value, Value> known, Block start)
    {
        var own = new HashSet<Value>();
        foreach (var block in region)
            own.UnionWith(block.Parameters.Concat<Value>(block.Instructions));
        var copies = new Builder(new Block());
        foreach (var block in region)
        {
            foreach (var i in block.Instructions.Append(block.Terminator!))
            {
                if (i.Payload is MethodInfo m && m == Marker)
                    continue;
                if (!Array.TrueForAll(i.Operands, IsKnown) || i.Edges.Any(e => e != back && !e.Arguments.TrueForAll(IsKnown)))
                    return false;
            }
        }

        start.Instructions.InsertRange(0, copies.Block.Instructions);
        return true;

        bool IsKnown(Value value)
        {
            switch (value)
            {
                case Constant:
                    return true;
                case OuterValue outer when IsThere(outer.Source) || known.ContainsKey(value):
                    return true;
                case OuterValue { Source: Instruction source } when IsPlain(source):
                    return Copy(value, source, o => _reverse.Use(o));
                case not null when own.Contains(value) || known.ContainsKey(value):
                    return true;
                case Instruction i when IsPlain(i):
                    return Copy(value, i, o => o);
                default:
                    return false;
            }
        }

        bool IsThere(Value source) => source is Instruction { Opcode: Opcode.Slot } || (_definedIn.TryGetValue(source, out var block)
            && (loop.Blocks.Contains(block) || _reverse.Dominators.Dominates(block, loop.Header)));

        bool Copy(Value value, Instruction i, Func<Value, Value> use)
        {
            var operands = i.Operands.Select(use).ToArray();
            if (!Array.TrueForAll(operands, IsKnown))
                return false;
            copies.Span = i.Span;
            known[value] = copies.Append(i.Opcode, i.Type, i.Payload, [.. operands.Select(o => known.GetValueOrDefault(o, o))]);
            return true;
        }

        static bool IsPlain(Instruction i) => i.Opcode != Opcode.Slot && i.Effects == Effects.None;
    }

    /// <summary>The parameters that carry the sums through the primal's loop, and in the reverse code what they come to.</summary>
    List<BlockParameter> AddSums(
        Loop loop, List<Sum> sums, HashSet<Block> region, Block before, Edge entry, Edge leave, Dictionary<Value, Value> known)
    {
        var exit = ExitOf(loop).Target;
        var after = new Builder(before);
        var carried = new List<BlockParameter>();
        var results = new Dictionary<Value, Value>();
        foreach (var sum in sums)
        {
            var inLoop = loop.Header.AddParameter(sum.Parameter.Type);
            var atExit = exit.AddParameter(sum.Parameter.Type);
            _definedIn[inLoop] = loop.Header;
            _definedIn[atExit] = exit;
            carried.Add(inLoop);
            known[sum.Parameter] = inLoop;
            var total = _reverse.Use(atExit);
            var first = entry.Arguments[sum.Index];
            results[sum.Next] = first is Constant { IsZero: true } ? total : after.Add(first, total);
        }

        Replace(_code.Blocks.Where(b => !region.Contains(b)), results);
        entry.Target = leave.Target;
        var arguments = leave.Arguments.Select(a => results.GetValueOrDefault(a, a)).ToArray();
        entry.Arguments.Clear();
        entry.Arguments.AddRange(arguments);
        return carried;
    }

    static Edge ExitOf(Loop loop) => loop.Latches[0].Terminator!.Edges.Single(e => e.Target != loop.Header);

    static void Replace(IEnumerable<Block> blocks, Dictionary<Value, Value> by)
    {
        foreach (var block in blocks)
        {
            foreach (var i in block.Instructions.Append(block.Terminator!))
            {
                for (var n = 0; n < i.Operands.Length; n++)
                    i.Operands[n] = by.GetValueOrDefault(i.Operands[n], i.Operands[n]);
            }

            foreach (var edge in block.Edges)
            {
                for (var n = 0; n < edge.Arguments.Count; n++)
                    edge.Arguments[n] = by.GetValueOrDefault(edge.Arguments[n], edge.Arguments[n]);
            }
        }
    }

    /// <summary>Puts the reverse parts where they belong. The blocks of both functions then are one function.</summary>
    public void Join(Value tape)
    {
        if (_root is null)
            return;
        _code.Blocks.Remove(_root);
        foreach (var (loop, start, end, sums) in _iterations)
        {
            var latch = loop.Latches[0];
            var next = end.Terminator!.Operands;
            foreach (var (from, edge) in _reverse.Flow.Predecessors(loop.Header))
                edge.Arguments.AddRange(from == latch ? next : sums.Select(s => Constant.Zero(s.Type)));
            ExitOf(loop).Arguments.AddRange(next);
            var decision = _code.AddBlock();
            decision.Terminator = latch.Terminator;
            new Builder(latch).Branch(start);

            // What an iteration kept on the tape is no longer needed: the next one takes the same place.
            TapeFrames.Release(
                loop.Blocks, loop.Header, 0, decision, tape, _reverse.BlocksWithCalls.Any(loop.Blocks.Contains));
            new Builder(end).Branch(decision);
        }
    }
}
