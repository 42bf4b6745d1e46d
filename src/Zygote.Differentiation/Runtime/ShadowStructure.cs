using System;
using System.Collections.Generic;

namespace Zygote.Differentiation;

/// <summary>
/// Counts and keys of collections, and what is like them. Where derivative code builds a collection, its shadow gets the same parts but no counts,
/// which nobody reads there; what is given to the user has to have them.
/// </summary>
static class ShadowStructure
{
    public static (R Value, R Tangent) Completed<R>((R Value, R Tangent) result)
    {
        if (Innermost<R>.HoldsNoObjects)
            return result;
        if (result.Value is null || result.Tangent is null || (typeof(R).IsValueType && ShadowType.Of(typeof(R)).IsPlain))
            return result;
        if (Lifted.Here && !typeof(R).IsValueType)
        {
            Complete(result.Value, result.Tangent);
            return result;
        }

        object tangent = result.Tangent;
        Complete(result.Value, tangent);
        return typeof(R).IsValueType ? (result.Value, (R)tangent) : result;
    }

    /// <summary>Arrays of arrays of numbers.</summary>
    static class Innermost<R>
    {
        public static readonly bool HoldsNoObjects = Find(typeof(R)).IsPrimitive;

        static Type Find(Type type) => type.IsArray ? Find(type.GetElementType()!) : type;
    }

    static void Complete(object value, object tangent)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var work = new Stack<(object, object)>([(value, tangent)]);
        while (work.TryPop(out var pair))
        {
            var (from, to) = pair;
            if (ReferenceEquals(from, to) || from.GetType() != to.GetType() || !seen.Add(to))
                continue;
            if (from is object?[] array)
            {
                for (var i = 0; i < array.Length; i++)
                    Push(work, array[i], ((object?[])to)[i]);
                continue;
            }

            var type = ShadowType.Of(from.GetType());
            if (type.Kind is not (ShadowKind.Object or ShadowKind.Struct))
                continue;
            foreach (var field in type.Fields)
            {
                if (field.Keeps && (type.IsCollection || type.KeepsConstants))
                    field.Info.SetValue(to, field.Info.GetValue(from));
            }

            foreach (var slot in type.Layout.Carriers)
                Push(work, ShadowLayout.Reference(ref ShadowLayout.Data(from), slot.Offset), ShadowLayout.Reference(ref ShadowLayout.Data(to), slot.Offset));
        }
    }

    static void Push(Stack<(object, object)> work, object? from, object? to)
    {
        if (from is not null && to is not null)
            work.Push((from, to));
    }
}
