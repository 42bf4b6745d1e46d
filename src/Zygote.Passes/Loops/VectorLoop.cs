using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Puts a loop over vectors before a loop over elements; see <see cref="VectorizeLoops"/>.</summary>
sealed class VectorLoop(
    Block header, HashSet<Value> inside, Dictionary<BlockParameter, long> steps, List<ElementAccess> accesses, List<CarriedValue> sums,
    LoopCondition condition, LoopForms forms, ArrayFacts arrays)
{
    /// <summary>For fewer the loop is not worth its tests.</summary>
    const int MinBlocks = 1;

    readonly int _width = Vectors.Width(forms.Number);
    readonly Block _body = new();
    readonly Block _done = new();
    readonly Builder _builder = new(header) { Span = header.Terminator!.Span };
    readonly Dictionary<Value, Value> _vectors = [];
    readonly List<Dictionary<Value, Value>> _iterations = []; // what is done one by one, for each element of a vector

    /// <summary>Where what is the same for all iterations becomes a vector.</summary>
    Block? _ready;

    int Step => (int)steps[accesses[0].Place.Counter];

    /// <param name="function">Changed in place.</param>
    /// <param name="entries">By which the loop is entered.</param>
    /// <param name="isWhole">The last iteration, too, may be among those of the vectors.</param>
    public void Rewrite(Function function, Edge[] entries, bool isWhole)
    {
        var test = new LoopTest(header, _builder, Copy);
        var blocks = Test(test, isWhole);
        _ready = test.Blocks[^1];
        function.Blocks.InsertRange(function.Blocks.IndexOf(header), [.. test.Blocks, _body, _done]);
        foreach (var entry in entries)
            entry.Target = test.Blocks[0];
        _builder.Block = _ready;
        var enter = new List<Value>();
        foreach (var parameter in header.Parameters)
            enter.Add(SumOf(parameter) is null ? test.Start(parameter) : Zeros());
        enter.Add(blocks);
        _builder.Branch(_body, enter);

        var counters = new Dictionary<Value, Value>();
        foreach (var parameter in header.Parameters)
        {
            if (SumOf(parameter) is null)
                counters[parameter] = _body.AddParameter(parameter.Type, parameter.Name);
            else
                _vectors[parameter] = _body.AddParameter(VectorType, parameter.Name);
        }

        var left = _body.AddParameter(typeof(int));
        _builder.Block = _body;
        Body(counters);
        var next = new Dictionary<Value, Value>();
        var again = new Edge(_body);
        foreach (var parameter in header.Parameters)
        {
            next[parameter] = SumOf(parameter) is { } sum ? _vectors[sum.Next]
                : steps.TryGetValue(parameter, out var step) ? _builder.Add(counters[parameter], Number(parameter.Type, step * _width))
                : Handed(parameter, _width - 1);
            again.Arguments.Add(next[parameter]);
        }

        var rest = _builder.Add(left, Constant.Of(-1));
        again.Arguments.Add(rest);
        _builder.BranchIf(_builder.Compare(Comparison.Greater, rest, Constant.Of(0)), again, new Edge(_done));

        _builder.Block = _done;
        Leave(test, next, isWhole);
    }

    /// <summary>The elements at a place, and the first store to them.</summary>
    sealed class VectorElement(ElementAccess access)
    {
        public ElementAccess Access => access;

        public Value? Content { get; set; }

        public Value[]? Store { get; set; }

        public SourceSpan Span { get; set; }
    }

    Type VectorType => typeof(Vector256<>).MakeGenericType(forms.Number);

    CarriedValue? SumOf(Value parameter) => sums.Find(s => s.Parameter == parameter);

    /// <summary>All that must hold.</summary>
    /// <returns>How many vectors there are.</returns>
    Value Test(LoopTest test, bool isWhole)
    {
        var (value, limit) = (test.Start(condition.Value), condition.Limit);
        if (condition.IsIncluded)
            limit = _builder.Add(limit, Number(limit.Type, condition.IsUp ? 1 : -1));
        var (from, to) = condition.IsUp ? (value, limit) : (limit, value);
        var last = isWhole ? 1 : 0;
        var least = (MinBlocks * _width) - last;

        // The difference may have been too large for its type: then it is negative, or the numbers are the other way round.
        var difference = _builder.Sub(to, from);
        if (difference.Type == typeof(int))
            test.Require(Comparison.GreaterOrEqual, difference, Constant.Of(least));
        else
            test.Require(Comparison.LessOrEqualUn, _builder.Sub(difference, Number(to.Type, least)), Number(to.Type, int.MaxValue - (MinBlocks * _width)));
        test.Settle();
        test.Require(Comparison.Less, from, to);
        var iterations = _builder.Convert(typeof(int), difference);
        if (last != 0)
            iterations = _builder.Add(iterations, Constant.Of(last));
        var blocks = _builder.Binary(Opcode.ShrUn, iterations, Constant.Of(_width == 4 ? 2 : 3));

        var lengths = new Dictionary<Value, Value>();
        foreach (var access in accesses)
        {
            if (!lengths.ContainsKey(access.Array))
                lengths[access.Array] = arrays.Length(access.Array, header) ?? _builder.Length(access.Array);
        }

        var most = _builder.Add(_builder.Mul(blocks, Constant.Of(_width)), Constant.Of(-1));
        test.RequireRanges(accesses, Step > 0, a => lengths[a], most);

        var written = new List<Value>();
        foreach (var store in accesses.FindAll(a => a.IsStore))
        {
            if (written.Contains(store.Array))
                continue;
            written.Add(store.Array);
            foreach (var other in lengths.Keys)
            {
                if (!written.Contains(other) && other.Type == store.Array.Type && !arrays.AreDistinct(store.Array, other))
                    test.Require(Comparison.NotEqual, store.Array, other);
            }
        }

        // Two parts of one array: their distance is not below the count, nor above its opposite.
        for (var n = 0; n < accesses.Count; n++)
        {
            for (var m = 0; m < n; m++)
            {
                var (a, b) = (accesses[m], accesses[n]);
                if (a.Array != b.Array || !(a.IsStore || b.IsStore) || a.Place.IsSame(b.Place))
                    continue;
                var distance = _builder.Sub(test.Start(a.Index), test.Start(b.Index));
                test.Require(Comparison.GreaterUn, _builder.Add(distance, most), _builder.Add(most, most));
            }
        }

        test.Settle();
        return blocks;
    }

    /// <summary>An array that is written is loaded once at most, and stored once, at the end.</summary>
    void Body(Dictionary<Value, Value> counters)
    {
        if (forms.AreMixed)
            OneByOne(counters);
        var elements = new List<VectorElement>();
        foreach (var i in header.Instructions)
        {
            if (!forms.IsVector(i))
                continue;
            _builder.Span = i.Span;
            switch (i.Opcode)
            {
                case Opcode.Load:
                    var from = At(i);
                    _vectors[i] = from.Content ??= _builder.Call(Method(nameof(Vectors.Load)), Element(i));
                    break;
                case Opcode.Store:
                    var to = At(i);
                    to.Content = Vector(i.Operands[1]);
                    to.Store ??= Element(i);
                    to.Span = i.Span;
                    break;
                case Opcode.Call:
                    _vectors[i] = _builder.Call(forms.Twin(i)!, Array.ConvertAll(i.Operands, Vector));
                    break;
                case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg when StackTypes.IsFloat(i.Type):
                    _vectors[i] = _builder.Call(Method(NameOf(i.Opcode)), Array.ConvertAll(i.Operands, Vector));
                    break;
            }
        }

        foreach (var element in elements)
        {
            _builder.Span = element.Span;
            if (element.Store is { } store)
                _builder.Call(Method(nameof(Vectors.Store)), [.. store, element.Content!]);
        }

        // A vector down from an index begins three before it.
        Value[] Element(Instruction access)
        {
            var address = (Instruction)access.Operands[0];
            var index = Copy(address.Operands[1], counters);
            return [address.Operands[0], Step > 0 ? index : _builder.Add(index, Constant.Of(1 - _width))];
        }

        VectorElement At(Instruction access)
        {
            var address = (Instruction)access.Operands[0];
            var found = accesses.Find(a => a.Array == address.Operands[0] && a.Index == address.Operands[1])!;
            if (elements.Find(e => e.Access.IsSame(found)) is not { } element)
                elements.Add(element = new VectorElement(found));
            return element;
        }
    }

    void OneByOne(Dictionary<Value, Value> counters)
    {
        for (var k = 0; k < _width; k++)
        {
            var values = k == 0 ? counters : [];
            foreach (var parameter in header.Parameters)
            {
                if (k > 0 && steps.TryGetValue(parameter, out var step))
                    values[parameter] = _builder.Add(counters[parameter], Number(parameter.Type, k * step));
                else if (k > 0 && SumOf(parameter) is null)
                    values[parameter] = Handed(parameter, k - 1);
            }

            _iterations.Add(values);
            foreach (var i in header.Instructions)
            {
                _builder.Span = i.Span;
                if (forms.IsSingle(i))
                    Copy(i, values);
            }
        }
    }

    /// <summary>What an iteration hands on to the next.</summary>
    Value Handed(BlockParameter parameter, int iteration) =>
        Copy(forms.Carried.Find(c => c.Parameter == parameter)!.Next, _iterations[iteration]);

    /// <summary>To what is left of the loop, or past it.</summary>
    void Leave(LoopTest test, Dictionary<Value, Value> next, bool isWhole)
    {
        var after = new Dictionary<Value, Value>(); // the last iteration of the vectors
        foreach (var sum in sums)
        {
            next[sum.Parameter] = after[sum.Next] = _builder.Add(
                test.Start(sum.Parameter), _builder.Call(Method(nameof(Vectors.Sum)), next[sum.Parameter]));
        }

        var on = new Edge(header);
        foreach (var parameter in header.Parameters)
            on.Arguments.Add(next[parameter]);
        if (!isWhole)
        {
            _builder.Branch(header, on.Arguments);
            return;
        }

        if (forms.AreMixed)
        {
            foreach (var (value, copy) in _iterations[_width - 1])
                after[value] = copy;
        }

        foreach (var (parameter, step) in steps)
            after[parameter] = _builder.Add(next[parameter], Number(parameter.Type, -step));
        var end = header.Terminator!;
        _builder.BranchIf(Copy(end.Operands[0], after), Follow(end.Edges[0]), Follow(end.Edges[1]));

        Edge Follow(Edge edge) => edge == condition.Exit ? new Edge(edge.Target, edge.Arguments.ConvertAll(a => Copy(a, after))) : on;
    }

    Value Vector(Value scalar)
    {
        if (_vectors.TryGetValue(scalar, out var vector))
            return vector;
        if (inside.Contains(scalar))
            return _vectors[scalar] = Pack(scalar);
        var broadcast = new Instruction(Opcode.Call, VectorType, [scalar], Method(nameof(Vectors.Broadcast)), _builder.Span);
        _ready!.Instructions.Add(broadcast);
        return _vectors[scalar] = broadcast;
    }

    /// <summary>Vectors are in the order of memory.</summary>
    Value Pack(Value scalar)
    {
        var numbers = new Value[_width];
        for (var k = 0; k < _width; k++)
            numbers[Step > 0 ? k : _width - 1 - k] = Copy(scalar, _iterations[k]);
        return _builder.Call(Method(_width == 4 ? nameof(Vectors.Four) : nameof(Vectors.Eight)), numbers);
    }

    Value Zeros() => _builder.Call(Method(nameof(Vectors.Broadcast)), Constant.Zero(forms.Number));

    /// <remarks>Not ToString, for which the names of all opcodes would be read from metadata at the first derivative.</remarks>
    static string NameOf(Opcode opcode) => opcode switch
    {
        Opcode.Add => nameof(Vectors.Add),
        Opcode.Sub => nameof(Vectors.Sub),
        Opcode.Mul => nameof(Vectors.Mul),
        Opcode.Div => nameof(Vectors.Div),
        _ => nameof(Vectors.Neg),
    };

    MethodInfo Method(string name) => typeof(Vectors).GetMethod(name)!.MakeGenericMethod(forms.Number);

    /// <summary>A value that counts, from other counters.</summary>
    Value Copy(Value value, Dictionary<Value, Value> counters)
    {
        if (!inside.Contains(value))
            return value;
        if (counters.TryGetValue(value, out var known))
            return known;
        var i = (Instruction)value;
        return counters[value] = _builder.Append(i.Opcode, i.Type, i.Payload, Array.ConvertAll(i.Operands, o => Copy(o, counters)));
    }

    static Constant Number(Type type, long value) =>
        type == typeof(int) ? Constant.Of((int)value) : type == typeof(long) ? Constant.Of(value) : Constant.NativeInt(value);
}
