using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

public sealed class OpcodeTests
{
    /// <summary>Printed names that are not simply the words of the opcode.</summary>
    static readonly Dictionary<Opcode, string> Shortened = new()
    {
        [Opcode.Branch] = "br",
        [Opcode.BranchIf] = "br.if",
        [Opcode.UncheckedCast] = "cast.unchecked",
        [Opcode.SizeOf] = "sizeof",
    };

    /// <summary>Methods of the builder that make no opcode of their own.</summary>
    static readonly string[] Helpers = ["Append", "Binary", "Struct"];

    [Fact]
    public void Opcodes_print_under_their_own_names()
    {
        foreach (var facts in OpcodeTable.All)
        {
            var words = string.Concat($"{facts.Opcode}".Select((c, i) => char.IsUpper(c) && i > 0 ? $".{c}" : $"{c}"));
            Assert.Equal(Shortened.GetValueOrDefault(facts.Opcode, words.ToLowerInvariant()), facts.Name);
        }
    }

    [Fact]
    public void Rows_stand_at_the_place_of_their_opcode() =>
        Assert.Equal(Enum.GetValues<Opcode>(), OpcodeTable.All.Select(f => f.Opcode));

    [Fact]
    public void Builder_methods_have_the_names_of_opcodes()
    {
        var methods = typeof(Builder).GetMethods().Where(m => m.DeclaringType == typeof(Builder) && !m.IsSpecialName);

        Assert.Empty(methods.Select(m => m.Name).Except(Enum.GetNames<Opcode>()).Except(Helpers));
    }

    [Fact]
    public void The_reference_is_true() =>
        Goldens.CheckFile(Path.Combine(IrReference.Root(), "docs", "ir.md"), IrReference.Generate());
}
