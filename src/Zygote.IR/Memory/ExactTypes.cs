using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// Which type of the IR a variable or parameter of a type has: spans are views, pointers are addresses, all others
/// stand for themselves. Text and raw bytes are not taken apart: they lie in strings and outside of the heap.
/// </summary>
static class ExactTypes
{
    static readonly Dictionary<Type, Type> Views = new()
    {
        [typeof(Span<>)] = typeof(View<>),
        [typeof(ReadOnlySpan<>)] = typeof(View<>),
        [typeof(Span<>.Enumerator)] = typeof(ViewEnumerator<>),
        [typeof(ReadOnlySpan<>.Enumerator)] = typeof(ViewEnumerator<>),
    };

    static readonly ConcurrentDictionary<Type, Type> Known = new();
    static readonly ConcurrentDictionary<Type, bool> Containing = new();

    public static Type Of(Type type)
    {
        if (type.IsByRef)
        {
            var element = type.GetElementType()!;
            var exact = Of(element);
            return exact == element || exact.IsByRef ? type : exact.MakeByRefType();
        }

        if (type.IsPointer)
            return IsData(type.GetElementType()!) ? type.GetElementType()!.MakeByRefType() : type;
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum)
            return type;
        return Known.GetOrAdd(type, static t => t.IsByRefLike && t.IsConstructedGenericType ? View(t) : t);
    }

    /// <summary>The same for a field. A ref field is a view of what it refers to: fields cannot hold addresses in the IR.</summary>
    public static Type Of(FieldInfo field) =>
        field.FieldType.IsByRef && field.FieldType.GetElementType()! is var element && IsData(element)
            ? typeof(View<>).MakeGenericType(Of(element))
            : Of(field.FieldType);

    /// <summary>The type is another one in the IR, or a struct with such a field: real code cannot be given its address.</summary>
    public static bool IsReplaced(Type type) => Of(type) != type || HasReplacedFields(type);

    /// <summary>A ref struct that keeps its own type, but holds spans or refs.</summary>
    public static bool HasReplacedFields(Type type) =>
        type.IsByRefLike && Of(type) == type && Containing.GetOrAdd(type, static t => HasReplacedField(t));

    static Type View(Type type)
    {
        if (!Views.TryGetValue(type.GetGenericTypeDefinition(), out var view))
            return type;
        var element = type.GetGenericArguments()[0];
        return element.IsGenericParameter || !IsData(element) ? type : view.MakeGenericType(element);
    }

    static bool HasReplacedField(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (field.FieldType.IsByRef ? Of(field) != field.FieldType : IsReplaced(field.FieldType))
                return true;
        }

        return false;
    }

    static bool IsData(Type type) =>
        type != typeof(char) && type != typeof(byte) && type != typeof(void) && !type.IsByRef && !type.IsByRefLike
        && !type.IsPointer && !type.IsFunctionPointer;
}
