using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

/// <summary>Renders docs/ir.md from the table of opcodes and the comments in Opcode.cs.</summary>
static class IrReference
{
    const string Grammar = """
        # The intermediate representation

        Generated from `Opcode.cs` and `OpcodeTable.cs` by a test; with `ZYGOTE_ACCEPT=1` in the environment the test
        rewrites it. `ARCHITECTURE.md` says how the parts fit together.

        ## Example

        ```
        function Power(f64, int) -> f64 {
        b0(%0: f64, %1: int):
          br b1(1.0, 0)
        b1(%2: f64, %3: int):
          %4 = compare.lt %3, %1
          br.if %4, b2(), b3()
        b2():
          %5 = add %3, 1
          %6 = mul %2, %0
          br b1(%6, %5)
        b3():
          return %2
        }
        ```

        ## Grammar

        White space separates; an instruction ends with its line; `//` begins a comment.

        ```
        function    = "function" name "(" types ")" "->" type "{" block+ "}"
        block       = label "(" [ parameter { "," parameter } ] ")" ":" { instruction } terminator
        parameter   = value ":" type
        instruction = [ value [ ":" type ] "=" ] opcode [ part { "," part } ]
        part        = payload | operand | edge            in this order
        edge        = label "(" [ operand { "," operand } ] ")"
        operand     = value | constant | "outer(" name ":" type ")"
        value       = "%" word                            a word that is no number becomes the value's name
        constant    = 5 | 5L | 5n | 1.5 | 1.5f | NaN | Infinityf | "text" | "null:" type | "zero:" type
        payload     = type | field | method | [ "virtual" ] method | name
                    | "type" type | "field" field | "method" method            of token
        field       = type "::" identifier
        method      = type "::" identifier [ "<" types ">" ] "(" types ")" [ "->" type ]
        type        = keyword | identifier { ( "." | "+" ) identifier [ "<" types ">" ] } | type "[" { "," } "]"
                    | type "&" | type "*"
        keyword     = f64 f32 int uint long ulong nint nuint bool char sbyte byte short ushort object string void
        ```

        - An opcode with a comparison or conversion has it as a suffix: `compare.lt.un`, `convert.byte.checked.un`.
        - `add.any` and `sub.any` belong to sums of cotangents, which may be added up in any order.
        - The type of a value is stated only where opcode, payload and operands do not imply it.
        - Names with unusual characters stand in single quotes: `N.C+'<>c'::'<f>b__0'`.
        - Array suffixes apply from left to right: `f64[][,]` has rank 2 and elements `f64[]`.
        - The return type is given for `op_Implicit` and `op_Explicit` only.
        - `5` is int, `5L` long, `5n` nint, `5.0` f64 and `5.0f` f32; `\uXXXX` in a text is one UTF-16 unit.

        ## Opcodes

        Effects: T may throw, R reads memory, W changes memory or the world, A makes a new identity.

        """;

    public static string Generate()
    {
        var text = new StringBuilder(Grammar.ReplaceLineEndings("\n"));
        var notes = new List<string>();
        var inTable = false;
        var source = File.ReadLines(Path.Combine(Root(), "src", "Zygote.IR", "Opcode.cs"));
        foreach (var raw in source.SkipWhile(l => l != "{").Skip(1))
        {
            var line = raw.Trim();
            if (line == "}")
                break;
            if (line.StartsWith("///", StringComparison.Ordinal))
            {
                notes.Add(Plain(line[3..]));
            }
            else if (line.StartsWith("//", StringComparison.Ordinal))
            {
                text.Append(inTable ? "\n" : "").Append(Plain(line[2..])).Append('\n');
                inTable = false;
            }
            else if (line.Length > 0)
            {
                if (!inTable)
                    text.Append("\n| Text | Opcode | Operands | Payload | Effects | |\n|---|---|---|---|---|---|\n");
                inTable = true;
                text.Append(Row(Enum.Parse<Opcode>(line.TrimEnd(',')), string.Join(' ', notes))).Append('\n');
                notes.Clear();
            }
        }

        return text.ToString();
    }

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    static string Row(Opcode opcode, string notes)
    {
        var facts = opcode.Facts();
        var effects = string.Concat(Enum.GetValues<Effects>().Where(e => (facts.Effects & e) != 0).Select(e => $"{e}"[0]));
        var arity = facts.Arity < 0 ? "any" : $"{facts.Arity}";
        return $"| `{facts.Name}` | {opcode} | {arity} | {facts.Payload?.Name} | {effects} | {notes} |";
    }

    static string Plain(string comment)
    {
        var text = comment.Replace("<summary>", "", StringComparison.Ordinal)
            .Replace("</summary>", "", StringComparison.Ordinal);
        for (var at = text.IndexOf("<see cref=\"", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("<see cref=\"", StringComparison.Ordinal))
        {
            var end = text.IndexOf("\"/>", at, StringComparison.Ordinal);
            text = $"{text[..at]}`{text[(at + 11)..end]}`{text[(end + 3)..]}";
        }

        return text.Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }
}
