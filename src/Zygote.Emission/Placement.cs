using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>How a value reaches its uses.</summary>
enum Place
{
    /// <summary>Executed where it stands; the result, if used, goes to a local.</summary>
    Statement,

    /// <summary>Left on the evaluation stack for its only use, as a part of that expression.</summary>
    Stack,

    /// <summary>An address that each use computes anew.</summary>
    Recomputed,
}

/// <summary>Decides what is a statement and what a part of an expression.</summary>
/// <remarks>
///   %1 = element.address a, i; %2 = load %1; %3 = mul %2, x; store %1, %3     two uses of %1: an address in a local
///   %4 = field.address p, f; %5 = load %4; %6 = add %5, y; return %6          one expression: ldfld; ldloc y; add; ret
/// A value moves to its use only over what cannot tell the difference. Of two checks of addresses either may come first.
/// </remarks>
sealed class Placement
{
    // Deep expressions cost stack in the JIT, which walks them recursively; the distance bounds the time spent here.
    const int MaxDepth = 24;
    const int MaxSize = 100;
    const int MaxDistance = 200;

    // The JIT drops the range check of a second ldelem and folds both addresses into the loads and stores; with a local for
    // the address it spends an instruction on it. Its memory of what has been checked is limited, hence not many times.
    const int MaxElementAccesses = 2;

    // Instructions of the processor.
    static readonly HashSet<string> Instructions =
    [
        nameof(Math.Sqrt), nameof(Math.Abs), nameof(Math.FusedMultiplyAdd), nameof(Math.Floor), nameof(Math.Ceiling), nameof(Math.Truncate),
        nameof(Math.Min), nameof(Math.Max), nameof(Math.CopySign),
    ];

    readonly Uses _uses;
    readonly Interference _interference;
    readonly HashSet<Instruction> _elements = [];
    readonly Dictionary<Block, List<Instruction>> _statements = [];

    // By the numbers of values.
    readonly Block?[] _blocks;
    readonly Place[] _places;
    readonly int[] _counts;
    readonly int[] _positions; // from 1 on, of the statements of the block that is looked at
    readonly int[] _registers;

    public Placement(ControlFlow flow)
    {
        _uses = new Uses(flow);
        _interference = new Interference(_uses);
        _blocks = new Block?[_uses.Count];
        _places = new Place[_uses.Count];
        _counts = new int[_uses.Count];
        _positions = new int[_uses.Count];
        _registers = new int[_uses.Count];
        foreach (var block in flow.ReversePostOrder)
        {
            foreach (var instruction in _uses.Instructions(block))
                _blocks[instruction.Order] = block;
        }

        foreach (var block in flow.ReversePostOrder)
            PlaceAddresses(block);
        foreach (var block in flow.ReversePostOrder)
            Count(block);
        foreach (var block in flow.ReversePostOrder)
            BuildExpressions(block);
    }

    /// <summary>
    /// In order of execution, without the terminator. A recomputed address among them is there for its check only.
    /// </summary>
    public IReadOnlyList<Instruction> Statements(Block block) => _statements[block];

    public bool IsNeeded(BlockParameter parameter) => _uses.IsNeeded(parameter);

    public Place Of(Instruction instruction) => _places[instruction.Order];

    /// <summary>True for what is computed where it is used instead of being in a local.</summary>
    public bool IsExpanded(Value value) => value is Instruction i && Of(i) is Place.Stack or Place.Recomputed;

    public bool IsUsed(Instruction instruction) => _counts[instruction.Order] > 0;

    /// <summary>Values have numbers below this.</summary>
    public int ValueCount => _counts.Length;

    /// <summary>The constructor call that makes an object, if the two are one <c>newobj</c>.</summary>
    public Instruction? Construction(Instruction newObject) => _uses.Construction(newObject);

    /// <summary>In order of evaluation; for a branch the arguments of its edge.</summary>
    public ReadOnlySpan<Value> Operands(Instruction instruction) => _uses.Operands(instruction);

    public ReadOnlySpan<Value> AllOperands(Instruction instruction) => _uses.AllOperands(instruction);

    /// <summary>Adds what an expression reads from locals.</summary>
    public void AddLeaves(ReadOnlySpan<Value> operands, List<Value> leaves)
    {
        foreach (var operand in operands)
        {
            if (IsExpanded(operand))
                AddLeaves(Operands((Instruction)operand), leaves);
            else if (operand is not Constant)
                leaves.Add(operand);
        }
    }

    /// <summary>True when evaluating the expression changes memory.</summary>
    public bool Writes(Value value) =>
        value is Instruction i && IsExpanded(i)
        && ((_interference.EffectsOf(i) & Effects.Writes) != 0 || Any(Operands(i), Writes));

    /// <summary>True when evaluating the expression runs code out of line, after which registers of numbers are lost.</summary>
    public bool Calls(Instruction expression) =>
        (expression.Opcode switch
        {
            Opcode.Call => !IsExpandedByJit((MethodBase)expression.Payload!),
            Opcode.CallVirtual or Opcode.CallFunction or Opcode.NewArray or Opcode.NewObject => true,
            _ => false,
        })
        || CallsIn(Operands(expression));

    /// <summary>One of these is an expression that calls.</summary>
    public bool CallsIn(ReadOnlySpan<Value> operands) => Any(operands, o => IsExpanded(o) && Calls((Instruction)o));

    static bool Any(ReadOnlySpan<Value> operands, Predicate<Value> condition)
    {
        foreach (var operand in operands)
        {
            if (condition(operand))
                return true;
        }

        return false;
    }

    public static bool IsExpandedByJit(MethodBase method) =>
        OwnMethods.ToCall(method) != method || method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining)
        || ((method.DeclaringType == typeof(Math) || method.DeclaringType == typeof(MathF)) && Instructions.Contains(method.Name));

    /// <summary>False when an element's address is only read through, as far as that can be seen.</summary>
    public bool IsWrittenThrough(Instruction address) => _uses.Of(address).Any(user =>
    {
        if (user.Opcode == Opcode.Load)
            return false;
        if (user.Payload is not MethodBase method)
            return true;
        var first = method.IsStatic ? 0 : 1;
        var parameters = method.GetParameters();
        return user.Operands.Where((operand, i) => operand == address && (i < first || !parameters[i - first].IsIn)).Any();
    });

    void PlaceAddresses(Block block)
    {
        var instructions = _uses.Instructions(block);
        var statements = _statements[block] = [];
        for (var i = 0; i < instructions.Count; i++)
        {
            var instruction = instructions[i];
            if (IsElementAccessedTwice(block, i))
                _elements.Add(instruction);
            if (IsRecomputed(instruction))
                _places[instruction.Order] = Place.Recomputed;
            if (!IsRecomputed(instruction) || (Interference.MayFail(instruction) && !IsCheckedByUse(block, i)))
                statements.Add(instruction);
        }
    }

    bool IsRecomputed(Instruction address) => address.Opcode switch
    {
        Opcode.Slot or Opcode.FieldAddress or Opcode.StaticAddress => true,

        Opcode.ElementAddress when address.Operands.Length > 2 => false,

        // The exact type check of ldelema would be wrong here: loads do without, stores have their own.
        Opcode.ElementAddress when !address.Type.GetElementType()!.IsValueType => IsAccessedOnly(address),
        Opcode.ElementAddress => _elements.Contains(address),
        _ => false,
    };

    bool IsAccessedOnly(Instruction address) =>
        _uses.Of(address).All(u => u.Opcode == Opcode.Load || (u.Opcode == Opcode.Store && u.Operands[0] == address));

    bool IsElementAccessedTwice(Block block, int index)
    {
        var address = _uses.Instructions(block)[index];
        return address.Opcode == Opcode.ElementAddress && address.Operands.Length == 2
            && _uses.Of(address) is { Count: > 1 and <= MaxElementAccesses } users && IsAccessedOnly(address)
            && users.All(u => _blocks[u.Order] == block) && IsCheckedByUse(block, index);
    }

    // The first use makes the check, if it comes before anything that can be observed.
    bool IsCheckedByUse(Block block, int index)
    {
        var instructions = _uses.Instructions(block);
        var users = new HashSet<Instruction>();
        AddConsumers(instructions[index], users);
        for (var i = index + 1; i < instructions.Count; i++)
        {
            if (users.Contains(instructions[i]))
                return true;
            if ((_interference.EffectsOf(instructions[i]) & Effects.Writes) != 0)
                return false;
        }

        return block.Terminator is { Opcode: Opcode.Branch or Opcode.Return } end && users.Contains(end);
    }

    void AddConsumers(Instruction address, HashSet<Instruction> users)
    {
        foreach (var user in _uses.Of(address))
        {
            if (IsRecomputed(user))
                AddConsumers(user, users);
            else
                users.Add(user);
        }
    }

    void Count(Block block)
    {
        foreach (var user in _statements[block])
            Count(_uses.AllOperands(user));
        Count(_uses.AllOperands(block.Terminator!));
    }

    void Count(ReadOnlySpan<Value> values)
    {
        foreach (var value in values)
            Count(value);
    }

    void Count(Value value)
    {
        if (value is Constant)
            return;
        _counts[value.Order]++;
        if (value is Instruction address && Of(address) == Place.Recomputed)
        {
            foreach (var operand in address.Operands)
                Count(operand);
        }
    }

    // Bottom up: by the time a root is reached, everything that could have been part of a later expression is.
    void BuildExpressions(Block block)
    {
        var candidates = _statements[block];
        for (var i = 0; i < candidates.Count; i++)
            _positions[candidates[i].Order] = i + 1;

        // Operands first, without recursion: expressions may be as long as the block.
        foreach (var candidate in candidates)
        {
            if (IsNumber(candidate.Type))
                _registers[candidate.Order] = RegistersOf(candidate);
        }

        var roots = new int[candidates.Count];
        for (var root = candidates.Count; root >= 0; root--)
        {
            if (root < candidates.Count)
            {
                if (Of(candidates[root]) == Place.Stack)
                    continue;
                roots[root] = root;
            }

            var size = 0;
            TakeOperands(root < candidates.Count ? candidates[root] : block.Terminator!, root, 0, ref size);
        }

        foreach (var candidate in candidates)
            _positions[candidate.Order] = 0;
        candidates.RemoveAll(i => Of(i) == Place.Stack);

        void TakeOperands(Instruction user, int root, int depth, ref int size)
        {
            // The last operand is evaluated last: it moves over the least.
            var operands = _uses.Operands(user);
            for (var k = operands.Length - 1; k >= 0; k--)
            {
                if (operands[k] is not Instruction value || IsBetterBefore(operands, k))
                    continue;
                if (Of(value) == Place.Recomputed)
                {
                    TakeOperands(value, root, depth, ref size);
                }
                else if (depth < MaxDepth && size < MaxSize && CanTake(value, root))
                {
                    size++;
                    _places[value.Order] = Place.Stack;
                    roots[_positions[value.Order] - 1] = root;
                    TakeOperands(value, root, depth + 1, ref size);
                }
            }
        }

        // What takes more registers than what is evaluated before it, which then waits in registers of its own.
        bool IsBetterBefore(ReadOnlySpan<Value> operands, int k)
        {
            if (k == 0 || Registers(operands[k]) is not (> 1 and var count))
                return false;
            var parts = 0;
            for (var n = 0; n < k; n++)
            {
                if (!IsPart(operands[n]))
                    continue;
                if (Registers(operands[n]) >= count)
                    return false;
                parts++;
            }

            return parts > 0;
        }

        bool IsPart(Value value) =>
            value is Instruction i && _counts[i.Order] == 1 && _positions[i.Order] > 0 && IsNumber(i.Type);

        int Registers(Value value) => IsPart(value) ? _registers[value.Order] : 1;

        // After Sethi and Ullman: of numbers, if the largest operand is evaluated first.
        int RegistersOf(Instruction i)
        {
            var (count, equal) = (1, 0);
            foreach (var operand in _uses.Operands(i))
            {
                if (!IsNumber(operand.Type))
                    continue;
                var needed = Registers(operand);
                equal = needed > count ? 1 : needed == count ? equal + 1 : equal;
                count = Math.Max(count, needed);
            }

            return equal > 1 ? count + 1 : count;
        }

        static bool IsNumber(Type type) => StackTypes.IsFloat(type) || (type.IsValueType && type.Namespace == "System.Runtime.Intrinsics");

        bool CanTake(Instruction value, int root)
        {
            if (_counts[value.Order] != 1 || value.Opcode == Opcode.WithField || _positions[value.Order] is not (> 0 and var next))
                return false;
            if (!_interference.IsMovable(value))
            {
                if (root - (next - 1) > MaxDistance)
                    return false;
                for (var i = next; i < root; i++)
                {
                    // What belongs to this expression comes later anyway, what belongs to a later one is passed by it.
                    if (roots[i] < root && _interference.Conflict(value, candidates[i]))
                        return false;
                }
            }

            return true;
        }
    }
}
