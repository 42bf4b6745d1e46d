using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Innermost loops over elements of arrays that do not depend on each other take several at a time.</summary>
/// <remarks>
///   br h(0, 0.0)    h(%i, %s): %1 = load (element.address %a, %i); ... store (element.address %b, %i), %2; %t = add.any %s, %1;
///                              %n = add %i, 1; br.if %c, h(%n, %t), e(%t)
///   =>
///   br t(0, 0.0)    t(%i, %s): br.if there is a vector at least, and 4 %k elements are in range of %a, %b, and %a != %b,
///                              v(%i, zeros, %k), h(%i, %s)
///   v(%i, %s, %k): %1 = Vectors::Load(%a, %i); ... Vectors::Store(%b, %i, %2); %t = Vectors::Add(%s, %1); br.if (%k > 1), v(%i + 4, %t, %k - 1), d()
///   d(): %u = %s of t plus the sum of %t; br.if %c of the last iteration, h(%i + 4, %u), e(%u)
///   h as before
/// What remains is left to the loop as it was: it ends as before, with the same exceptions. Each number is computed by the same
/// operations as before, so the results are the same but for sums that may be added up in any order (<see cref="SumOrder.Any"/>), and
/// for functions of which only cotangents come (<see cref="LoopForms"/>), which are those of the hardware's vectors.
/// Requires: finished code, which is not differentiated again. Loops of one block, and one that counts; counters by steps of one,
/// all accesses up or all down; an array that is written is accessed at one index only, or in parts of it that may turn out to be
/// apart. What cannot be a vector is done for one iteration after the other, if that leaves enough for vectors: sums in the order of
/// the program, its own calls of functions. Cost: one analysis of the loops.
/// The rewriting is in <see cref="VectorLoop"/>.
/// </remarks>
sealed class VectorizeLoops
{
    /// <summary>The JIT inlines a limited number of vector operations in a function.</summary>
    const int MaxOperations = 400;

    readonly Loop _loop;
    readonly PassOptions _options;
    readonly Block _header;
    readonly Uses _uses;
    readonly HashSet<Value> _inside = [];
    readonly Dictionary<BlockParameter, long> _steps = [];
    readonly List<ElementAccess> _accesses = [];
    readonly List<CarriedValue> _sums = [];
    readonly LoopForms _forms;
    int _operations;

    VectorizeLoops(Loop loop, Uses uses, PassOptions options)
    {
        (_loop, _uses, _options, _header) = (loop, uses, options, loop.Header);
        foreach (var block in loop.Blocks)
            _inside.UnionWith(block.Parameters.Concat<Value>(block.Instructions));
        _forms = new LoopForms(_header, _inside, _accesses, uses, options);
    }

    // Apart from the pass: a method that asks what the hardware has is not precompiled.
    public static bool Run(Function function, PassOptions options) =>
        options.VectorTwin is not null && Vector256.IsHardwareAccelerated && RunWithVectors(function, options);

    static bool RunWithVectors(Function function, PassOptions options)
    {
        var flow = new ControlFlow(function);
        var dominators = new DominatorTree(flow);
        var loops = new LoopForest(flow, dominators).Loops;
        var uses = new Uses(function);
        var arrays = new ArrayFacts(function, dominators, uses, options);
        var (any, count) = (false, 0);
        foreach (var loop in loops)
        {
            if (loop.Blocks.Count > 2 || loop.Header == function.Entry || loops.Any(l => l.Parent == loop)
                || flow.Predecessors(loop.Header).Any(p => p.From.Terminator!.Opcode == Opcode.Guard))
            {
                continue;
            }

            var pass = new VectorizeLoops(loop, uses, options);
            if (!pass.IsElementwise() || pass.Continues() is not { } condition || count + pass._operations > MaxOperations)
                continue;
            count += pass._operations;
            new VectorLoop(pass._header, pass._inside, pass._steps, pass._accesses, pass._sums, condition, pass._forms, arrays)
                .Rewrite(function, [.. Entries(function, loop)], pass.IsWhole(condition));
            any = true;
        }

        return any;
    }

    /// <summary>Also from loops that have been rewritten since.</summary>
    static IEnumerable<Edge> Entries(Function function, Loop loop) =>
        function.Blocks.Where(b => !loop.Blocks.Contains(b)).SelectMany(b => b.Edges).Where(e => e.Target == loop.Header);

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
            if (StackTypes.IsInteger(parameter.Type) && Affine(back.Arguments[k], exact: true) is { Base: null, Offset: 1 or -1 } next
                && next.Counter == parameter)
            {
                _steps[parameter] = next.Offset;
            }
            else if (SumInto(parameter, back, k) is { } sum)
                _sums.Add(sum);
            else if (latch == _header && parameter.Type.IsPrimitive)
                _forms.AddCarried(parameter, back.Arguments[k]);
            else
                return false;
        }

        return latch.Instructions.TrueForAll(i => latch == _header || _forms.IsCounting(i)) && _header.Instructions.TrueForAll(IsUnderstood)
            && _accesses.Count > 0 && (_sums.Count > 0 || _accesses.Exists(a => a.IsStore)) && AreIndependent() && _forms.Decide(_sums);
    }

    /// <summary>A sum in any order: the parameter and what comes of it by addition is used for nothing else.</summary>
    CarriedValue? SumInto(BlockParameter parameter, Edge back, int index)
    {
        if (!_options.SumsInAnyOrder || !_forms.IsNumber(parameter.Type))
            return null;
        Value sum = parameter;
        while (sum != back.Arguments[index])
        {
            if (_uses.Of(sum) is not [{ Edge: null, User: { Opcode: Opcode.Add or Opcode.Sub, Payload: SumOrder.Any } next, Index: var side }]
                || !_inside.Contains(next) || (next.Opcode == Opcode.Sub && side == 1))
            {
                return null;
            }

            sum = next;
        }

        return sum != parameter && _uses.Of(sum).All(u => u.Edge is not null) ? new(parameter, sum) : null;
    }

    /// <summary>All accesses must be known; what else there is, is for <see cref="LoopForms"/>.</summary>
    bool IsUnderstood(Instruction i)
    {
        if (i.Opcode != Opcode.ElementAddress && !_forms.IsCounting(i))
            _operations++;
        return i.Opcode switch
        {
            Opcode.ElementAddress => Reach(i, isStore: false), // also where it only checks the index
            Opcode.Load => i.Operands[0] is Instruction { Opcode: Opcode.ElementAddress } && _inside.Contains(i.Operands[0]),
            Opcode.Store => i.Operands[0] is Instruction { Opcode: Opcode.ElementAddress } address && Reach(address, isStore: true),
            _ => true,
        };
    }

    bool Reach(Instruction address, bool isStore)
    {
        var array = address.Operands[0];
        if (!_inside.Contains(address) || address.Operands.Length != 2 || _inside.Contains(array) || !array.Type.IsSZArray
            || !array.Type.GetElementType()!.IsPrimitive || address.Operands[1].Type != typeof(int)
            || Affine(address.Operands[1]) is not { } place)
        {
            return false;
        }

        _accesses.Add(new ElementAccess(array, address.Operands[1], place, isStore));
        return true;
    }

    /// <summary>
    /// All go the same way; where an array is written, nothing is accessed that is known to be a few elements away, and no integers under
    /// another type.
    /// </summary>
    bool AreIndependent() =>
        _accesses.TrueForAll(a => _steps[a.Place.Counter] == _steps[_accesses[0].Place.Counter])
        && _accesses.TrueForAll(s => !s.IsStore || _accesses.TrueForAll(a => a.Array == s.Array
            ? a.Place.IsSame(s.Place) || a.Place.Counter != s.Place.Counter || a.Place.Base != s.Place.Base
            : a.Array.Type == s.Array.Type || IsOfFloats(a.Array) || IsOfFloats(s.Array)));

    static bool IsOfFloats(Value array) => StackTypes.IsFloat(array.Type.GetElementType()!);

    /// <summary>The conversions of a counter are left aside unless <paramref name="exact"/>: indices are equal all the same.</summary>
    CounterSum? Affine(Value value, bool exact = false)
    {
        var (offset, start) = (0L, (Value?)null);
        while (true)
        {
            switch (value)
            {
                case BlockParameter p when p.Block == _header:
                    return _steps.ContainsKey(p) || exact ? new(p, offset, start) : null;
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

    LoopCondition? Continues()
    {
        var end = _header.Terminator!;
        if (end.Operands[0] is not Instruction { Opcode: Opcode.Compare } compare || !_inside.Contains(compare))
            return null;
        var comparison = (Comparison)compare.Payload!;
        var exit = end.Edges.First(e => !_loop.Blocks.Contains(e.Target));
        if (exit == end.Edges[0]) // goes on when it does not hold
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
        return (comparison, _steps.GetValueOrDefault(sum.Counter)) switch
        {
            (Comparison.Less, 1) or (Comparison.NotEqual, 1) => new(value, limit, true, false, exit),
            (Comparison.LessOrEqual, 1) => new(value, limit, true, true, exit),
            (Comparison.Greater, -1) or (Comparison.NotEqual, -1) => new(value, limit, false, false, exit),
            (Comparison.GreaterOrEqual, -1) => new(value, limit, false, true, exit),
            _ => null,
        };
    }

    /// <summary>Vectors may take the last iteration, too: what the loop hands on is known after vectors as well.</summary>
    bool IsWhole(LoopCondition condition)
    {
        return condition.Exit.Arguments.TrueForAll(IsKnownAfter)
            && _inside.All(v => _uses.Of(v).All(u => _loop.Blocks.Contains(u.Block)));

        bool IsKnownAfter(Value value) => _forms.IsCounting(value) || _forms.IsSingle(value) || _sums.Exists(s => s.Next == value);
    }
}

// No records, no queries: equality of each, and each kind of query, takes time to load, which a first derivative would pay.

/// <summary>A counter plus a number, and what does not change in the loop.</summary>
sealed class CounterSum(BlockParameter counter, long offset, Value? start)
{
    public BlockParameter Counter => counter;

    public long Offset => offset;

    public Value? Base => start;

    public bool IsSame(CounterSum other) => counter == other.Counter && offset == other.Offset && start == other.Base;
}

/// <summary>An element of an array.</summary>
sealed class ElementAccess(Value array, Value index, CounterSum place, bool isStore)
{
    public Value Array => array;

    public Value Index => index;

    public CounterSum Place => place;

    public bool IsStore => isStore;

    public bool IsSame(ElementAccess other) => array == other.Array && place.IsSame(other.Place);
}

/// <summary>What each iteration hands on to the next.</summary>
/// <param name="parameter">Before the iteration.</param>
/// <param name="next">After it.</param>
sealed class CarriedValue(BlockParameter parameter, Value next)
{
    public BlockParameter Parameter => parameter;

    public Value Next => next;
}

/// <summary>
/// The loop goes on while the value is below the limit, one step nearer each time; or the other way round. A limit that is
/// included counts one more.
/// </summary>
/// <param name="value">Counts.</param>
/// <param name="limit">Does not change.</param>
/// <param name="isUp">Which way.</param>
/// <param name="isIncluded">It goes on at the limit.</param>
/// <param name="exit">Taken when it does not go on.</param>
sealed class LoopCondition(Value value, Value limit, bool isUp, bool isIncluded, Edge exit)
{
    public Value Value => value;

    public Value Limit => limit;

    public bool IsUp => isUp;

    public bool IsIncluded => isIncluded;

    public Edge Exit => exit;
}
