using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

// Where primal values live, and what it costs to have them in the reverse code.

sealed partial class Saving
{
    Loop? Level(Value value)
    {
        var loop = _definedIn.TryGetValue(value, out var block) ? _reverse.Loops.Innermost(block) : null;
        while (loop is not null && _immediate?.Contains(loop) == true)
            loop = loop.Parent;
        return loop;
    }

    Loop? CodeLoop(Loop? level) => level is null ? null : _starts[level].Loop;

    Block PlaceFor(Value value, Block use)
    {
        var loop = CodeLoop(Level(value));
        var block = use;
        while (_codeLoops.Innermost(block) != loop)
        {
            // A loop with several exits has a reverse with several entrances: what dominates them all may run although the
            // loop did not. What can fail there is fetched in each visit instead.
            if (_codeLoops.Innermost(block) is { } inner && inner.Header == block && EntranceCount(inner) > 1 && MayFail(value))
                return block;
            block = _codeDominators.ImmediateDominator(block)
                ?? throw new InvalidOperationException("a primal value is named outside the reverse of its loop");
        }

        return block;
    }

    int EntranceCount(Loop loop) => _codeFlow.Predecessors(loop.Header).Count(p => !loop.Blocks.Contains(p.From));

    /// <summary>To compute it again would fail where it has not been computed.</summary>
    bool MayFail(Value value)
    {
        if (value is Constant || Direct(value) is not null || Decide(value) != Place.Recompute)
            return false;
        if (value is BlockParameter parameter)
            return LastVisit(parameter) is not null || Progression.Of(parameter, _reverse, Level)!.Inputs.Any(MayFail);
        var i = (Instruction)value;
        return i.Opcode switch
        {
            Opcode.FieldAddress => !StackTypes.IsAddress(i.Operands[0].Type),
            Opcode.ElementAddress or Opcode.Length or Opcode.UnboxAddress or Opcode.StaticAddress => true,
            Opcode.Div or Opcode.Rem or Opcode.DivUn or Opcode.RemUn => StackTypes.IsInteger(i.Type),
            _ => false,
        } || i.Operands.Any(MayFail);
    }

    /// <summary>The value in reverse code, available from the start of <paramref name="place"/> on.</summary>
    Value Fetch(Value value, Block place)
    {
        if (value is Constant)
            return value;
        if (Direct(value) is { } direct)
            return direct;
        if (_fetched.TryGetValue((value, place), out var fetched))
            return fetched;
        fetched = Decide(value) switch
        {
            Place.Recompute => Recompute(value, place),
            Place.Variable => FetchVariable(value, place),
            _ => FetchSaved(value, place),
        };
        return _fetched[(value, place)] = fetched;
    }

    /// <summary>Values that need no decision: they are at hand everywhere in the reverse code.</summary>
    Value? Direct(Value value)
    {
        if (value is BlockParameter parameter)
        {
            if (parameter.Block == _reverse.Primal.Entry)
                return IsSplit ? _parameters!.GetValueOrDefault(value, value) : value;
            return Number(value) switch
            {
                { What: LoopNumber.Visit } n when _immediate?.Contains(n.Loop.Loop) == true => value,
                { What: LoopNumber.Visit } n => _starts[n.Loop.Loop].Marker.Operands[1],
                { What: LoopNumber.ExitFrame } n when n.Loop.FrameSizes[n.Kind] == 0 => Constant.Of(0),
                _ => null,
            };
        }

        if (value is Instruction { Opcode: Opcode.Slot } slot)
            return IsSplit ? CodeSlot(slot) : value;
        return null;
    }

    /// <summary>
    /// A slot in the reverse function of its own: shadows of variables are empty when the reverse part begins, and what the
    /// primal variables held is saved where it was read.
    /// </summary>
    Value CodeSlot(Instruction slot)
    {
        if (!_slots.TryGetValue(slot, out var copy))
        {
            _slots[slot] = copy = new Instruction(Opcode.Slot, slot.Type, [], slot.Payload, slot.Span) { Name = slot.Name };
            _code.Entry.Instructions.Insert(0, (Instruction)copy);
            Advance(_code.Entry);
        }

        return copy;
    }

    bool MustBeSaved(Value value) =>
        value is not Constant && What(value) != LoopNumber.PreviousFrame && Direct(value) is null && !IsVariable(value)
        && value switch
        {
            Instruction i => double.IsPositiveInfinity(OwnCost(i)),
            BlockParameter p => Progression.Of(p, _reverse, Level) is null && LastVisit(p) is null,
            _ => false,
        };

    Place Decide(Value value)
    {
        if (_places.TryGetValue(value, out var place))
            return place;
        if (IsVariable(value))
            place = Place.Variable;
        else if (Cost(value) <= RecomputationLimit)
            place = Place.Recompute;
        else if (StackTypes.IsAddress(value.Type))
            throw Refusals.SavedStruct((value as Instruction)?.Span ?? default, value.Type.ToString());
        else
            place = Place.Frame;
        if (place == Place.Frame)
            Save(value);
        return _places[value] = place;
    }

    /// <summary>
    /// What it costs to compute a value again from what is at hand for nothing; infinite if it cannot be, or if something
    /// would have to be saved for it.
    /// </summary>
    double Cost(Value value)
    {
        if (value is Constant || Direct(value) is not null || IsVariable(value))
            return 0;
        if (_places.TryGetValue(value, out var place) && place != Place.Recompute)
            return 1;
        if (_costs.TryGetValue(value, out var cost))
            return cost;
        _costs[value] = double.PositiveInfinity; // while on the way, for cycles
        cost = value switch
        {
            Instruction i => OwnCost(i) is var own && double.IsPositiveInfinity(own) ? own : own + Cost(i.Operands, i),
            BlockParameter p when Progression.Of(p, _reverse, Level) is { } progression =>
                (progression.Drift == 0 ? 1 : 3) + Cost(progression.Inputs, p),
            BlockParameter p when LastVisit(p) is { } counted => 2 + Cost(counted.Start, p) + Cost(counted.Bound, p),
            _ => double.PositiveInfinity,
        };
        return _costs[value] = cost;
    }

    double Cost(IEnumerable<Value> operands, Value user)
    {
        var cost = 0.0;
        foreach (var operand in operands)
            cost += Cost(operand, user);
        return cost;
    }

    /// <summary>An operand from further out is fetched once for many uses, even if it has to be saved for that.</summary>
    double Cost(Value operand, Value user)
    {
        var cost = Cost(operand);
        return cost > 1 && Level(operand) != Level(user) && !StackTypes.IsAddress(operand.Type) ? 1 : cost;
    }

    /// <summary>When both halves are one function, what is outside all loops simply stays in a local variable.</summary>
    /// <remarks>The number of the last visit of a counted loop is known without counting.</remarks>
    bool IsVariable(Value value) => !IsSplit && Level(value) is null && !StackTypes.IsAddress(value.Type)
        && !(value is BlockParameter exit && LastVisit(exit) is { } counted && IsAtHand(counted.Start) && IsAtHand(counted.Bound)
            && StackTypes.IsInteger(counted.Bound.Type)); // an array may be null where the loop was not reached

    bool IsAtHand(Value value) => value is Constant || Direct(value) is not null || IsVariable(value);

    double OwnCost(Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Neg or Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not
                or Opcode.Shl or Opcode.Shr or Opcode.ShrUn or Opcode.Compare or Opcode.Length:
                return 1;
            case Opcode.Convert:
                return 1;
            case Opcode.Div or Opcode.Rem or Opcode.DivUn or Opcode.RemUn:
                return 4;
            case Opcode.FieldAddress or Opcode.ElementAddress or Opcode.StaticAddress or Opcode.UnboxAddress or Opcode.GetField
                or Opcode.UncheckedCast or Opcode.Cast or Opcode.IsInstance or Opcode.Token or Opcode.SizeOf:
                return 0.25;
            case Opcode.Load:
                return (IsSplit ? IsImmutable(i) : _reverse.IsReloadable(i) || IsRewound(i)) ? 1 : double.PositiveInfinity;
            default:
                return double.PositiveInfinity;
        }
    }

    /// <summary>Read again within the reverse of its loop, which must not have been merged into what is around it.</summary>
    bool IsRewound(Instruction load) =>
        _reverse.Rewinding?.CanLoadAgain(load) == true && Level(load) is { } level
        && _starts.TryGetValue(level, out var start) && start.Loop?.Header == start.Block;

    /// <summary>Between the two halves of a call anything may happen, except to fields that are set once.</summary>
    static bool IsImmutable(Instruction load) =>
        load.Operands[0] is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo { IsInitOnly: true } };

    /// <summary>
    /// A progression whose step varies is carried by the reverse loop, which takes less than the formula in every visit:
    /// </summary>
    /// <remarks>
    ///   br start(visit)              =>     br start(visit, at(visit))
    ///   start(v): ... br start(v - 1)       start(v, k): ... br start(v - 1, k - step(v - 1))
    /// </remarks>
    Value? Carried(BlockParameter parameter, Progression progression)
    {
        if (_carried.TryGetValue(parameter, out var known))
            return known;
        var (start, marker, _) = _starts[progression.Loop];
        if (marker.Operands[1] is not BlockParameter visit || visit.Block != start)
            return null;
        var index = start.Parameters.IndexOf(visit);
        var edges = new ControlFlow(_code).Predecessors(start);
        var carried = start.AddParameter(parameter.Type, parameter.Name);
        foreach (var (from, edge) in edges)
        {
            var inputs = progression.Inputs.Select(input => Fetch(input, Outside(input, from))).ToArray();
            var at = edge.Arguments[index] is OuterValue outer ? Fetch(outer.Source, Outside(outer.Source, from)) : edge.Arguments[index];
            var builder = new Builder(from);
            edge.Arguments.Add(_codeDominators.Dominates(start, from)
                ? builder.Sub(carried, progression.StepAt(builder, at, inputs))
                : progression.At(builder, at, inputs));
        }

        return _carried[parameter] = carried;
    }

    readonly Dictionary<BlockParameter, Value> _carried = [];

    /// <summary>The number of the last visit of a counted loop, as it leaves the loop.</summary>
    CountedLoop? LastVisit(BlockParameter parameter) =>
        Number(parameter) is { What: LoopNumber.ExitVisit } number ? CountedLoop.Of(number.Loop.Loop, _reverse) : null;
}
