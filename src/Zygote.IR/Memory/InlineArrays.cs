using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.IR;

/// <summary>
/// Inline arrays are structs whose fields are their elements (<see cref="InlineElement"/>). An index that is not a constant
/// makes an element address of the address of the inline array. The vectors of the hardware (Vector128 and the like) count as
/// inline arrays of their lanes.
/// </summary>
static class InlineArrays
{
    static readonly ConcurrentDictionary<Type, Known?> All = new();

    public static bool Is(Type type) => Find(type) is not null;

    public static Type? ElementOf(Type type) => Find(type)?.Element;

    public static int LengthOf(Type type) => Find(type)!.Length;

    /// <summary>
    /// The instance fields of a struct or class, as reflection has them; of an inline array its elements, of a Half its number.
    /// </summary>
    public static FieldInfo[] FieldsOf(Type type, BindingFlags more = BindingFlags.Default) => type == typeof(Half) ? Halves.Fields
        : Find(type)?.Elements ?? type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | more);

    /// <summary>The field itself, or the first element for the only field that an inline array is declared with.</summary>
    public static FieldInfo Of(FieldInfo field) =>
        !field.IsStatic && field.DeclaringType is { } type && Find(type) is { IsVector: false } array ? array.Elements[0] : field;

    /// <summary>What an element address of an inline array stands for.</summary>
    public static ref T Element<TArray, T>(ref TArray array, int index)
        where TArray : struct
    {
        if ((uint)index >= (uint)(Unsafe.SizeOf<TArray>() / Unsafe.SizeOf<T>()))
            ThrowIndex();
        return ref Unsafe.Add(ref Unsafe.As<TArray, T>(ref array), index);
    }

    /// <summary>For variables that are kept as an array, since spans lead to them.</summary>
    public static TArray Load<TArray, T>(T[] elements)
        where TArray : struct
    {
        var array = default(TArray);
        for (var i = 0; i < elements.Length; i++)
            Element<TArray, T>(ref array, i) = elements[i];
        return array;
    }

    /// <inheritdoc cref="Load{TArray, T}(T[])"/>
    public static void Store<TArray, T>(T[] elements, TArray array)
        where TArray : struct
    {
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Element<TArray, T>(ref array, i);
    }

    [DoesNotReturn]
    static void ThrowIndex() =>
#pragma warning disable CA2201 // As an array does.
        throw new IndexOutOfRangeException();
#pragma warning restore CA2201

    static Known? Find(Type type) =>
        !type.IsValueType || type.IsPrimitive || type.IsEnum ? null : All.GetOrAdd(type, Make);

    static Known? Make(Type type)
    {
        if (type.ContainsGenericParameters || type.IsByRefLike)
            return null;
        if (type.GetCustomAttribute<InlineArrayAttribute>(false) is { } attribute)
            return new Known(type, DeclaredIn(type).FieldType, attribute.Length, isVector: false);
        return HardwareVectors.Is(type)
            ? new Known(type, HardwareVectors.ElementOf(type), HardwareVectors.CountOf(type), isVector: true)
            : null;
    }

    static FieldInfo DeclaredIn(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0];

    sealed class Known(Type type, Type element, int length, bool isVector)
    {
        InlineElement[]? _elements;

        public Type Element => element;

        public int Length => length;

        public bool IsVector => isVector;

        public InlineElement[] Elements =>
            _elements ?? Interlocked.CompareExchange(ref _elements, Make(), null) ?? _elements;

        InlineElement[] Make()
        {
            var (declared, elements) = (DeclaredIn(type), new InlineElement[length]);
            for (var i = 0; i < length; i++)
                elements[i] = new InlineElement(type, declared, element, i);
            return elements;
        }
    }

    /// <summary>What a Half is taken for; made when one is met.</summary>
    static class Halves
    {
        public static readonly FieldInfo[] Fields = [new InlineElement(typeof(Half), DeclaredIn(typeof(Half)), typeof(float), 0)];
    }
}
