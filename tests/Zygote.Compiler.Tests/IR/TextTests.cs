using System;

using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

#pragma warning disable CS0649 // never assigned: the types below are only named

struct Pair<T>
{
    public T First;
    public double Second;

    public static implicit operator Pair<T>(T first) => new() { First = first };

    internal struct Inner<U>
    {
        public U Value;
    }
}

sealed class Cell
{
    public static int Count;
    public Pair<double> Pair;

    public double Get(double[] a, ref int i) => Pair.Second + a[i];
}

#pragma warning restore CS0649

public sealed class TextTests
{
    /// <summary>Each kind of payload, name and constant.</summary>
    static readonly string[] Lines =
    [
        "%9 = add %0, 1.5",
        "%9 = sub -0.0, %0",
        "%9 = mul NaN, -Infinity",
        "%9 = div 1E+20, 1E-05",
        "%9 = rem 1.5f, NaNf",
        "%9 = neg 5n",
        "%9 = div.un -5L, 9223372036854775807L",
        "%9 = shr.un %3, 31",
        "%9 = add.checked.un -2147483648, %3",
        "%9 = compare.lt %0, 2.0",
        "%9 = compare.ge.un %3, 2",
        "%9 = compare.eq %2, null:Zygote.Compiler.Tests.IR.Cell",
        "%9 = convert.f32 %0",
        "%9 = convert.byte.checked.un %3",
        "%9 = convert.nuint %3",
        "%9 = field.address Zygote.Compiler.Tests.IR.Cell::Pair, %2",
        "%9 = static.address Zygote.Compiler.Tests.IR.Cell::Count",
        "%9 = load %4",
        "%9 = element.address %1, %3",
        "%9 = length %1",
        "%9 = new.array f64[,], 2, %3",
        "%9 = new.object Zygote.Compiler.Tests.IR.Cell",
        "call Zygote.Compiler.Tests.IR.Cell::.ctor(), %2",
        "%9 = call System.Math::Sin(f64), %0",
        "%9 = call System.Array::Empty<f64>()",
        "%9 = call Zygote.Compiler.Tests.IR.Pair<f64>::op_Implicit(f64) -> Zygote.Compiler.Tests.IR.Pair<f64>, %0",
        "%9 = call.virtual Zygote.Compiler.Tests.IR.Cell::Get(f64[], int&), %2, null:f64[], %4",
        "%9 = call.function 'Other.<g>', %0",
        "%9: System.Func<f64, f64> = new.delegate System.Math::Sin(f64), null:object",
        "%9: System.Func<string> = new.delegate virtual object::ToString(), %2",
        "%9: System.Func<string> = new.delegate optional virtual object::ToString(), %2",
        "%9 = get.field System.ValueTuple<f64, int>::Item1, zero:System.ValueTuple<f64, int>",
        "%9 = with.field System.ValueTuple<f64, int>::Item1, zero:System.ValueTuple<f64, int>, outer(x: f64)",
        "%9 = box int, %3",
        "%9 = unbox.address int, %2",
        "%9 = cast System.Collections.Generic.Dictionary<int, string>+Enumerator[], %2",
        "%9 = is.instance string, \"a\\\"b\\\\c\\u000A\\u03C0\"",
        "%9 = cast.unchecked object, %2",
        "%9 = token type int*",
        "%9 = token field Zygote.Compiler.Tests.IR.Cell::Count",
        "%9 = token method System.Math::Sin(f64)",
        "%9 = sizeof char",
        "%9: object = cast string, %2",
        "switch %3, b0(), b0(), b0()",
        "br.if %3, b0(%0, NaN, null:string), b0()",
        "br b0(-1)",
        "return",
        "return NaN",
        "throw null:System.Exception",
    ];

    public static TheoryData<string> AllLines => [.. Lines];

    [Theory]
    [MemberData(nameof(AllLines))]
    public void What_is_parsed_prints_the_same(string line)
    {
        var other = new Function("Other.<g>", [typeof(double)], typeof(double));
        var isTerminator = Array.Exists(["sw", "br", "re", "th"], s => line.StartsWith(s, StringComparison.Ordinal));
        var end = isTerminator ? "" : "  return\n";
        var text = $$"""
            function 'Tests.<f>b__0'(f64, int[], Zygote.Compiler.Tests.IR.Cell, bool, f64[,]&) -> f64 {
            b0(%0: f64, %1: int[], %2: Zygote.Compiler.Tests.IR.Cell, %3: int, %4: f64[,]&):
              %5 = slot byte
              %6 = slot Zygote.Compiler.Tests.IR.Pair<f64>+Inner<int[][,]>
              store %5, 255
              %7 = load %5
              %8 = add %7, 1
              {{line}}
            {{end}}}

            """;

        var printed = Printer.Print(Parser.Parse(text, name => name == other.Name ? other : null));

        Assert.Equal(text, printed);
    }

    [Fact]
    public void Printing_and_parsing_a_loop_gives_it_back()
    {
        var text = Printer.Print(Samples.Power());

        Goldens.Check("Power.ir", text);
        var parsed = Parser.Parse(text);
        Verifier.Verify(parsed);
        Assert.Equal(text, Printer.Print(parsed));
    }

    [Fact]
    public void Values_may_be_named_and_used_above_their_definition()
    {
        var function = Parser.Parse("""
            function f(f64) -> f64 { // the body stands last
            entry(%x: f64):
              br body()
            end():
              %r = neg %y
              return %r
            body():
              %y = mul %x, %x
              br end()
            }
            """);

        Verifier.Verify(function);
        Assert.Equal("x", function.Entry.Parameters[0].Name?.Text);
        Assert.Equal(typeof(double), function.Blocks[1].Instructions[0].Type);
    }

    [Theory]
    [InlineData("%1 = plus %0, %0", "line 3: there is no instruction plus")]
    [InlineData("%1 = add %0, %7", "line 3: there is no value %7")]
    [InlineData("br b7()", "line 3: there is no block b7")]
    [InlineData("%1 = slot N.Missing", "line 3: there is no type N.Missing")]
    [InlineData("%1 = call System.Math::Sine(f64), %0", "line 3: System.Math has no method Sine(f64)")]
    [InlineData("%1 = add %0 %0", "line 3: expected the end of the line")]
    [InlineData("%1 = add %0, 1.2.3", "line 3: 1.2.3 is not a number")]
    [InlineData("%0 = neg %0", "line 3: %0 is defined twice")]
    [InlineData("%1 = new.delegate System.Math::Sin(f64), %0", "the type of %1 cannot be inferred: state it")]
    public void Errors_name_the_line(string line, string message)
    {
        var text = $"function f(f64) -> f64 {{\nb0(%0: f64):\n  {line}\n  return %0\n}}\n";
        if (line.StartsWith("br", StringComparison.Ordinal))
            text = text.Replace("  return %0\n", "", StringComparison.Ordinal);

        Assert.Equal(message, Assert.Throws<FormatException>(() => Parser.Parse(text)).Message);
    }

    [Fact]
    public void Malformed_functions_print()
    {
        var function = Samples.Power();
        function.Blocks[2].Instructions[0].Operands[0] = null!;
        function.Blocks[2].Instructions[1].Operands[0] = Samples.Power().Entry.Parameters[0];
        function.Blocks[2].Terminator = new Builder(function.Blocks[2]).Branch(new Block());
        function.Blocks[3].Terminator = null;
        function.Blocks[1].Instructions.Clear();

        Goldens.Check("Malformed.ir", Printer.Print(function));
    }
}
