using System;
using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Passes;

/// <summary>
/// What becomes a vector in a loop that takes vectors, and what is done for one iteration after the other: sums in the order of the
/// program, its calls of functions, and what comes of these.
/// </summary>
/// <remarks>
///   %1 = load x[i]; %2 = call Sin, %1; %s' = add %s, %2; %3 = call Cos, %1; store xBar[i], (add.any xBar[i], %3)
///   =>
///   one by one: load, Sin, add        in vectors: load, Cos, the sum in xBar
/// Functions of which only cotangents come may be those of vectors, whose last bits differ: what is added to a sum of cotangents is a
/// cotangent, and so is what is scaled.
/// </remarks>
sealed class LoopForms(Block header, HashSet<Value> inside, List<ElementAccess> accesses, Uses uses, PassOptions options)
{
    /// <summary>More would be copied too often.</summary>
    const int MaxSingles = 16;

    /// <summary>Less is not worth it beside what is done one by one.</summary>
    const int MinWeight = 6;

    /// <summary>Of a function, in operations.</summary>
    const int FunctionWeight = 8;

    readonly HashSet<Value> _singles = []; // no vectors
    readonly HashSet<Value> _asNumbers = [];
    readonly HashSet<Value> _asVectors = [];
    readonly HashSet<Value> _cotangents = [];
    readonly HashSet<Value> _others = []; // are no cotangents
    readonly Dictionary<Instruction, MethodInfo?> _twins = [];
    readonly HashSet<Instruction> _functions = []; // calls whose last bits may differ in vectors
    Type? _number;

    /// <summary>Of the elements of all vectors.</summary>
    public Type Number => _number!;

    /// <summary>Values that each iteration hands on to the next, one by one.</summary>
    public List<CarriedValue> Carried { get; } = [];

    /// <summary>Whether anything is done one by one.</summary>
    public bool AreMixed => _singles.Count > 0;

    public bool IsNumber(Type type) => StackTypes.IsFloat(type) && type == (_number ??= type);

    /// <summary>Is done one by one.</summary>
    public bool IsSingle(Value value) => _asNumbers.Contains(value);

    /// <summary>Is done in vectors; what is neither is not done at all.</summary>
    public bool IsVector(Instruction i) => !AreMixed || _asVectors.Contains(i);

    public void AddCarried(BlockParameter parameter, Value next)
    {
        Carried.Add(new CarriedValue(parameter, next));
        _singles.Add(parameter);
    }

    /// <summary>Integers that do not depend on memory are made again where they are needed.</summary>
    public bool IsCounting(Value value) =>
        !inside.Contains(value)
        || (StackTypes.IsInteger(value.Type) && (value is BlockParameter parameter ? !_singles.Contains(parameter)
            : value is Instruction { Opcode: Opcode.Add or Opcode.Convert or Opcode.Compare } i && Array.TrueForAll(i.Operands, IsCounting)));

    /// <summary>The function of vectors that stands for a call.</summary>
    public MethodInfo? Twin(Instruction call)
    {
        if (!_twins.TryGetValue(call, out var twin))
            _twins[call] = twin = FindTwin(call);
        return twin;
    }

    /// <param name="sums">In any order.</param>
    /// <returns>Whether it is possible, and worth it.</returns>
    public bool Decide(List<CarriedValue> sums)
    {
        int known;
        do
        {
            known = _singles.Count;
            foreach (var i in header.Instructions)
            {
                if (i.Opcode == Opcode.ElementAddress || _singles.Contains(i) || (i.Opcode != Opcode.Store && IsCounting(i)))
                    continue;
                if (MustBeSingle(i))
                {
                    if (!CanRepeat(i))
                        return false;
                    _singles.Add(i);
                }
            }
        }
        while (known != _singles.Count);

        if (!AreMixed)
            return true;
        foreach (var sum in sums)
            NeedVector(sum.Next);
        foreach (var carried in Carried)
            NeedNumber(carried.Next);
        foreach (var i in header.Instructions)
        {
            if (i.Opcode == Opcode.Store && _singles.Contains(i))
                NeedNumber(i);
            else if (i.Opcode == Opcode.Store)
                NeedVector(i);
        }

        return IsWorthIt() && header.Instructions.TrueForAll(i => i.Opcode != Opcode.Load || !_asNumbers.Contains(i) || !IsAfterVector(i));
    }

    MethodInfo? FindTwin(Instruction call)
    {
        var method = (MethodBase)call.Payload!;
        if (!IsNumber(call.Type) || !Array.TrueForAll(call.Operands, o => o.Type == call.Type))
            return null;
        if (options.VectorTwin!(method, call.Type) is { } twin)
            return twin;
        return options.VectorFunction?.Invoke(method, call.Type) is { } function && IsCotangent(call) && _functions.Add(call) ? function : null;
    }

    bool MustBeSingle(Instruction i)
    {
        switch (i.Opcode)
        {
            case Opcode.Load:
                return !IsNumber(i.Type) || OtherStore(i, _singles.Contains);
            case Opcode.Store:
                return !IsNumber(i.Operands[1].Type) || _singles.Contains(i.Operands[1]) || OtherStore(i, _singles.Contains);
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg when StackTypes.IsFloat(i.Type):
                return !IsNumber(i.Type) || (Array.Exists(i.Operands, _singles.Contains) && !IsCotangent(i));
            case Opcode.Call:
                return Twin(i) is null || (Array.Exists(i.Operands, _singles.Contains) && !IsCotangent(i));
            default:
                return true;
        }
    }

    /// <summary>Does nothing that may not be done earlier or later, but for what it has to do with the memory of the loop.</summary>
    static bool CanRepeat(Instruction i) => i.Opcode switch
    {
        Opcode.Load or Opcode.Store or Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Neg or Opcode.Compare => true,
        Opcode.Div => StackTypes.IsFloat(i.Type),
        Opcode.Convert => i.Payload is Conversion { Checked: false },
        Opcode.Call => OwnMethods.IsPure((MethodBase)i.Payload!),
        _ => false,
    };

    /// <summary>Whether this holds for a store to the same element, before or after.</summary>
    bool OtherStore(Instruction access, Predicate<Instruction> holds)
    {
        var place = Place(access);
        foreach (var i in header.Instructions)
        {
            if (i != access && i.Opcode == Opcode.Store && Place(i).IsSame(place) && holds(i))
                return true;
        }

        return false;
    }

    ElementAccess Place(Instruction access)
    {
        var address = (Instruction)access.Operands[0];
        return accesses.Find(a => a.Array == address.Operands[0] && a.Index == address.Operands[1])!;
    }

    /// <summary>Vectors are stored when all that is done one by one has been.</summary>
    bool IsAfterVector(Instruction load) => OtherStore(
        load, s => !_singles.Contains(s) && header.Instructions.IndexOf(s) < header.Instructions.IndexOf(load));

    void NeedVector(Value value)
    {
        if (_singles.Contains(value))
            NeedNumber(value);
        else if (value is Instruction i && inside.Contains(i) && _asVectors.Add(i) && i.Opcode != Opcode.Load)
            Array.ForEach(i.Opcode == Opcode.Store ? [i.Operands[1]] : i.Operands, NeedVector);
    }

    void NeedNumber(Value value)
    {
        if (value is Instruction i && inside.Contains(i) && _asNumbers.Add(i))
            Array.ForEach(i.Operands, NeedNumber);
        else if (value is BlockParameter)
            _asNumbers.Add(value);
    }

    bool IsWorthIt()
    {
        var (weight, singles) = (0, 0);
        foreach (var i in header.Instructions)
        {
            if (i.Opcode is not (Opcode.Load or Opcode.Store or Opcode.ElementAddress) && _asVectors.Contains(i))
                weight += _functions.Contains(i) ? FunctionWeight : 1;
            if (_asNumbers.Contains(i) && i.Opcode != Opcode.ElementAddress && !IsCounting(i))
                singles++;
        }

        return weight >= MinWeight && singles <= MaxSingles;
    }

    /// <summary>Comes into nothing but sums of cotangents, and what is scaled.</summary>
    bool IsCotangent(Instruction value)
    {
        if (value.Payload is SumOrder.Any || IsScale(value))
            return true;
        if (_cotangents.Contains(value))
            return true;
        if (_others.Contains(value))
            return false;
        var all = uses.Of(value);
        for (var k = 0; k < all.Count; k++)
        {
            if (all[k].Edge is null && inside.Contains(all[k].User) && IsArithmetic(all[k].User) && IsCotangent(all[k].User))
                continue;
            _others.Add(value);
            return false;
        }

        return _cotangents.Add(value);
    }

    bool IsScale(Instruction i) => i.Opcode == Opcode.Call && options.IsScale?.Invoke((MethodBase)i.Payload!) == true;

    static bool IsArithmetic(Instruction i) =>
        StackTypes.IsFloat(i.Type) && (i.Opcode is Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Div or Opcode.Neg or Opcode.Convert
            || (i.Opcode == Opcode.Call && OwnMethods.IsPure((MethodBase)i.Payload!)));
}
