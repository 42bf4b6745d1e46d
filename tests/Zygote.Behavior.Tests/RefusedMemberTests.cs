using System;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// What takes the derivative away is refused with a text of its own: directly, in a callee, behind a delegate and behind an
/// interface. With a constant argument the same code is called as it is.
/// </summary>
public class RefusedMemberTests
{
    const string Bits = "it takes a number apart into bits";
    const string BitsRemedy =
        "Write the function with arithmetic, give its derivative with [DerivativeOf], or wrap the argument in AD.StopGradient.";
    const string Memory = "it reads or writes memory without regard to types";
    const string MemoryRemedy = "Use array elements, or give a rule with [PullbackOf].";
    const string Exact = "it turns a number into a type that carries no derivative";
    const string ExactRemedy = "Compute in double; where the result is meant to be constant, wrap the argument in AD.StopGradient.";
    const string Reflected = "which code it runs is decided by reflection";
    const string ReflectedRemedy = "Call the method directly or through a delegate.";

    interface IFunction
    {
        double At(double x);
    }

    sealed class Function(Func<double, double> f) : IFunction
    {
        public double At(double x) => f(x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Call(Func<double, double> f, double x) => f(x) + x;

    static void Refused(
        Func<double, double> f, string reason, string remedy, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
    {
        IFunction function = new Function(f);
        foreach (var call in new Action[]
        {
            () => AD.Gradient(f), () => AD.Derivative(f), () => AD.Pullback(f), () => AD.Pushforward(f),
            () => AD.Gradient((double x) => f(x) * x, 1.5), () => AD.Derivative((double x) => f(x) * x, 1.5),
            () => AD.Gradient((double x) => Call(f, x) * x, 1.5), () => AD.Derivative((double x) => Call(f, x) * x, 1.5),
            () => AD.Gradient((double x) => function.At(x), 1.5), () => AD.Derivative((double x) => function.At(x), 1.5),
        })
        {
            var e = Assert.Throws<NotDifferentiableException>(call);
            Assert.Equal(reason, e.Reason);
            Assert.Equal(remedy, e.Remedy);
            Assert.Equal(f.Method, e.Method);
            Assert.EndsWith(Path.GetFileName(file), e.SourceFile);
            Assert.Equal(line, e.SourceLine);
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, e.Message, StringComparison.Ordinal);
        }

        // A constant may go there, also in code that is differentiated, in a callee and behind an interface.
        f(0.5);
        var c = 0.5;
        Check.Scalar(x => x * f(c), 1.5);
        Check.Scalar(x => x * function.At(c) * Call(f, c), 1.5);
        Check.Scalar(x => f(AD.StopGradient(x)) * 0 + (x * x), 1.5);
    }

    static string Reaches(string member, string reason) => $"a value that carries a derivative reaches {member}: {reason}";

    static class Native
    {
        [DllImport("libm.so.6")]
        public static extern double erf(double x);
    }

    [Fact]
    public void Native_methods()
    {
        if (OperatingSystem.IsLinux())
        {
            Refused(x => Native.erf(x) * x, Reaches("Native.erf", "'Native.erf' is native code (P/Invoke) and has no IL body"), "Register a derivative rule for it, or call a method that is written in C#.");
        }
    }

    [Fact]
    public void Decimals()
    {
        Refused(x => (double)((decimal)x * 2m), Reaches("Decimal.op_Explicit", Exact), ExactRemedy);
        Refused(x => (double)new decimal(x), Reaches("Decimal..ctor", Exact), ExactRemedy);
        Refused(x => (double)Convert.ToDecimal(x), Reaches("Convert.ToDecimal", "the number changes into a type that carries no derivative"), "Use a cast.");
    }

    [Fact]
    public void Bits_of_numbers()
    {
        Refused(x => x * BitConverter.DoubleToInt64Bits(x), Reaches("BitConverter.DoubleToInt64Bits", Bits), BitsRemedy);
        Refused(x => x * BitConverter.SingleToInt32Bits((float)x), Reaches("BitConverter.SingleToInt32Bits", Bits), BitsRemedy);
        Refused(x => x * BitConverter.GetBytes(x)[0], Reaches("BitConverter.GetBytes", Bits), BitsRemedy);
        Refused(x => Unsafe.BitCast<double, long>(x) * x, Reaches("Unsafe.BitCast", Memory), MemoryRemedy);
    }

    /// <summary>The span is refused before it can be cast.</summary>
    [Fact]
    public void Memory_without_types()
    {
        static double F(double x) => MemoryMarshal.Cast<double, long>(new[] { x })[0] * x;
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(F));
        Assert.Throws<NotDifferentiableException>(() => AD.Derivative(F));
        Check.Scalar(x => x * F(AD.StopGradient(0.5)), 1.5);
    }

    [Fact]
    public void Reflection()
    {
        Refused(x => (double)typeof(Math).GetMethod("Sin", [typeof(double)])!.Invoke(null, [x])!, Reaches("MethodBase.Invoke", Reflected), ReflectedRemedy);
        Refused(x => (double)typeof(Math).InvokeMember("Sin", BindingFlags.InvokeMethod | BindingFlags.Public | BindingFlags.Static, null, null, [x])!, Reaches("Type.InvokeMember", Reflected), ReflectedRemedy);
        Refused(x => ((double[])typeof(double[]).GetConstructor([typeof(int)])!.Invoke([(object)(int)(x + 1)])).Length * (double)new Func<double, double>(Math.Sin).DynamicInvoke(x)!, Reaches("Delegate.DynamicInvoke", Reflected), ReflectedRemedy);
    }

    [Fact]
    public void Dynamic()
    {
        static double Twice(dynamic x) => x * 2;
        Assert.Equal(3, Twice(1.5));
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => Twice(x), 1.5));
        Assert.Equal("a value that carries a derivative reaches an operation on dynamic, which is chosen at run time", e.Reason);
        Assert.Equal("Give the variable its static type.", e.Remedy);
        Assert.Throws<NotDifferentiableException>(() => AD.Derivative((double x) => Twice(x), 1.5));
        Check.Scalar(x => x * Twice(3.0), 1.5);
    }

    [Fact]
    public unsafe void Function_pointers()
    {
        static double Square(double x) => x * x;
        static double Through(double x)
        {
            delegate*<double, double> f = &Square;
            return f(x);
        }

        Assert.Equal(4, Through(2));
        foreach (var call in new Action[] { () => AD.Gradient(Through), () => AD.Derivative(Through), () => AD.Gradient((double x) => Call(Through, x), 1.5) })
        {
            var e = Assert.Throws<NotDifferentiableException>(call);
            Assert.Equal("it uses a function pointer", e.Reason);
            Assert.Equal("Use a delegate, for example Func<double, double>.", e.Remedy);
            Assert.NotNull(e.SourceLine);
        }

        Check.Scalar(x => x * Through(2.0), 1.5);
    }

    [Fact]
    public void Random_choices() => Refused(x => new Random(1).GetItems(new double[] { x, x }, 1)[0], Reaches("Random.GetItems", "it copies elements that it chooses"), "Choose an index with Next, in a loop.");
}
