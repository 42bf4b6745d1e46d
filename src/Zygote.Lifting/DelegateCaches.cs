using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Lifting;

/// <summary>
/// The C# compiler keeps the delegate of a lambda that captures nothing, or of a static method group, in a static field:
/// <c>if (cache == null) cache = new Func(...)</c>. Such a field is only a memo: a new delegate does as well. Lifted code
/// finds it empty and does not fill it, so that the delegate's target stays visible and no write to a global is left.
/// </summary>
static class DelegateCaches
{
    public static bool Contain(FieldInfo field) =>
        field.IsStatic && field.FieldType.IsSubclassOf(typeof(Delegate)) && field.DeclaringType is { } type
        && (IsOfLambda(field, type) || IsOfMethodGroup(type));

    /// <summary><c>&lt;&gt;9__3_0</c>, beside the instance <c>&lt;&gt;9</c> of the closure, which is no cache.</summary>
    static bool IsOfLambda(FieldInfo field, Type type) =>
        field.Name.StartsWith("<>9__", StringComparison.Ordinal) && IsCompilerGenerated(type);

    /// <summary>In a class <c>&lt;&gt;O</c>, or <c>&lt;Method&gt;O__0_0</c> for a generic method.</summary>
    static bool IsOfMethodGroup(Type type) =>
        type.IsNested && type.Name.StartsWith('<')
        && (type.Name == "<>O" || type.Name.Contains(">O__", StringComparison.Ordinal));

    static bool IsCompilerGenerated(Type type) =>
        type.CustomAttributes.Any(a => a.AttributeType == typeof(CompilerGeneratedAttribute));
}
