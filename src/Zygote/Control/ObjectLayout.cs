using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Control;

enum LeafKind
{
    Reference,
    Double,
    Single,
    Bits,
}

/// <summary>A part of an object or a struct that is no struct with references in it.</summary>
/// <param name="Offset">In bytes from the first field.</param>
/// <param name="Kind">How it is copied and compared.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Carries">A reference behind which there may be numbers that carry a derivative.</param>
/// <param name="IsStructure">An integer by which a collection of the BCL knows its elements: a count, an end.</param>
/// <param name="IsMemo">
/// Where the C# compiler keeps a delegate to a lambda, in the object with the variables that it captures: nothing that anybody
/// has stored.
/// </param>
readonly record struct Leaf(int Offset, LeafKind Kind, int Size, bool Carries, bool IsStructure, bool IsMemo = false);

/// <summary>
/// All of an object, bit by bit: for copying its contents out and back in place, which shadows (<see cref="ShadowLayout"/>)
/// do not need. The offsets are differences of field addresses.
/// </summary>
sealed class ObjectLayout
{
    static readonly ConcurrentDictionary<Type, ObjectLayout> Known = new();

    readonly Leaf[] _leaves;

    ObjectLayout(Type type)
    {
        Type = type;
        if (type.IsArray)
        {
            Element = type.GetElementType()!;
            ElementSize = Element.IsValueType ? RuntimeHelpers.SizeOf(Element.TypeHandle) : IntPtr.Size;
            _leaves = LeavesOf(Element);
            IsBits = Array.TrueForAll(_leaves, l => l.Kind != LeafKind.Reference);
        }
        else
        {
            _leaves = LeavesOf(type, boxed: true);
        }
    }

    public Type Type { get; }

    /// <summary>Of an array.</summary>
    public Type? Element { get; }

    /// <summary>An array whose elements hold no references.</summary>
    public bool IsBits { get; }

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => _leaves.Length == 0;

    /// <summary>It says which objects or how many elements belong to what may carry a derivative.</summary>
    public bool HasStructure => Array.Exists(_leaves, l => l.Carries || l.IsStructure);

    public bool HasMemos => Array.Exists(_leaves, l => l.IsMemo);

    int ElementSize { get; }

    public static ObjectLayout Of(Type type) => Known.GetOrAdd(type, static t => new ObjectLayout(t));

    /// <summary>Equal bit by bit, references by identity.</summary>
    public bool Same(object a, object b)
    {
        if (IsBits)
            return Bytes((Array)a).SequenceEqual(Bytes((Array)b));
        for (int i = 0, count = Count(a); i < count; i++)
        {
            ref var x = ref At(a, i);
            ref var y = ref At(b, i);
            foreach (var leaf in _leaves)
            {
                if (!Same(ref x, ref y, leaf))
                    return false;
            }
        }
        return true;
    }

    /// <summary>The same references to what may carry a derivative, and the same counts of elements.</summary>
    public bool SameStructure(object a, object b)
    {
        if (IsBits)
            return true;
        for (int i = 0, count = Count(a); i < count; i++)
        {
            ref var x = ref At(a, i);
            ref var y = ref At(b, i);
            foreach (var leaf in _leaves)
            {
                if ((leaf.Carries || leaf.IsStructure) && !Same(ref x, ref y, leaf))
                    return false;
            }
        }
        return true;
    }

    /// <summary>The same floating point numbers.</summary>
    public bool SameNumbers(object a, object b)
    {
        for (int i = 0, count = Count(a); i < count; i++)
        {
            ref var x = ref At(a, i);
            ref var y = ref At(b, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind is LeafKind.Double or LeafKind.Single && !Same(ref x, ref y, leaf))
                    return false;
            }
        }
        return true;
    }

    /// <summary>Adds the floating point numbers to a hash.</summary>
    public void AddNumbers(object value, ref HashCode hash)
    {
        for (int i = 0, count = Count(value); i < count; i++)
        {
            ref var data = ref At(value, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind is LeafKind.Double or LeafKind.Single)
                    hash.AddBytes(Part(ref data, leaf));
            }
        }
    }

    public void Copy(object from, object to)
    {
        if (IsBits)
        {
            Bytes((Array)from).CopyTo(Bytes((Array)to));
            return;
        }
        for (int i = 0, count = Count(from); i < count; i++)
        {
            ref var source = ref At(from, i);
            ref var target = ref At(to, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Reference)
                    Reference(ref target, leaf) = Reference(ref source, leaf);
                else
                    Part(ref source, leaf).CopyTo(Part(ref target, leaf));
            }
        }
    }

    /// <summary>Of shadows: what they refer to, and not their numbers.</summary>
    public bool SameReferences(object a, object b)
    {
        for (int i = 0, count = Count(a); i < count && !IsBits; i++)
        {
            ref var x = ref At(a, i);
            ref var y = ref At(b, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Reference && !Same(ref x, ref y, leaf))
                    return false;
            }
        }
        return true;
    }

    public void CopyReferences(object from, object to)
    {
        for (int i = 0, count = Count(from); i < count && !IsBits; i++)
        {
            ref var source = ref At(from, i);
            ref var target = ref At(to, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Reference)
                    Reference(ref target, leaf) = Reference(ref source, leaf);
            }
        }
    }

    public void CopyMemos(object from, object to)
    {
        foreach (var leaf in _leaves)
        {
            if (leaf.IsMemo)
                Reference(ref At(to, 0), leaf) = Reference(ref At(from, 0), leaf);
        }
    }

    /// <summary>All objects that are referred to.</summary>
    public void Visit(object value, Action<object> visit)
    {
        if (IsBits || Element == typeof(string))
            return;
        for (int i = 0, count = Count(value); i < count; i++)
        {
            ref var data = ref At(value, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Reference && Reference(ref data, leaf) is { } next)
                    visit(next);
            }
        }
    }

    /// <summary>Pairs of what an object and its shadow refer to.</summary>
    public void VisitPairs(object value, object shadow, Action<object, object> visit)
    {
        for (int i = 0, count = IsBits ? 0 : Math.Min(Count(value), Count(shadow)); i < count; i++)
        {
            ref var x = ref At(value, i);
            ref var y = ref At(shadow, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Reference && Reference(ref x, leaf) is { } a && Reference(ref y, leaf) is { } b)
                    visit(a, b);
            }
        }
    }

    /// <summary>Adds the numbers to those of another shadow and leaves zeros; pairs of what both refer to are visited.</summary>
    public void MoveNumbers(object from, object to, Action<object, object> visit)
    {
        for (int i = 0, count = Math.Min(Count(from), Count(to)); i < count; i++)
        {
            ref var source = ref At(from, i);
            ref var target = ref At(to, i);
            foreach (var leaf in _leaves)
            {
                if (leaf.Kind == LeafKind.Double)
                    Move<double>(ref source, ref target, leaf);
                else if (leaf.Kind == LeafKind.Single)
                    Move<float>(ref source, ref target, leaf);
                else if (leaf.Kind == LeafKind.Reference && Reference(ref source, leaf) is { } a && Reference(ref target, leaf) is { } b)
                    visit(a, b);
            }
        }
    }

    /// <summary>Of two structs in boxes, whose own numbers are cotangents by value: only what both refer to.</summary>
    public void MoveReferences(object from, object to, Action<object, object> visit)
    {
        foreach (var leaf in _leaves)
        {
            if (leaf.Kind == LeafKind.Reference && Reference(ref ShadowLayout.Data(from), leaf) is { } a
                && Reference(ref ShadowLayout.Data(to), leaf) is { } b)
            {
                visit(a, b);
            }
        }
    }

    static void Move<T>(ref byte source, ref byte target, Leaf leaf)
        where T : struct, System.Numerics.INumber<T>
    {
        ref var a = ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref source, leaf.Offset));
        ref var b = ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref target, leaf.Offset));
        b += a;
        a = T.Zero;
    }

    static bool Same(ref byte a, ref byte b, Leaf leaf) => leaf.Kind == LeafKind.Reference
        ? ReferenceEquals(Reference(ref a, leaf), Reference(ref b, leaf))
        : Part(ref a, leaf).SequenceEqual(Part(ref b, leaf));

    static ref object? Reference(ref byte data, Leaf leaf) => ref ShadowLayout.Reference(ref data, leaf.Offset);

    static Span<byte> Part(ref byte data, Leaf leaf) =>
        MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref data, leaf.Offset), leaf.Size);

    int Count(object value) => Element is null ? 1 : ((Array)value).Length;

    ref byte At(object value, int index)
    {
        if (Element is null)
            return ref ShadowLayout.Data(value);
        return ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference((Array)value), (nint)index * ElementSize);
    }

    Span<byte> Bytes(Array array) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), checked(array.Length * ElementSize));

    static Leaf[] LeavesOf(Type type, bool boxed = false)
    {
        if (!boxed && LeafOf(type, 0, null) is { } whole)
            return [whole];
        var paths = new List<FieldInfo[]>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
            AddPaths(t, [], paths);
        var offsets = FieldOffsets.Of(type, paths);
        return [.. paths.Select((path, i) => LeafOf(path[^1].FieldType, offsets[i], path[^1])!.Value)];
    }

    /// <summary>Null for a struct that has to be taken apart.</summary>
    static Leaf? LeafOf(Type type, int offset, FieldInfo? field)
    {
        if (type == typeof(double))
            return new Leaf(offset, LeafKind.Double, sizeof(double), false, false);
        if (type == typeof(float))
            return new Leaf(offset, LeafKind.Single, sizeof(float), false, false);
        if (type.IsPointer || type.IsFunctionPointer)
            return new Leaf(offset, LeafKind.Bits, IntPtr.Size, false, false);
        if (!type.IsValueType)
            return new Leaf(offset, LeafKind.Reference, IntPtr.Size, DerivativeTypes.CanCarry(type) && !IsMemo(field), false, IsMemo(field));
        if (type.IsDefined(typeof(UnsafeValueTypeAttribute), false))
        {
            return HasReferences(type)
                ? throw new NotSupportedException($"a checkpoint cannot keep {type}: it is a buffer of references")
                : new Leaf(offset, LeafKind.Bits, RuntimeHelpers.SizeOf(type.TypeHandle), false, false);
        }

        if (!type.IsPrimitive && !type.IsEnum && Fields(type).Any(f => LeafOf(f.FieldType, 0, f) is not { Kind: LeafKind.Bits }))
            return null;
        var counts = field is { DeclaringType: { } owner } && SystemTypes.IsCollection(owner) && DerivativeTypes.CanCarry(owner)
            && !field.Name.Contains("version", StringComparison.Ordinal);
        return new Leaf(offset, LeafKind.Bits, RuntimeHelpers.SizeOf(type.TypeHandle), false, counts);
    }

    static bool IsMemo(FieldInfo? field) => field?.Name.StartsWith("<>9__", StringComparison.Ordinal) == true;

    static bool HasReferences(Type type) => type.IsValueType
        ? !type.IsPrimitive && Fields(type).Any(f => HasReferences(f.FieldType))
        : !type.IsPointer && !type.IsFunctionPointer;

    static void AddPaths(Type type, FieldInfo[] prefix, List<FieldInfo[]> paths)
    {
        foreach (var field in Fields(type))
        {
            if (LeafOf(field.FieldType, 0, field) is null)
                AddPaths(field.FieldType, [.. prefix, field], paths);
            else
                paths.Add([.. prefix, field]);
        }
    }

    /// <summary>What is in memory: of a Half its bits.</summary>
    static FieldInfo[] Fields(Type type) => type == typeof(Half)
        ? type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
        : InlineArrays.FieldsOf(type, BindingFlags.DeclaredOnly);
}
