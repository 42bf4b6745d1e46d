using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Fields are compared by what they are: reflection may hand out several objects for one field.</summary>
sealed class FieldIdentity : IEqualityComparer<FieldInfo>
{
    public static readonly FieldIdentity Comparer = new();

    public static bool Same(FieldInfo a, FieldInfo b) =>
        ReferenceEquals(a, b)
        || (a.MetadataToken == b.MetadataToken && a.DeclaringType == b.DeclaringType && a.Module == b.Module);

    public bool Equals(FieldInfo? a, FieldInfo? b) => a is not null && b is not null && Same(a, b);

    public int GetHashCode(FieldInfo field) => HashCode.Combine(field.MetadataToken, field.DeclaringType);
}

/// <summary>Which structs and classes are nothing but the sum of their fields.</summary>
static class Fields
{
    const int MaxLeaves = 64;

    /// <summary>All instance fields, those of base classes first; null when the type cannot be taken apart.</summary>
    public static FieldInfo[]? Of(Type type)
    {
        // Overlapping fields and fields that are addresses cannot become variables of their own.
        if (type.IsExplicitLayout || type.IsArray || type == typeof(string))
            return null;
        var fields = new List<FieldInfo>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            var own = InlineArrays.FieldsOf(t, BindingFlags.DeclaredOnly);
            foreach (var field in own)
            {
                if (ExactTypes.Of(field).IsByRef)
                    return null;
            }

            fields.InsertRange(0, own);
        }

        return fields.Count <= MaxLeaves ? [.. fields] : null;
    }

    /// <summary>
    /// Library structs such as <c>decimal</c> or <c>Vector128</c> are numbers to their users: as long as no field is touched
    /// they stay whole. Tuples and the like are compounds.
    /// </summary>
    public static bool IsCompoundToItsUsers(Type type) =>
        type.Assembly != typeof(object).Assembly
        || type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal)
        || type.Name is "Nullable`1" or "KeyValuePair`2";

    public static bool MayOverlap(FieldInfo field) => field.DeclaringType is { IsExplicitLayout: true };

    public static Type StackType(FieldInfo field) => StackTypes.Of(ExactTypes.Of(field));
}
