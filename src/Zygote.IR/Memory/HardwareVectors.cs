using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Zygote.IR;

/// <summary>
/// The vectors of the hardware. Their own fields are bits; what they are made of is lanes, which <see cref="InlineArrays"/>
/// shows as fields.
/// </summary>
static class HardwareVectors
{
    /// <summary>A vector of numbers, also of integers: those decide which lanes of others are used.</summary>
    public static bool Is(Type type) =>
        type.IsConstructedGenericType && IsDefinition(type.GetGenericTypeDefinition()) && type.GetGenericArguments()[0].IsPrimitive
        && type.GetGenericArguments()[0] is var element && element != typeof(bool) && element != typeof(char);

    /// <summary>One of the open types.</summary>
    public static bool IsDefinition(Type type) =>
        type == typeof(Vector128<>) || type == typeof(Vector256<>) || type == typeof(Vector512<>) || type == typeof(Vector64<>)
        || type == typeof(Vector<>);

    /// <summary>One of the static classes with the operations on them.</summary>
    public static bool IsClass(Type type) =>
        type.Name.StartsWith(nameof(Vector), StringComparison.Ordinal) // else none of these need be loaded
        && (type == typeof(Vector128) || type == typeof(Vector256) || type == typeof(Vector512) || type == typeof(Vector64)
            || type == typeof(Vector));

    public static Type ElementOf(Type vector) => vector.GetGenericArguments()[0];

    /// <summary>How many lanes; of <see cref="Vector{T}"/> the machine decides.</summary>
    public static int CountOf(Type vector) =>
        RuntimeHelpers.SizeOf(vector.TypeHandle) / RuntimeHelpers.SizeOf(ElementOf(vector).TypeHandle);
}
