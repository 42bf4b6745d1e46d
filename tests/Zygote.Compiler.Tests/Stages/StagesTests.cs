using System;
using System.Reflection;
using System.Text;

using Subjects;

using Xunit;

using Zygote.Compilation;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Lifting;

namespace Zygote.Compiler.Tests.Stages;

/// <summary>
/// What each stage makes of small functions: the IL as it is lifted, the form that the transforms want, and the finished
/// derivatives in forward and reverse mode. One golden file for each function holds all four.
/// </summary>
public sealed class StagesTests
{
    static readonly Compilation.Compiler Compiler = new();

    [Fact]
    public void Straight_line_code() => Check("StraightLine", Subject.StraightLine);

    [Fact]
    public void A_branch() => Check("Branch", Subject.Branch);

    [Fact]
    public void A_counted_loop() => Check("CountedLoop", (Func<double, int, double>)Subject.CountedLoop);

    [Fact]
    public void A_loop_of_unknown_length() => Check("NewtonLoop", Subject.NewtonLoop);

    [Fact]
    public void An_array_changed_in_place() => Check("ArrayInPlace", (Func<double[], double>)Subject.ArrayInPlace);

    [Fact]
    public void A_struct() => Check("StructResult", Subject.StructResult);

    [Fact]
    public void Recursion() => Check("Recursion", (Func<double, int, double>)Subject.Recursion);

    [Fact]
    public void A_closure() => Check("Closure", Subject.Closure(3));

    static void Check(string name, Func<double, double> f) => Check(name, (Delegate)f);

    static void Check(string name, Delegate f)
    {
        var text = new StringBuilder();
        text.Append("// Lifted.\n").Append(Printer.Print(Lifter.Lift(f.Method)));
        text.Append("\n// Prepared for differentiation.\n").Append(Printer.Print(Prepared(f.Method)));
        text.Append("\n// Forward mode.\n").Append(AD.Explain(f, DerivativeKind.Pushforward, ExplainFormat.IR));
        text.Append("\n// Reverse mode.\n").Append(AD.Explain(f, DerivativeKind.Gradient, ExplainFormat.IR));
        Goldens.Check(name + ".ir", text.ToString());
    }

    static Function Prepared(MethodBase method)
    {
        var function = Lifter.Lift(method);
        Optimizer.Simplify(function);
        new Programs().InlineCalls(function, HasRule);
        Optimizer.Prepare(function);
        return function;
    }

    static bool HasRule(MethodBase method) =>
        Compiler.FindRule(method, RuleKind.Derivative, RuleKind.Pullback, RuleKind.Pushforward) is not null;
}
