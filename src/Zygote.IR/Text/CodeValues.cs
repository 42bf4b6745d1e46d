using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>Decides which values are variables and which are written where they are used, and names the variables.</summary>
sealed class CodeValues
{
    readonly Function _function;
    readonly Dictionary<Value, Value> _aliases = [];
    readonly Dictionary<Value, int> _useCounts = [];
    readonly Dictionary<Value, Block> _blocks = [];
    readonly Dictionary<Value, HashSet<Block>> _usedIn = [];
    readonly HashSet<Value> _inlined = [];
    readonly Dictionary<Value, string> _names = [];

    /// <summary>Names in use, and keywords that would be likely names.</summary>
    readonly HashSet<string> _taken = ["new", "out", "ref", "in", "is", "as", "do", "if", "base", "float", "object"];
    int _temporaries;

    public CodeValues(Function function, ControlFlow flow)
    {
        _function = function;
        foreach (var block in flow.ReversePostOrder)
        {
            if (flow.Predecessors(block) is [var (_, edge)])
            {
                for (var i = 0; i < block.Parameters.Count; i++)
                    _aliases[block.Parameters[i]] = edge.Arguments[i];
            }

            foreach (var value in block.Parameters.Concat<Value>(block.Instructions))
                _blocks[value] = block;
        }

        // Backwards, so that what only unused values use is unused too.
        foreach (var block in flow.ReversePostOrder.Reverse())
        {
            CountUses(block.Terminator, block);
            foreach (var instruction in Enumerable.Reverse(block.Instructions))
            {
                if (UseCount(instruction) > 0 || IsStatement(instruction))
                    CountUses(instruction, block);
            }
        }

        foreach (var block in flow.ReversePostOrder.Reverse())
            CountCopies(block);
        foreach (var block in flow.ReversePostOrder)
            ChooseInlined(block);
        NameParameters();
    }

    /// <summary>What the value is after looking through parameters of blocks that are entered in one way only.</summary>
    public Value Resolve(Value value)
    {
        while (_aliases.TryGetValue(value, out var source))
            value = source;
        return value;
    }

    public bool IsAlias(Value value) => _aliases.ContainsKey(value);

    public bool IsInlined(Value value) => _inlined.Contains(value);

    public int UseCount(Value value) => _useCounts.GetValueOrDefault(value);

    public bool IsUsedOutside(Value value, HashSet<Block> blocks) =>
        _usedIn.TryGetValue(value, out var users) && !users.IsSubsetOf(blocks);

    /// <summary>The variables that the blocks define.</summary>
    public IEnumerable<Value> Variables(IEnumerable<Block> blocks) => blocks
        .SelectMany(b => b.Parameters.Concat<Value>(b.Instructions))
        .Where(v => v.Type != typeof(void) && !IsInlined(v) && !IsAlias(v) && UseCount(v) > 0);

    public string Name(Value value)
    {
        if (!_names.TryGetValue(value, out var name))
            _names[value] = name = Unique(value.Name?.Text);
        return name;
    }

    /// <summary>Is the int a truth value? Says yes only where the code shows it.</summary>
    public bool IsBool(Value value, int depth = 4)
    {
        value = Resolve(value);
        if (value.Type != typeof(int) || depth == 0)
            return false;
        return value switch
        {
            Instruction { Opcode: Opcode.Compare } => true,
            Instruction { Opcode: Opcode.And or Opcode.Or or Opcode.Xor } i => i.Operands.All(o => IsBool(o, depth - 1)),
            Instruction { Opcode: Opcode.Load } i => Resolve(i.Operands[0]).Type.GetElementType() == typeof(bool),
            Instruction { Payload: FieldInfo f } => f.FieldType == typeof(bool),
            Instruction { Payload: MethodInfo m } => m.ReturnType == typeof(bool),
            Instruction { Payload: Function f } => f.ReturnType == typeof(bool),
            BlockParameter p when p.Block == _function.Entry =>
                _function.ParameterTypes[p.Block.Parameters.IndexOf(p)] == typeof(bool),
            _ => false,
        };
    }

    /// <summary>Is it written even if nothing uses its value?</summary>
    public static bool IsStatement(Instruction i) =>
        !IsAddress(i) && (EffectsOf(i) & (Effects.Writes | Effects.Throws)) != 0;

    void CountUses(Instruction? user, Block block)
    {
        if (user is null)
            return;
        foreach (var operand in user.Operands.Concat(user.Edges.Where(e => !IsAliased(e)).SelectMany(e => e.Arguments)))
        {
            var value = Resolve(operand);
            _useCounts[value] = UseCount(value) + 1;
            if (!_usedIn.TryGetValue(value, out var users))
                _usedIn[value] = users = [];
            users.Add(block);
        }
    }

    /// <summary>An address is written at each of its uses, and what it is computed from with it.</summary>
    void CountCopies(Block block)
    {
        foreach (var instruction in Enumerable.Reverse(block.Instructions))
        {
            if (!IsAddress(instruction) || UseCount(instruction) < 2)
                continue;
            foreach (var operand in instruction.Operands)
                _useCounts[Resolve(operand)] = UseCount(Resolve(operand)) + 1;
        }
    }

    bool IsAliased(Edge edge) => edge.Target.Parameters.Count > 0 && IsAlias(edge.Target.Parameters[0]);

    public static bool IsAddress(Value value) => value is Instruction
    {
        Opcode: Opcode.FieldAddress or Opcode.StaticAddress or Opcode.ElementAddress or Opcode.UnboxAddress,
    };

    /// <summary>
    /// A value used once moves to its use in the same block, unless the instructions that it passes on the way change what
    /// it reads or could notice what it does.
    /// </summary>
    void ChooseInlined(Block block)
    {
        var end = block.Instructions.Count;
        var users = new Dictionary<Value, int>(); // where the statement stands in which the value is used
        var named = new HashSet<Value>(); // new objects whose parts are addressed
        void Note(Instruction user, int place)
        {
            foreach (var operand in user.Operands.Concat(user.Edges.Where(e => !IsAliased(e)).SelectMany(e => e.Arguments)))
                users[Resolve(operand)] = place;
            if (IsAddress(user))
                named.UnionWith(user.Operands.Select(Resolve).Where(v => v is Instruction { Effects: var e }
                    && (e & Effects.Allocates) != 0));
        }

        if (block.Terminator is { } terminator)
            Note(terminator, end);
        for (var i = end - 1; i >= 0; i--)
        {
            var value = block.Instructions[i];
            var place = i;
            if (IsAddress(value))
            {
                _inlined.Add(value);
                place = users.GetValueOrDefault(value, i);
            }
            else if (value.Opcode != Opcode.Slot && UseCount(value) == 1 && users.TryGetValue(value, out var use)
                && !named.Contains(value) && !IsFirstOperandOfConstructor(value, block) && Passes(block, i, use))
            {
                _inlined.Add(value);
                place = use;
            }

            Note(value, place);
        }
    }

    static bool IsFirstOperandOfConstructor(Instruction value, Block block) => value.Opcode == Opcode.NewObject
        && block.Instructions.Any(i => i.Payload is ConstructorInfo && i.Operands[0] == value);

    static bool Passes(Block block, int from, int to)
    {
        var effects = EffectsOf(block.Instructions[from]);
        if ((effects & (Effects.Reads | Effects.Writes)) == 0)
            return true;
        var obstacle = Effects.Writes | ((effects & Effects.Writes) != 0 ? Effects.Reads : Effects.None);
        for (var i = from + 1; i < to; i++)
        {
            if ((EffectsOf(block.Instructions[i]) & obstacle) != 0)
                return false;
        }

        return true;
    }

    /// <summary>The functions of Math are pure, which the table cannot know.</summary>
    public static Effects EffectsOf(Instruction i) =>
        i.Payload is MethodInfo { DeclaringType: { } owner } && (owner == typeof(Math) || owner == typeof(MathF))
            ? Effects.None
            : i.Effects;

    void NameParameters()
    {
        var parameters = _function.Method?.GetParameters() ?? [];
        var entry = _function.Entry.Parameters;
        var hidden = entry.Count - parameters.Length; // this, if the method has it
        for (var i = 0; i < entry.Count; i++)
        {
            var given = hidden is 0 or 1 && _function.Method is not null
                ? i < hidden ? "this" : parameters[i - hidden].Name
                : null;
            _names[entry[i]] = Unique(entry[i].Name?.Text ?? given ?? "x");
        }
    }

    string Unique(string? wanted)
    {
        var name = wanted is null ? "" : string.Concat(wanted.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            do
                name = $"t{++_temporaries}";
            while (!_taken.Add(name));
            return name;
        }

        var unique = name;
        for (var n = 1; !_taken.Add(unique); n++)
            unique = name + n;
        return unique;
    }
}
