using System;
using System.Reflection;

namespace Zygote.Lifting;

/// <summary>
/// A nullable is never in a box itself: what is boxed is its value, or nothing. The instructions <c>box</c> and <c>unbox</c>
/// of such a type are calls of these, which are read like any other code.
/// </summary>
static class NullableBoxes
{
    static readonly MethodInfo BoxMethod = Method(nameof(Box));
    static readonly MethodInfo UnboxMethod = Method(nameof(Unbox));

    /// <summary>Null for a type that is not nullable.</summary>
    public static MethodInfo? BoxOf(Type type) => Closed(BoxMethod, type);

    /// <inheritdoc cref="BoxOf"/>
    public static MethodInfo? UnboxOf(Type type) => Closed(UnboxMethod, type);

    static MethodInfo? Closed(MethodInfo method, Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? method.MakeGenericMethod(inner) : null;

    static MethodInfo Method(string name) =>
        typeof(NullableBoxes).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    static object? Box<T>(T? value)
        where T : struct
        => value.HasValue ? value.GetValueOrDefault() : null;

    static T? Unbox<T>(object? box)
        where T : struct
        => box is null ? null : (T)box;
}
