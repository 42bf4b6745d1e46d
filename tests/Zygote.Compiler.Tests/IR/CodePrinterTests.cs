using Xunit;

using Zygote.IR;

namespace Zygote.Compiler.Tests.IR;

public sealed class CodePrinterTests
{
    [Fact]
    public void Gradient_of_a_line_is_a_constant() => Check("Line.cs.txt", """
        function Gradient(f64) -> f64 {
        b0(%x: f64):
          return 5.0
        }
        """);

    [Fact]
    public void Loops_with_a_counter_are_for_loops() => Goldens.Check("Power.cs.txt", CodePrinter.Print(Samples.Power()));

    [Fact]
    public void Precedence_needs_few_parentheses() => Check("Precedence.cs.txt", """
        function f(f64, f64, int) -> System.ValueTuple<f64, f64> {
        b0(%x: f64, %y: f64, %n: int):
          %a = sub %x, %y
          %b = mul %a, 2.0
          %c = add %x, %b
          %d = sub %c, 0.5
          %e = call System.Math::Sin(f64), %d
          %f = neg %e
          %g = div %f, %a
          %h = sub %g, %d
          %i = sub 1.0, %h
          %j = convert.f64 %n
          %k = mul %j, %j
          %l = with.field System.ValueTuple<f64, f64>::Item1, zero:System.ValueTuple<f64, f64>, %i
          %m = with.field System.ValueTuple<f64, f64>::Item2, %l, %k
          return %m
        }
        """);

    [Fact]
    public void Memory_reads_as_fields_and_elements() => Check("Memory.cs.txt", """
        function f(f64[], Zygote.Compiler.Tests.IR.Cell, int) -> f64 {
        b0(%a: f64[], %cell: Zygote.Compiler.Tests.IR.Cell, %i: int):
          %j = add %i, 1
          %p = element.address %a, %j
          %v = load %p
          %w = add %v, 1.0
          store %p, %w
          %s = field.address Zygote.Compiler.Tests.IR.Cell::Pair, %cell
          %t = field.address Zygote.Compiler.Tests.IR.Pair<f64>::Second, %s
          %u = load %t
          store %t, 0.0
          %local = slot int
          store %local, %i
          %r = call Zygote.Compiler.Tests.IR.Cell::Get(f64[], int&), %cell, %a, %local
          %n = static.address Zygote.Compiler.Tests.IR.Cell::Count
          store %n, 3
          %o = new.object Zygote.Compiler.Tests.IR.Cell
          call Zygote.Compiler.Tests.IR.Cell::.ctor(), %o
          %x = call Zygote.Compiler.Tests.IR.Cell::Get(f64[], int&), %o, %a, %local
          %len = length %a
          %new = new.array f64[], %len
          %q = element.address %new, 0
          store %q, %x
          %y = add %u, %r
          return %y
        }
        """);

    [Fact]
    public void Branches_read_as_if_and_conditional_expressions() => Check("Branches.cs.txt", """
        function f(f64, bool) -> f64 {
        b0(%x: f64, %flag: int):
          %c = compare.ge.un %x, 0.0
          br.if %c, b1(), b2()
        b1():
          br b3(1.0)
        b2():
          %n = neg %x
          br b3(%n)
        b3(%y: f64):
          br.if %flag, b4(), b5()
        b4():
          %s = call System.Console::ReadLine()
          br b6(%y, 2.0)
        b5():
          br b6(2.0, %y)
        b6(%u: f64, %v: f64):
          %d = compare.gt %u, %v
          br.if %d, b7(), b8()
        b7():
          return %u
        b8():
          throw null:System.Exception
        }
        """);

    [Fact]
    public void Loops_nest_and_are_left_in_the_middle() => Check("Loops.cs.txt", """
        function f(f64[,], int) -> int {
        b0(%a: f64[,], %n: int):
          br b1(0)
        b1(%i: int):
          %c = compare.lt %i, %n
          br.if %c, b2(0), b6()
        b2(%j: int):
          %p = element.address %a, %i, %j
          %v = load %p
          %d = compare.lt %v, 0.0
          br.if %d, b7(), b3()
        b3():
          %j1 = add %j, 1
          %e = compare.lt %j1, %n
          br.if %e, b2(%j1), b4()
        b4():
          %f = compare.eq %i, 7
          br.if %f, b6(), b5()
        b5():
          %i1 = add %i, 1
          br b1(%i1)
        b6():
          return -1
        b7():
          return %j
        }
        """);

    [Fact]
    public void Swapped_variables_are_assigned_at_once() => Check("Fibonacci.cs.txt", """
        function Fibonacci(int) -> long {
        b0(%n: int):
          br b1(0L, 1L, %n)
        b1(%a: long, %b: long, %k: int):
          %next = add %a, %b
          %k1 = sub %k, 1
          %c = compare.gt %k1, 0
          br.if %c, b1(%b, %next, %k1), b2()
        b2():
          return %a
        }
        """);

    [Fact]
    public void Irreducible_graphs_have_goto() => Check("Irreducible.cs.txt", """
        function f(int) -> int {
        b0(%n: int):
          br.if %n, b1(1), b2(2)
        b1(%x: int):
          %c = compare.gt %x, %n
          br.if %c, b2(%x), b3()
        b2(%y: int):
          %z = add %y, 1
          br b1(%z)
        b3():
          switch %n, b4(), b5(), b4()
        b4():
          return 1
        b5():
          return %x
        }
        """);

    static void Check(string golden, string text, [System.Runtime.CompilerServices.CallerFilePath] string file = "")
    {
        var function = Parser.Parse(text);
        Verifier.Verify(function);
        Goldens.Check(golden, CodePrinter.Print(function), file);
    }
}
