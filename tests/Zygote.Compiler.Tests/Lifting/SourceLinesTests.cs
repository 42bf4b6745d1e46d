using System;
using System.IO;
using System.Linq;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;

using Xunit;

using Zygote.IR;
using Zygote.Lifting;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class SourceLinesTests
{
    [Fact]
    public void An_instruction_leads_to_its_line()
    {
        var function = Lifter.Lift(((Func<double, int, double>)Loop).Method);
        var multiplication = function.Blocks.SelectMany(b => b.Instructions).Single(i => i.Opcode == Opcode.Mul);

        var (file, line) = SourceLines.Find(multiplication.Span)!.Value;

        Assert.Equal("SourceLinesTests.cs", Path.GetFileName(file));
        Assert.Equal(LineOfLoop + 4, line);
    }

    [Fact]
    public void Without_debugging_information_there_is_no_line()
    {
        Assert.Null(SourceLines.Find(default));
        Assert.Null(SourceLines.Find(new SourceSpan(typeof(Math).GetMethod(nameof(Math.Sign), [typeof(double)]), 0)));
        Assert.Null(SourceLines.Find(new SourceSpan(((Expression<Func<double>>)(() => 1)).Compile().Method, 0)));
    }

    [Fact]
    public void Variables_keep_their_names()
    {
        var function = Lifter.Lift(((Func<double, int, double>)Loop).Method);
        var slots = function.Entry.Instructions.Where(i => i.Opcode == Opcode.Slot).Select(s => s.Name?.Text).ToList();

        Assert.Equal(["x", "n"], function.Entry.Parameters.Select(p => p.Name?.Text));
        Assert.Contains("product", slots);
        Assert.Contains("i", slots);
    }

    static int LineOfLoop { get; } = Here() + 2;

    static double Loop(double x, int n)
    {
        var product = 1.0;
        for (var i = 0; i < n; i++)
            product *= x;
        return product;
    }

    static int Here([CallerLineNumber] int line = 0) => line;
}
