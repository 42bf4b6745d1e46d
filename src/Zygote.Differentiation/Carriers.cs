using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Which types carry derivatives, and where in a struct they sit.</summary>
static class Carriers
{
    static readonly ConcurrentDictionary<Type, FieldInfo[][]> FloatLeavesCache = new();
    static readonly ConcurrentDictionary<Type, bool> HasReferencesCache = new();

    /// <summary>A value of this type can carry a derivative, by value or behind a reference.</summary>
    public static bool CanCarry(Type type) => type.IsByRef ? CanCarry(type.GetElementType()!) : Shadow.CanCarryDerivative(type);

    /// <summary>A value of this type has floating point parts of its own, not only behind references.</summary>
    public static bool HasFloats(Type type) =>
        StackTypes.IsFloat(type) || (StackTypes.IsStruct(type) && FloatLeaves(type).Length > 0);

    /// <summary>A value of this type is or contains a reference or an address that may lead to floating point memory.</summary>
    public static bool HasReferences(Type type)
    {
        if (!StackTypes.IsStruct(type))
            return !type.IsValueType && type != typeof(void) && CanCarry(type);
        return HasReferencesCache.GetOrAdd(type, static t => Fields(t).Any(f => f.FieldType != t && HasReferences(f.FieldType)));
    }

    /// <summary>Arrays of numbers, also of other such arrays, and structs of them: nothing but numbers can be written.</summary>
    public static bool IsNumbersOnly(Type type) =>
        type.IsArray ? IsNumbersOnly(type.GetElementType()!)
        : type == typeof(double) || type == typeof(float) || type == typeof(Half)
            || (StackTypes.IsStruct(type) && Fields(type).All(f => f.FieldType != type && IsNumbersOnly(f.FieldType)));

    /// <summary>The paths of fields that lead to the floating point numbers inside a struct, nested structs included.</summary>
    public static FieldInfo[][] FloatLeaves(Type type) => FloatLeavesCache.GetOrAdd(type, static t => [.. Leaves(t)]);

    public static IEnumerable<FieldInfo> Fields(Type type) => InlineArrays.FieldsOf(type);

    static IEnumerable<FieldInfo[]> Leaves(Type type)
    {
        foreach (var field in Fields(type))
        {
            if (StackTypes.IsFloat(field.FieldType))
                yield return [field];
            else if (StackTypes.IsStruct(field.FieldType) && field.FieldType != type)
            {
                foreach (var inner in FloatLeaves(field.FieldType))
                    yield return [field, .. inner];
            }
        }
    }
}
