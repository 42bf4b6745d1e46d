using System;

namespace Zygote;

/// <summary>
/// The method computes partial derivatives of a function of real numbers:
/// <c>(inputs..., y) -> partial</c>, where <c>y</c> is the value of the function.
/// </summary>
/// <remarks>
/// The parameters are those of the function (the instance first, if it has one) followed by its result; they tell overloads
/// apart. The return type is the type of the one real input, or a tuple of those of all real inputs, in order; inputs that
/// are not real numbers (integers, for example) are passed but have no partial. A holomorphic function of complex numbers
/// has complex derivatives by its complex inputs instead. The body is ordinary C# and is
/// differentiated in turn for higher orders. Where a partial is infinite or NaN and the cotangent is zero, the product is
/// zero.
/// <code>
/// [DerivativeOf(typeof(Special), nameof(Special.Erf))]
/// static double Erf(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
/// </code>
/// </remarks>
/// <param name="type">The type that declares the function.</param>
/// <param name="method">Its name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class DerivativeOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the function.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the function.</summary>
    public string Method { get; } = method;
}

/// <summary>
/// The method evaluates a function together with its pullback:
/// <c>(inputs...) -> (value, cotangent of the value -> cotangents of the inputs)</c>.
/// </summary>
/// <remarks>
/// The parameters are those of the function (the instance first, if it has one) and tell overloads apart. The second item of
/// the result is a <c>Func</c> from a cotangent of the type of the value to one of the type of the input, or a tuple of
/// these for several inputs; cotangents of inputs that are not continuous are passed over. It must be linear and may be
/// called many times. The body is ordinary C#; it is differentiated in turn for higher orders and, where there is no
/// <see cref="PushforwardOfAttribute"/>, for forward mode.
/// <code>
/// [PullbackOf(typeof(Model), nameof(Model.Solve))]
/// static (double[] Value, Func&lt;double[], (double[,], double[])> Pullback) Solve(double[,] a, double[] b) { ... }
/// </code>
/// </remarks>
/// <param name="type">The type that declares the function.</param>
/// <param name="method">Its name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class PullbackOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the function.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the function.</summary>
    public string Method { get; } = method;
}

/// <summary>
/// The method evaluates a function together with its tangent: <c>(inputs..., tangents of the inputs...)
/// -> (value, tangent)</c>.
/// </summary>
/// <remarks>
/// The parameters are those of the function (the instance first, if it has one), then the tangents, of the same types in the
/// same order. The result is a pair of the function's result type. It must be linear in the tangents.
/// <code>
/// [PushforwardOf(typeof(Model), nameof(Model.Solve))]
/// static (double[] Value, double[] Tangent) Solve(double[,] a, double[] b, double[,] aDot, double[] bDot) { ... }
/// </code>
/// </remarks>
/// <param name="type">The type that declares the function.</param>
/// <param name="method">Its name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class PushforwardOfAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the function.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the function.</summary>
    public string Method { get; } = method;
}

/// <summary>Functions that are constant for differentiation: called as they are, with derivative zero.</summary>
[AttributeUsage(
    AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Class | AttributeTargets.Assembly,
    AllowMultiple = true, Inherited = false)]
public sealed class ZeroDerivativeAttribute : Attribute
{
    /// <summary>On a method of one's own: that method.</summary>
    public ZeroDerivativeAttribute()
    {
    }

    /// <summary>On a class of rules or an assembly: methods of someone else.</summary>
    /// <param name="type">The type that declares the methods.</param>
    /// <param name="methods">Their names, all overloads; without names, every method and constructor of the type.</param>
    public ZeroDerivativeAttribute(Type type, params string[] methods)
    {
        Type = type;
        Methods = methods;
    }

    /// <summary>The type that declares the methods; null where the attribute is on the method itself.</summary>
    public Type? Type { get; }

    /// <summary>The names of the methods; empty for all.</summary>
    public string[] Methods { get; } = [];
}

/// <summary>Methods whose rules do not count: their own code is differentiated instead.</summary>
/// <remarks>
/// It takes away all rules that come before it (built-in ones, those of a rule library; from
/// <see cref="AD.RegisterRules"/> also those of the assemblies of the program) and no later ones. A method that has no code to read is refused then.
/// <code>
/// [NoRuleFor(typeof(Special), nameof(Special.Erf))]
/// static class MyRules;
/// </code>
/// </remarks>
/// <param name="type">The type that declares the methods.</param>
/// <param name="methods">Their names, all overloads; without names, every method and constructor of the type.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class NoRuleForAttribute(Type type, params string[] methods) : Attribute
{
    /// <summary>The type that declares the methods.</summary>
    public Type Type { get; } = type;

    /// <summary>The names of the methods; empty for all.</summary>
    public string[] Methods { get; } = methods;
}
