using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// Reads the text form: for what the printer wrote, <c>print(parse(text))</c> is <c>text</c>. Values may have names
/// instead of numbers (<c>%x</c>), which become <see cref="Value.Name"/>, and comments begin with <c>//</c>.
/// </summary>
/// <remarks>
/// A value may be used above its definition, so operands are filled in at the end, and then the types that
/// <see cref="ResultTypes"/> infers from them. The result is not verified.
/// </remarks>
sealed class Parser
{
    static readonly Dictionary<string, Opcode> Opcodes = OpcodeTable.All.ToDictionary(f => f.Name, f => f.Opcode);
    static readonly Dictionary<string, Comparison> Comparisons = Enum.GetValues<Comparison>().ToDictionary(Printer.Of);

    readonly Scanner _scanner;
    readonly NameParser _names;
    readonly Func<string, Function?>? _functions;
    readonly Dictionary<string, Value> _values = [];
    readonly Dictionary<string, Block> _blocks = [];
    readonly List<Instruction> _untyped = [];

    /// <summary>Places to fill in once all values and blocks are known.</summary>
    readonly List<(IList<Value> List, int Index, Mention Name)> _uses = [];
    readonly List<(Edge Edge, Mention Target)> _jumps = [];

    Parser(string text, Func<string, Function?>? functions)
    {
        _scanner = new Scanner(text);
        _names = new NameParser(_scanner);
        _functions = functions;
    }

    /// <param name="text">One function.</param>
    /// <param name="functions">Finds the callees of call.function by name.</param>
    /// <exception cref="FormatException">The text is not well formed; the message begins with the line number.</exception>
    public static Function Parse(string text, Func<string, Function?>? functions = null) =>
        new Parser(text, functions).Function();

    Function Function()
    {
        _scanner.Take("function");
        var name = _scanner.Name(".");
        _scanner.Take("(");
        var parameters = _names.List(")");
        _scanner.Take("->");
        var function = new Function(name, parameters, _names.Type());
        _scanner.Take("{");
        while (!_scanner.TryTake("}"))
            Block(function);
        if (_scanner.Next != '\0')
            throw _scanner.Error("the text goes on after the function");

        foreach (var (edge, target) in _jumps)
            edge.Target = _blocks.GetValueOrDefault(target.Name) ?? throw target.Missing("block ");
        foreach (var (list, index, used) in _uses)
            list[index] = _values.GetValueOrDefault(used.Name) ?? throw used.Missing("value %");
        InferTypes();
        return function;
    }

    void Block(Function function)
    {
        var label = _scanner.Word();
        var block = function.AddBlock();
        if (!_blocks.TryAdd(label, block))
            throw _scanner.Error($"there are two blocks {label}");
        _scanner.Take("(");
        while (!_scanner.TryTake(")"))
        {
            if (block.Parameters.Count > 0)
                _scanner.Take(",");
            var name = Label();
            _scanner.Take(":");
            Define(name, block.AddParameter(_names.Type()));
        }

        _scanner.Take(":");
        while (block.Terminator is null)
        {
            if (_scanner.Next is '}' or '\0')
                throw _scanner.Error($"block {label} has no terminator");
            var instruction = Instruction();
            if (instruction.Opcode.Facts().IsTerminator)
                block.Terminator = instruction;
            else
                block.Instructions.Add(instruction);
        }
    }

    Instruction Instruction()
    {
        string? name = null;
        Type? stated = null;
        if (_scanner.Next == '%')
        {
            name = Label();
            stated = _scanner.TryTake(":") ? _names.Type() : null;
            _scanner.Take("=");
        }

        var (opcode, payload) = Opcode();
        var operands = new List<Mention>();
        var edges = new List<Edge>();
        var more = !_scanner.AtLineEnd;
        if (more && payload is null && opcode.Facts().Payload is { } kind)
        {
            payload = Payload(kind);
            more = _scanner.TryTake(",");
        }

        while (more)
        {
            if (opcode.Facts().IsTerminator && char.IsAsciiLetter(_scanner.Next) && !AtConstant())
                edges.Add(Edge());
            else
                operands.Add(Operand());
            more = _scanner.TryTake(",");
        }

        if (!_scanner.AtLineEnd)
            throw _scanner.Error("expected the end of the line");
        var values = new Value[operands.Count];
        Fill(values, operands);
        var instruction = new Instruction(opcode, stated ?? typeof(void), values, payload) { Edges = [.. edges] };
        if (name is not null)
        {
            Define(name, instruction);
            if (stated is null)
                _untyped.Add(instruction);
        }

        return instruction;
    }

    (Opcode Opcode, object? Payload) Opcode()
    {
        var word = _scanner.Word(".");
        if (Opcodes.TryGetValue(word, out var opcode))
            return (opcode, null);
        var parts = word.Split('.', 2);
        if (parts[0] == "compare" && Comparisons.TryGetValue(parts[1], out var comparison))
            return (IR.Opcode.Compare, comparison);
        if (parts is ["add" or "sub", "any"])
            return (Opcodes[parts[0]], SumOrder.Any);
        var conversion = word.Split('.');
        if (conversion[0] == "convert" && TypeNames.Keywords.TryGetValue(conversion[1], out var to)
            && conversion[2..] is [] or ["checked"] or ["un"] or ["checked", "un"])
            return (IR.Opcode.Convert, new Conversion(to, conversion.Contains("checked"), conversion.Contains("un")));
        throw _scanner.Error($"there is no instruction {word}");
    }

    object Payload(Type kind)
    {
        if (kind == typeof(Type))
            return _names.Type();
        if (kind == typeof(FieldInfo))
            return _names.Field();
        if (kind == typeof(MethodBase) || kind == typeof(MethodInfo))
            return _names.Method();
        if (kind == typeof(DelegateTarget))
        {
            var orNull = _scanner.TryTakeWord("optional");
            var isVirtual = _scanner.TryTakeWord("virtual");
            return new DelegateTarget((MethodInfo)_names.Method(), isVirtual, orNull);
        }

        if (kind == typeof(Function))
        {
            var name = _scanner.Name(".");
            return _functions?.Invoke(name) ?? throw _scanner.Error($"the function {name} is not known");
        }

        return _scanner.Word() switch // token
        {
            "type" => _names.Type(),
            "field" => _names.Field(),
            "method" => _names.Method(),
            var word => throw _scanner.Error($"'{word}' should be type, field or method"),
        };
    }

    Edge Edge()
    {
        var target = new Mention(_scanner.Word(), null, _scanner.Error(""));
        var arguments = new List<Mention>();
        _scanner.Take("(");
        while (!_scanner.TryTake(")"))
        {
            if (arguments.Count > 0)
                _scanner.Take(",");
            arguments.Add(Operand());
        }

        var edge = new Edge(null!, new Value[arguments.Count]);
        Fill(edge.Arguments, arguments);
        _jumps.Add((edge, target));
        return edge;
    }

    Mention Operand() => _scanner.Next == '%'
        ? new Mention(Label(), null, _scanner.Error(""))
        : new Mention("", Leaf(), null);

    Value Leaf()
    {
        if (_scanner.Next == '"')
            return Constant.Of(_scanner.Quoted());
        if (_scanner.TryTake("null:") || _scanner.TryTake("zero:"))
            return Constant.Zero(_names.Type());
        if (_scanner.TryTake("outer("))
        {
            var name = _scanner.Name(".");
            _scanner.Take(":");
            var source = new BlockParameter(new Block(), _names.Type()) { Name = name };
            _scanner.Take(")");
            return new OuterValue(source);
        }

        return _scanner.Number();
    }

    /// <summary>Tells the constants that begin with a letter from the label of a block.</summary>
    bool AtConstant() => _scanner.At("null:") || _scanner.At("zero:") || _scanner.At("outer(")
        || _scanner.At("NaN") || _scanner.At("Infinity");

    string Label()
    {
        _scanner.Take("%");
        return _scanner.Word();
    }

    void Define(string name, Value value)
    {
        if (!_values.TryAdd(name, value))
            throw _scanner.Error($"%{name} is defined twice");
        if (!char.IsAsciiDigit(name[0]))
            value.Name = name;
    }

    void Fill(IList<Value> list, List<Mention> mentions)
    {
        for (var i = 0; i < mentions.Count; i++)
        {
            if (mentions[i].Known is { } known)
                list[i] = known;
            else
                _uses.Add((list, i, mentions[i]));
        }
    }

    void InferTypes()
    {
        // A chain of definitions above their uses needs one round; each round types at least one value.
        for (var open = _untyped; open.Count > 0;)
        {
            var waiting = open.ToHashSet();
            foreach (var instruction in open)
            {
                if (instruction.Operands.OfType<Instruction>().Any(waiting.Contains))
                    continue;
                instruction.Type = ResultTypes.Of(instruction)
                    ?? throw new FormatException($"the type of %{NameOf(instruction)} cannot be inferred: state it");
                waiting.Remove(instruction);
            }

            if (waiting.Count == open.Count)
                throw new FormatException($"%{NameOf(open[0])} is defined by itself");
            open = [.. open.Where(waiting.Contains)];
        }
    }

    string NameOf(Value value) => _values.First(v => v.Value == value).Key;

    /// <summary>A value or block named in the text, and where.</summary>
    sealed record Mention(string Name, Value? Known, FormatException? Line)
    {
        public FormatException Missing(string kind) => new($"{Line!.Message}there is no {kind}{Name}");
    }
}
