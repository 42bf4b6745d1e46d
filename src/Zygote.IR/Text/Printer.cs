using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;

namespace Zygote.IR;

/// <summary>The text form, which <see cref="Parser"/> reads; docs/ir.md has the grammar.</summary>
/// <remarks>
/// Values and blocks are numbered as they appear, so equal functions print equally. Printing never fails: error messages
/// show functions that are malformed or half built. What is missing or belongs to another function prints as <c>?</c>.
/// </remarks>
sealed class Printer
{
    readonly Dictionary<Value, int> _values = [];
    readonly Dictionary<Block, int> _blocks = [];

    Printer(Function function)
    {
        foreach (var block in function.Blocks)
        {
            _blocks.TryAdd(block, _blocks.Count);
            foreach (var parameter in block.Parameters)
                _values.TryAdd(parameter, _values.Count);
            foreach (var instruction in block.Instructions)
            {
                if (instruction is not null && instruction.Type != typeof(void))
                    _values.TryAdd(instruction, _values.Count);
            }
        }
    }

    public static string Print(Function function)
    {
        var text = new StringBuilder();
        foreach (var (line, _) in Lines(function))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>Each line with the function, block or instruction it shows; nothing for a missing terminator.</summary>
    public static IEnumerable<(string Line, object? Shows)> Lines(Function function)
    {
        var printer = new Printer(function);
        var signature = $"({TypeNames.List(function.ParameterTypes)}) -> {TypeNames.Of(function.ReturnType)}";
        yield return ($"function {TypeNames.Dotted(function.Name)}{signature} {{", function);
        foreach (var block in function.Blocks)
        {
            var list = string.Join(", ", block.Parameters.Select(p => $"{printer.Name(p)}: {TypeNames.Of(p.Type)}"));
            yield return ($"{printer.Name(block)}({list}):", block);
            foreach (var instruction in block.Instructions)
                yield return ("  " + printer.Show(instruction), instruction);
            yield return ("  " + printer.Show(block.Terminator), block.Terminator);
        }

        yield return ("}", null);
    }

    public static string Of(Constant constant) => constant.Content switch
    {
        null => $"{(StackTypes.IsStruct(constant.Type) ? "zero" : "null")}:{TypeNames.Of(constant.Type)}",
        int i => i.ToString(CultureInfo.InvariantCulture),
        long l => l.ToString(CultureInfo.InvariantCulture) + (constant.Type == typeof(nint) ? "n" : "L"),
        double d => Point(d.ToString("R", CultureInfo.InvariantCulture)),
        float f => Point(f.ToString("R", CultureInfo.InvariantCulture)) + "f",
        string s => TypeNames.Quote(s, '"'),
        _ => $"object:{TypeNames.Of(constant.Type)}",
    };

    public static string Of(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "eq",
        Comparison.NotEqual => "ne",
        Comparison.Less => "lt",
        Comparison.LessOrEqual => "le",
        Comparison.Greater => "gt",
        Comparison.GreaterOrEqual => "ge",
        Comparison.LessUn => "lt.un",
        Comparison.LessOrEqualUn => "le.un",
        Comparison.GreaterUn => "gt.un",
        Comparison.GreaterOrEqualUn => "ge.un",
        _ => "?",
    };

    static string Point(string number) =>
        number.All(c => char.IsAsciiDigit(c) || c == '-') ? number + ".0" : number;

    string Show(Instruction? instruction)
    {
        if (instruction is null)
            return "?";

        var text = new StringBuilder();
        var type = instruction.Type;
        var implied = ResultTypes.Of(instruction);
        if (type != typeof(void) || implied != typeof(void))
        {
            text.Append(Name(instruction));
            if (type != implied)
                text.Append($": {TypeNames.Of(type)}");
            text.Append(" = ");
        }

        text.Append(instruction.Opcode.Facts().Name);
        var parts = new List<string>();
        switch (instruction.Payload)
        {
            case null: break;
            case Comparison c: text.Append('.').Append(Of(c)); break;
            case SumOrder.Any: text.Append(".any"); break;
            case Conversion c:
                text.Append($".{TypeNames.Of(c.To)}{(c.Checked ? ".checked" : "")}{(c.FromUnsigned ? ".un" : "")}");
                break;
            default: parts.Add(Payload(instruction)); break;
        }

        parts.AddRange(instruction.Operands.Select(Name));
        parts.AddRange(instruction.Edges.Select(e => $"{Name(e.Target)}({string.Join(", ", e.Arguments.Select(Name))})"));
        if (parts.Count > 0)
            text.Append(' ').AppendJoin(", ", parts);
        return text.ToString();
    }

    static string Payload(Instruction instruction)
    {
        var name = instruction.Payload switch
        {
            Type t => TypeNames.Of(t),
            FieldInfo f => TypeNames.Of(f),
            MethodBase m => TypeNames.Of(m),
            DelegateTarget d => (d.OrNull ? "optional " : "") + (d.Virtual ? "virtual " : "") + TypeNames.Of(d.Method),
            Function f => TypeNames.Dotted(f.Name),
            _ => "?",
        };
        return instruction.Opcode != Opcode.Token ? name : instruction.Payload switch
        {
            Type => "type " + name,
            FieldInfo => "field " + name,
            _ => "method " + name,
        };
    }

    string Name(Block? block) =>
        block is not null && _blocks.TryGetValue(block, out var number) ? $"b{number}" : "b?";

    string Name(Value? value) => value switch
    {
        null => "?",
        Constant c => Of(c),
        OuterValue o => $"outer({TypeNames.Dotted(o.Name?.Text ?? o.Source.Name?.Text ?? "_")}: {TypeNames.Of(o.Type)})",
        _ => _values.TryGetValue(value, out var number) ? $"%{number}" : "?",
    };
}
