using System;

namespace Zygote;

/// <summary>
/// The method is another body for a function: it computes the same, and is lifted and differentiated in its place.
/// </summary>
/// <remarks>
/// For functions whose own code cannot be read, or is unfit for derivatives, where plain C# can say what they do. The parameters
/// and the result are those of the function (the instance first, if it has one: by <c>ref</c> for a struct; for a constructor
/// the object that was made). Exceptions and effects should be those of the original too: wherever derivatives are
/// computed the body runs instead. A generic body has the type parameters of the declaring type, then those of the function.
/// <code>
/// [SubstituteFor(typeof(Special), nameof(Special.Hypotenuse))]
/// static double Hypotenuse(double x, double y) => Math.Sqrt(x * x + y * y);
/// </code>
/// </remarks>
/// <param name="type">The type that declares the function.</param>
/// <param name="method">Its name.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class SubstituteForAttribute(Type type, string method) : Attribute
{
    /// <summary>The type that declares the function.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the function.</summary>
    public string Method { get; } = method;
}

/// <summary>The assembly has rules for the methods of another one, which does not know of Zygote.</summary>
/// <remarks>
/// When a method of that other assembly is first differentiated, the rules are found by themselves, although nothing refers
/// to them: in every assembly with this attribute that is loaded, and in files called <c>Zygote.*.dll</c> among those of the
/// application. A library under another name that is not loaded is made known by <see cref="AD.RegisterRules"/>.
/// <code>
/// [assembly: RulesFor("MathNet.Numerics")]
/// </code>
/// </remarks>
/// <param name="assembly">The simple name of the other assembly.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RulesForAttribute(string assembly) : Attribute
{
    /// <summary>The simple name of the other assembly.</summary>
    public string Assembly { get; } = assembly;
}
