using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Puts a loop over vectors before a loop over elements; see <see cref="VectorizeLoops"/>.</summary>
sealed class VectorLoop(
    Block header, HashSet<Value> inside, Dictionary<BlockParameter, long> steps, List<ElementAccess> accesses, List<CarriedSum> sums,
    LoopCondition condition, Type number, Func<MethodBase, MethodInfo?> twin, ArrayFacts arrays)
{
    /// <summary>For fewer the loop is not worth its tests.</summary>
    const int MinBlocks = 2;

    readonly int _width = Vectors.Width(number);
    readonly Block _test = new(); // all that short loops take more
    readonly Block _ready = new();
    readonly Block _body = new();
    readonly Block _done = new();
    readonly Builder _builder = new(header) { Span = header.Terminator!.Span };
    readonly Dictionary<Value, Value> _vectors = [];

    /// <summary>Where what is the same for all iterations becomes a vector.</summary>
    int _invariants;

    int Step => (int)steps[accesses[0].Place.Counter];

    /// <param name="function">Changed in place.</param>
    /// <param name="entries">By which the loop is entered.</param>
    /// <param name="isWhole">The last iteration, too, may be among those of the vectors.</param>
    public void Rewrite(Function function, Edge[] entries, bool isWhole)
    {
        function.Blocks.InsertRange(function.Blocks.IndexOf(header), [_test, _ready, _body, _done]);
        foreach (var entry in entries)
            entry.Target = _test;
        var starts = new Dictionary<Value, Value>();
        foreach (var parameter in header.Parameters)
            starts[parameter] = _test.AddParameter(parameter.Type, parameter.Name);
        var (blocks, all) = Test(starts, isWhole);
        _builder.BranchIf(
            all, new Edge(_body, [.. header.Parameters.Select(p => IsSum(p) ? Zeros() : starts[p]), blocks]), new Edge(header, _test.Parameters));
        _invariants = _ready.Instructions.Count;

        var counters = new Dictionary<Value, Value>();
        foreach (var parameter in header.Parameters)
        {
            if (IsSum(parameter))
                _vectors[parameter] = _body.AddParameter(VectorType, parameter.Name);
            else
                counters[parameter] = _body.AddParameter(parameter.Type, parameter.Name);
        }

        var left = _body.AddParameter(typeof(int));
        _builder.Block = _body;
        Body(counters);
        var next = header.Parameters.ToDictionary(
            p => p, p => IsSum(p) ? _vectors[sums.Find(s => s.Parameter == p)!.Next] : _builder.Add(counters[p], Number(p.Type, steps[p] * _width)));
        var rest = _builder.Add(left, Constant.Of(-1));
        _builder.BranchIf(
            _builder.Compare(Comparison.Greater, rest, Constant.Of(0)),
            new Edge(_body, [.. header.Parameters.Select(p => next[p]), rest]), new Edge(_done));

        _builder.Block = _done;
        Leave(starts, next, isWhole);
    }

    Type VectorType => typeof(Vector256<>).MakeGenericType(number);

    bool IsSum(BlockParameter parameter) => sums.Exists(s => s.Parameter == parameter);

    /// <summary>How many vectors there are, and whether all holds that must; the difference may have been too large for its type.</summary>
    (Value Blocks, Value All) Test(Dictionary<Value, Value> starts, bool isWhole)
    {
        _builder.Block = _test;
        var (value, limit) = (Copy(condition.Value, starts), condition.Limit);
        if (condition.IsIncluded)
            limit = _builder.Add(limit, Number(limit.Type, condition.IsUp ? 1 : -1));
        var (from, to) = condition.IsUp ? (value, limit) : (limit, value);
        var last = isWhole ? 1 : 0;
        var isLong = _builder.Compare(
            Comparison.GreaterOrEqual, _builder.Sub(to, from), Number(to.Type, (MinBlocks * _width) - last));
        _builder.BranchIf(isLong, new Edge(_ready), new Edge(header, _test.Parameters));

        _builder.Block = _ready;
        var blocks = _builder.Call(
            typeof(Vectors).GetMethod(nameof(Vectors.Blocks), [from.Type, from.Type, typeof(int), typeof(int)])!,
            from, to, Constant.Of(last), Constant.Of(_width));
        var count = _builder.Mul(blocks, Constant.Of(_width));
        var all = _builder.Compare(Comparison.Greater, blocks, Constant.Of(0));
        var lengths = accesses.Select(a => a.Array).Distinct().ToDictionary(a => a, a => arrays.Length(a, header) ?? _builder.Length(a));
        foreach (var access in accesses.DistinctBy(a => (lengths[a.Array], a.Place)))
            Require(Call(nameof(Vectors.Fit), lengths[access.Array], Copy(access.Index, starts), Constant.Of(Step), count));

        var stored = accesses.Where(a => a.IsStore).Select(a => a.Array).Distinct().ToArray();
        for (var n = 0; n < stored.Length; n++)
        {
            foreach (var other in lengths.Keys.Except(stored[..(n + 1)]).Where(o => !arrays.AreDistinct(stored[n], o)))
                Require(_builder.Compare(Comparison.NotEqual, stored[n], other));
        }

        // Two parts of one array.
        var parts = accesses.OrderByDescending(a => a.IsStore).DistinctBy(a => (a.Array, a.Place)).ToArray();
        for (var n = 0; n < parts.Length && parts[n].IsStore; n++)
        {
            foreach (var other in parts[(n + 1)..].Where(p => p.Array == parts[n].Array))
                Require(Call(nameof(Vectors.AreApart), Copy(parts[n].Index, starts), Copy(other.Index, starts), count));
        }

        return (blocks, all);

        Value Call(string name, params Value[] arguments) => _builder.Call(typeof(Vectors).GetMethod(name)!, arguments);

        void Require(Value check) => all = _builder.Binary(Opcode.And, all, check);
    }

    /// <summary>An array that is written is loaded once at most, and stored once, at the end.</summary>
    void Body(Dictionary<Value, Value> counters)
    {
        var elements = new Dictionary<(Value Array, CounterSum Place), Value>();
        var stored = new Dictionary<(Value Array, CounterSum Place), (Value[] Element, SourceSpan Span)>();
        foreach (var i in header.Instructions)
        {
            _builder.Span = i.Span;
            switch (i.Opcode)
            {
                case Opcode.Load:
                    var from = SpotOf(i);
                    if (!elements.TryGetValue(from, out var element))
                        elements[from] = element = _builder.Call(Method(nameof(Vectors.Load)), Element(i));
                    _vectors[i] = element;
                    break;
                case Opcode.Store:
                    var to = SpotOf(i);
                    elements[to] = Vector(i.Operands[1]);
                    if (!stored.ContainsKey(to))
                        stored[to] = (Element(i), i.Span);
                    break;
                case Opcode.Call:
                    _vectors[i] = _builder.Call(twin((MethodBase)i.Payload!)!.MakeGenericMethod(number), Array.ConvertAll(i.Operands, Vector));
                    break;
                case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg when StackTypes.IsFloat(i.Type):
                    _vectors[i] = _builder.Call(Method(i.Opcode.ToString()), Array.ConvertAll(i.Operands, Vector));
                    break;
            }
        }

        foreach (var (spot, (element, span)) in stored)
        {
            _builder.Span = span;
            _builder.Call(Method(nameof(Vectors.Store)), [.. element, elements[spot]]);
        }

        // A vector down from an index begins three before it.
        Value[] Element(Instruction access)
        {
            var address = (Instruction)access.Operands[0];
            var index = Copy(address.Operands[1], counters);
            return [address.Operands[0], Step > 0 ? index : _builder.Add(index, Constant.Of(1 - _width))];
        }

        (Value, CounterSum) SpotOf(Instruction access)
        {
            var address = (Instruction)access.Operands[0];
            return (address.Operands[0], accesses.Find(a => a.Array == address.Operands[0] && a.Index == address.Operands[1])!.Place);
        }
    }

    /// <summary>To what is left of the loop, or past it.</summary>
    void Leave(Dictionary<Value, Value> starts, Dictionary<BlockParameter, Value> next, bool isWhole)
    {
        var after = new Dictionary<Value, Value>(); // the last iteration of the vectors
        foreach (var sum in sums)
        {
            next[sum.Parameter] = after[sum.Next] = _builder.Add(
                starts[sum.Parameter], _builder.Call(Method(nameof(Vectors.Sum)), next[sum.Parameter]));
        }

        var arguments = header.Parameters.Select(p => next[p]).ToArray();
        if (!isWhole)
        {
            _builder.Branch(header, arguments);
            return;
        }

        foreach (var (parameter, step) in steps)
            after[parameter] = _builder.Add(next[parameter], Number(parameter.Type, -step));
        var end = header.Terminator!;
        _builder.BranchIf(Copy(end.Operands[0], after), Follow(end.Edges[0]), Follow(end.Edges[1]));

        Edge Follow(Edge edge) => edge == condition.Exit
            ? new Edge(edge.Target, edge.Arguments.Select(a => Copy(a, after)))
            : new Edge(header, arguments);
    }

    Value Vector(Value scalar)
    {
        if (_vectors.TryGetValue(scalar, out var vector))
            return vector;
        var broadcast = new Instruction(Opcode.Call, VectorType, [scalar], Method(nameof(Vectors.Broadcast)), _builder.Span);
        _ready.Instructions.Insert(_invariants++, broadcast);
        return _vectors[scalar] = broadcast;
    }

    Value Zeros() => _builder.Call(Method(nameof(Vectors.Broadcast)), Constant.Zero(number));

    MethodInfo Method(string name) => typeof(Vectors).GetMethod(name)!.MakeGenericMethod(number);

    /// <summary>A value that counts, from other counters.</summary>
    Value Copy(Value value, Dictionary<Value, Value> counters)
    {
        if (!inside.Contains(value))
            return value;
        if (counters.TryGetValue(value, out var known))
            return known;
        var i = (Instruction)value;
        return counters[value] = _builder.Append(i.Opcode, i.Type, i.Payload, [.. i.Operands.Select(o => Copy(o, counters))]);
    }

    static Constant Number(Type type, long value) =>
        type == typeof(int) ? Constant.Of((int)value) : type == typeof(long) ? Constant.Of(value) : Constant.NativeInt(value);
}
