using System;
using System.Collections.Generic;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

using Xunit;

using static Zygote.Compiler.Tests.Lifting.LiftedProgram;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class LifterRefusalTests
{
    delegate double OfDouble(double x);

    abstract class Shape
    {
        public abstract double Area();
    }

    [Fact]
    public void Methods_without_IL_are_refused()
    {
        AssertReason("abstract", Method(typeof(Shape), "Area"));
        AssertReason("inside the runtime", Method(typeof(Math), nameof(Math.Sin), typeof(double)));
        AssertReason("provided by the runtime", Method(typeof(OfDouble), "Invoke"));
        AssertReason("open type parameters", typeof(LifterRefusalTests).GetMethod(nameof(Open), All)!);
        AssertReason("generated at run time", ((Expression<Func<double, double>>)(x => x * x)).Compile().Method);
        AssertReason("placeholder", ((Func<object, string>)Unsafe.As<string>).Method);
        AssertReason("placeholder", Method(typeof(System.Runtime.Intrinsics.X86.Sse2), "get_IsSupported"));
    }

    [Fact]
    public void Constructs_are_refused_with_a_reason_of_their_own()
    {
        AssertReason("string from characters", (char c) => new string(c, 3));
    }

    [Fact]
    public void Pointers_are_refused()
    {
        AssertReason("pointer", Method(typeof(LifterRefusalTests), nameof(PointerLocal)));
        AssertReason("pointer", Method(typeof(LifterRefusalTests), nameof(PointerParameter)));
        AssertReason("pointer", Method(typeof(LifterRefusalTests), nameof(Fixed)));
        AssertReason("function pointer", Method(typeof(LifterRefusalTests), nameof(CallsPointer)));
        AssertReason("stackalloc", Method(typeof(LifterRefusalTests), nameof(OnTheStack)));
    }

    [Fact]
    public void A_refusal_names_the_place()
    {
        var method = ((Func<char, string>)(c => new string(c, 3))).Method;
        var refusal = Refused(method);

        Assert.Equal(method, refusal.Span.Method);
        Assert.NotEqual(0, refusal.Span.Offset);
        Assert.NotEmpty(refusal.Remedy);
    }

    const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    static MethodInfo Method(Type type, string name, params Type[] parameters) =>
        parameters.Length == 0 ? type.GetMethod(name, All)! : type.GetMethod(name, All, parameters)!;

    static void AssertReason(string part, Delegate subject) => AssertReason(part, subject.Method);

    static void AssertReason(string part, MethodBase method)
    {
        var refusal = Refused(method);

        Assert.Contains(part, refusal.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Remedy);
    }

    static T Open<T>(T x) => x;

    static unsafe double PointerLocal(double x)
    {
        var p = (byte*)&x;
        return *p;
    }

    static unsafe double PointerParameter(void* p) => *(double*)p;

    static unsafe double Fixed(string s)
    {
        fixed (char* p = s)
            return *p;
    }

    static unsafe double CallsPointer(double x) => CallThrough(&Identity, x);

    static unsafe double CallThrough(delegate*<double, double> f, double x) => f(x);

    static double Identity(double x) => x;

    static double OnTheStack(int n)
    {
        Span<byte> s = stackalloc byte[n];
        s[0] = 1;
        return s[0];
    }
}
