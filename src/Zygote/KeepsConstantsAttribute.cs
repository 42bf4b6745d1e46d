using System;

namespace Zygote;

/// <summary>
/// In gradients and tangents of these types, and of types derived from them, integers and the like are those of the original
/// instead of their default: the length of a vector, the dimensions of a matrix.
/// </summary>
/// <remarks>On an assembly with rules, for types of the library that its rules are for.</remarks>
/// <param name="types">Classes; generic ones without type arguments.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class KeepsConstantsAttribute(params Type[] types) : Attribute
{
    /// <summary>Classes; generic ones without type arguments.</summary>
    public Type[] Types { get; } = types;
}
