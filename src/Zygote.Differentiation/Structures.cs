using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Fields that say whether there is a number: HasValue of a nullable. A tangent or a shadow has them as the value does, so
/// that its number can be read.
/// </summary>
static class Structures
{
    public static bool Is(FieldInfo field) =>
        field.FieldType == typeof(bool) && field.DeclaringType is { } type && Nullable.GetUnderlyingType(type) is not null;

    /// <summary>There is such a field in the struct.</summary>
    public static bool Has(Type type) =>
        StackTypes.IsStruct(type) && Carriers.Fields(type).Any(f => Is(f) || (f.FieldType != type && Has(f.FieldType)));

    /// <summary>The struct <paramref name="dual"/> with these fields as in <paramref name="value"/>.</summary>
    public static Value Copy(Builder builder, Value value, Value dual)
    {
        if (!Has(value.Type))
            return dual;
        foreach (var field in Carriers.Fields(value.Type))
        {
            if (Is(field))
                dual = builder.WithField(dual, field, builder.GetField(value, field));
            else if (Has(field.FieldType))
            {
                var inner = Copy(builder, builder.GetField(value, field), builder.GetField(dual, field));
                dual = builder.WithField(dual, field, inner);
            }
        }

        return dual;
    }
}
