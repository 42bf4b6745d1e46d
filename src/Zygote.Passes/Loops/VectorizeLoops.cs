using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Innermost loops over elements of arrays that do not depend on each other take several at a time.</summary>
/// <remarks>
///   br h(0)    h(%i): %1 = load (element.address %a, %i); ... store (element.address %b, %i), %2; %n = add %i, 1; br.if %c, h(%n), e
///   =>
///   br t(0)    t(%i): %k = blocks(...); br.if in range of %a, %b for 4 %k elements and %a != %b, v(%i, %k), h(%i)
///   v(%i, %k): %1 = Vectors::Load(%a, %i); ... Vectors::Store(%b, %i, %2); br.if (%k > 1), v(%i + 4, %k - 1), h(%i + 4)
///   h as before
/// What remains, at least one iteration, is left to the loop as it was: it ends as before, with the same values and exceptions.
/// Each number is computed by the same operations as before, so the results are the same. Requires: finished code, which is
/// not differentiated again. Loops of one block, and one that counts; counters by steps of one, all accesses up or all down; an
/// array that is written is accessed at one index only. Cost: one analysis of the loops.
/// </remarks>
sealed class VectorizeLoops
{
    /// <summary>The JIT inlines a limited number of vector operations in a function.</summary>
    const int MaxOperations = 400;

    const int MinBlocks = 2;

    readonly Loop _loop;
    readonly ControlFlow _flow;
    readonly Func<MethodBase, MethodInfo?> _twin;
    readonly Block _header;
    readonly HashSet<Value> _inside = [];
    readonly Dictionary<BlockParameter, long> _steps = [];
    readonly List<Access> _accesses = [];
    Type? _number;
    int _operations;

    VectorizeLoops(Loop loop, ControlFlow flow, Func<MethodBase, MethodInfo?> twin)
    {
        (_loop, _flow, _twin, _header) = (loop, flow, twin, loop.Header);
        foreach (var block in loop.Blocks)
            _inside.UnionWith(block.Parameters.Concat<Value>(block.Instructions));
    }

    /// <summary>A counter plus a number, and what does not change in the loop.</summary>
    sealed record Sum(BlockParameter Counter, long Offset, Value? Base);

    /// <summary>Where in an array.</summary>
    sealed record Spot(Value Array, Sum Place);

    /// <summary>An element of an array.</summary>
    sealed record Access(Value Array, Value Index, Sum Place, bool IsStore);

    // Apart from the pass: a method that asks what the hardware has is not precompiled.
    public static bool Run(Function function, PassOptions options) =>
        options.VectorTwin is { } twin && Vector256.IsHardwareAccelerated && Run(function, twin);

    static bool Run(Function function, Func<MethodBase, MethodInfo?> twin)
    {
        var flow = new ControlFlow(function);
        var loops = new LoopForest(flow, new DominatorTree(flow)).Loops;
        var (any, count) = (false, 0);
        foreach (var loop in loops)
        {
            if (loop.Blocks.Count > 2 || loop.Header == function.Entry || loops.Any(l => l.Parent == loop)
                || flow.Predecessors(loop.Header).Any(p => p.From.Terminator!.Opcode == Opcode.Guard))
            {
                continue;
            }

            var pass = new VectorizeLoops(loop, flow, twin);
            if (!pass.IsElementwise() || pass.Continues() is not { } limit || count + pass._operations > MaxOperations)
                continue;
            count += pass._operations;
            pass.Rewrite(function, limit);
            any = true;
        }

        return any;
    }

    bool IsElementwise()
    {
        if (_header.Terminator!.Opcode != Opcode.BranchIf || _loop.Latches is not [var latch]
            || (latch != _header && (latch.Terminator!.Opcode != Opcode.Branch || latch.Parameters.Count > 0)))
        {
            return false;
        }

        var back = latch.Edges.First(e => e.Target == _header);
        for (var k = 0; k < _header.Parameters.Count; k++)
        {
            var parameter = _header.Parameters[k];
            if (!StackTypes.IsInteger(parameter.Type) || Affine(back.Arguments[k], exact: true) is not { Base: null, Offset: 1 or -1 } next
                || next.Counter != parameter)
            {
                return false;
            }

            _steps[parameter] = next.Offset;
        }

        return latch.Instructions.TrueForAll(i => latch == _header || IsCounting(i)) && _header.Instructions.TrueForAll(IsVectorizable)
            && _accesses.Exists(a => a.IsStore) && AreIndependent();
    }

    bool IsVectorizable(Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.ElementAddress:
                return Reach(i, isStore: false); // also where it only checks the index
            case Opcode.Load:
                _operations++;
                return _inside.Contains(i.Operands[0]);
            case Opcode.Store:
                _operations++;
                return i.Operands[0] is Instruction { Opcode: Opcode.ElementAddress } address && Reach(address, isStore: true);
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg when StackTypes.IsFloat(i.Type):
                _operations++;
                return IsNumber(i.Type);
            case Opcode.Call:
                _operations++;
                return StackTypes.IsFloat(i.Type) && IsNumber(i.Type) && Array.TrueForAll(i.Operands, o => o.Type == i.Type)
                    && _twin((MethodBase)i.Payload!) is not null;
            default:
                return IsCounting(i);
        }
    }

    /// <summary>The same type in all of the loop.</summary>
    bool IsNumber(Type type) => StackTypes.IsFloat(type) && type == (_number ??= type);

    /// <summary>Is made again for the vectors where it is needed.</summary>
    static bool IsCounting(Instruction i) =>
        i.Opcode is Opcode.Add or Opcode.Convert or Opcode.Compare && StackTypes.IsInteger(i.Operands[0].Type) && StackTypes.IsInteger(i.Type);

    bool Reach(Instruction address, bool isStore)
    {
        var array = address.Operands[0];
        if (!_inside.Contains(address) || address.Operands.Length != 2 || _inside.Contains(array) || !array.Type.IsSZArray
            || !IsNumber(array.Type.GetElementType()!) || address.Operands[1].Type != typeof(int)
            || Affine(address.Operands[1]) is not { } place)
        {
            return false;
        }

        _accesses.Add(new Access(array, address.Operands[1], place, isStore));
        return true;
    }

    /// <summary>All go the same way; an array that is written is accessed at one index.</summary>
    bool AreIndependent() =>
        _accesses.TrueForAll(a => _steps[a.Place.Counter] == _steps[_accesses[0].Place.Counter])
        && _accesses.TrueForAll(s => !s.IsStore || _accesses.TrueForAll(a => a.Array != s.Array || a.Place == s.Place));

    /// <summary>The conversions of a counter are left aside unless <paramref name="exact"/>: indices are equal all the same.</summary>
    Sum? Affine(Value value, bool exact = false)
    {
        var (offset, start) = (0L, (Value?)null);
        while (true)
        {
            switch (value)
            {
                case BlockParameter p when p.Block == _header:
                    return new(p, offset, start);
                case Instruction { Opcode: Opcode.Add } add when Knowledge.Number(add.Operands[1]) is { } n && Math.Abs(n) < int.MaxValue:
                    offset += n;
                    value = add.Operands[0];
                    break;
                case Instruction { Opcode: Opcode.Add } add when _inside.Contains(add) && start is null && !exact:
                    var (a, b) = (add.Operands[0], add.Operands[1]);
                    (value, start) = _inside.Contains(a) ? (a, b) : (b, a);
                    if (_inside.Contains(start))
                        return null;
                    break;
                case Instruction { Opcode: Opcode.Convert, Payload: Conversion { Checked: false } } convert
                    when !exact && convert.Type == typeof(int) && convert.Operands[0].Type == typeof(long):
                    value = convert.Operands[0];
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>
    /// The loop goes on while the value is below the limit, one step nearer each time; or the other way round. A limit that is
    /// included counts one more.
    /// </summary>
    sealed record Condition(Value Value, Value Limit, bool IsUp, bool IsIncluded);

    Condition? Continues()
    {
        var end = _header.Terminator!;
        if (end.Operands[0] is not Instruction { Opcode: Opcode.Compare } compare || !_inside.Contains(compare))
            return null;
        var comparison = (Comparison)compare.Payload!;
        if (!_loop.Blocks.Contains(end.Edges[0].Target)) // goes on when it does not hold
        {
            comparison = comparison switch
            {
                Comparison.Less => Comparison.GreaterOrEqual,
                Comparison.LessOrEqual => Comparison.Greater,
                Comparison.Greater => Comparison.LessOrEqual,
                Comparison.GreaterOrEqual => Comparison.Less,
                Comparison.Equal => Comparison.NotEqual,
                _ => Comparison.Equal,
            };
        }

        var (value, limit) = (compare.Operands[0], compare.Operands[1]);
        if (_inside.Contains(limit) || Affine(value, exact: true) is not { } sum || limit.Type != value.Type)
            return null;
        return (comparison, _steps[sum.Counter]) switch
        {
            (Comparison.Less, 1) or (Comparison.NotEqual, 1) => new(value, limit, true, false),
            (Comparison.LessOrEqual, 1) => new(value, limit, true, true),
            (Comparison.Greater, -1) or (Comparison.NotEqual, -1) => new(value, limit, false, false),
            (Comparison.GreaterOrEqual, -1) => new(value, limit, false, true),
            _ => null,
        };
    }

    void Rewrite(Function function, Condition condition)
    {
        var (test, ready, body) = (new Block(), new Block(), new Block()); // the first is all that short loops take more
        var at = function.Blocks.IndexOf(_header);
        function.Blocks.InsertRange(at, [test, ready, body]);
        foreach (var (from, edge) in _flow.Predecessors(_header).ToArray())
        {
            if (!_loop.Blocks.Contains(from))
                edge.Target = test;
        }

        var starts = new Dictionary<Value, Value>();
        foreach (var parameter in _header.Parameters)
            starts[parameter] = test.AddParameter(parameter.Type, parameter.Name);
        var width = Vectors.Width(_number!);
        var builder = new Builder(test) { Span = _header.Terminator!.Span };
        var (value, limit) = (Copy(builder, condition.Value, starts), condition.Limit);
        if (condition.IsIncluded)
            limit = builder.Add(limit, Number(limit.Type, condition.IsUp ? 1 : -1));
        var (from0, to) = condition.IsUp ? (value, limit) : (limit, value);
        var isLong = builder.Compare(Comparison.GreaterOrEqual, builder.Sub(to, from0), Number(to.Type, MinBlocks * width));
        builder.BranchIf(isLong, new Edge(ready), new Edge(_header, test.Parameters));

        // All that has to hold for the vectors; the difference may have been too large for its type.
        builder.Block = ready;
        var blocks = builder.Call(
            typeof(Vectors).GetMethod(nameof(Vectors.Blocks), [from0.Type, from0.Type, typeof(int)])!, from0, to, Constant.Of(width));
        var step = (int)_steps[_accesses[0].Place.Counter];
        var count = builder.Mul(blocks, Constant.Of(width));
        var all = builder.Compare(Comparison.Greater, blocks, Constant.Of(0));
        foreach (var access in _accesses.DistinctBy(a => new Spot(a.Array, a.Place)))
        {
            Require(builder.Call(
                Method(nameof(Vectors.Fit)), access.Array, Copy(builder, access.Index, starts), Constant.Of(step), count));
        }

        var stored = _accesses.Where(a => a.IsStore).Select(a => a.Array).Distinct().ToArray();
        for (var n = 0; n < stored.Length; n++)
        {
            foreach (var other in _accesses.Select(a => a.Array).Distinct().Except(stored[..(n + 1)]))
            {
                if (stored[n] is not Instruction { Opcode: Opcode.NewArray } || other is not Instruction { Opcode: Opcode.NewArray })
                    Require(builder.Compare(Comparison.NotEqual, stored[n], other));
            }
        }

        void Require(Value check) => all = builder.Binary(Opcode.And, all, check);

        builder.BranchIf(all, new Edge(body, [.. test.Parameters, blocks]), new Edge(_header, test.Parameters));
        var place = ready.Instructions.Count;

        var vectors = new Dictionary<Value, Value>();
        var counters = new Dictionary<Value, Value>();
        foreach (var parameter in _header.Parameters)
            counters[parameter] = body.AddParameter(parameter.Type, parameter.Name);
        var left = body.AddParameter(typeof(int));
        builder.Block = body;
        foreach (var i in _header.Instructions)
        {
            builder.Span = i.Span;
            switch (i.Opcode)
            {
                case Opcode.Load:
                    vectors[i] = builder.Call(Method(nameof(Vectors.Load)), [.. Element(i)]);
                    break;
                case Opcode.Store:
                    builder.Call(Method(nameof(Vectors.Store)), [.. Element(i), Vector(i.Operands[1])]);
                    break;
                case Opcode.Call:
                    vectors[i] = builder.Call(_twin((MethodBase)i.Payload!)!.MakeGenericMethod(_number!), Array.ConvertAll(i.Operands, Vector));
                    break;
                case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg when StackTypes.IsFloat(i.Type):
                    vectors[i] = builder.Call(Method(i.Opcode.ToString()), Array.ConvertAll(i.Operands, Vector));
                    break;
            }
        }

        var next = _header.Parameters.Select(p => builder.Add(counters[p], Number(p.Type, _steps[p] * width))).ToArray();
        var rest = builder.Add(left, Constant.Of(-1));
        builder.BranchIf(builder.Compare(Comparison.Greater, rest, Constant.Of(0)), new Edge(body, [.. next, rest]), new Edge(_header, next));

        // A vector down from an index begins three before it.
        IEnumerable<Value> Element(Instruction access)
        {
            var address = (Instruction)access.Operands[0];
            var index = Copy(builder, address.Operands[1], counters);
            yield return address.Operands[0];
            yield return step > 0 ? index : builder.Add(index, Constant.Of(1 - width));
        }

        Value Vector(Value scalar)
        {
            if (vectors.TryGetValue(scalar, out var vector))
                return vector;
            var broadcast = new Instruction(
                Opcode.Call, typeof(Vector256<>).MakeGenericType(_number!), [scalar], Method(nameof(Vectors.Broadcast)), builder.Span);
            ready.Instructions.Insert(place++, broadcast);
            return vectors[scalar] = broadcast;
        }
    }

    MethodInfo Method(string name) => typeof(Vectors).GetMethod(name)!.MakeGenericMethod(_number!);

    /// <summary>A value that counts, from other counters.</summary>
    Value Copy(Builder builder, Value value, Dictionary<Value, Value> counters)
    {
        if (!_inside.Contains(value))
            return value;
        if (counters.TryGetValue(value, out var known))
            return known;
        var i = (Instruction)value;
        return counters[value] = builder.Append(i.Opcode, i.Type, i.Payload, [.. i.Operands.Select(o => Copy(builder, o, counters))]);
    }

    static Constant Number(Type type, long value) =>
        type == typeof(int) ? Constant.Of((int)value) : type == typeof(long) ? Constant.Of(value) : Constant.NativeInt(value);
}
