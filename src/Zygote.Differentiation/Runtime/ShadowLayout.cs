using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>A number in an object or a struct.</summary>
/// <param name="Offset">In bytes from the first field.</param>
/// <param name="Type">double, float or Half.</param>
readonly record struct NumberSlot(int Offset, TypeCode Type);

/// <summary>A reference in an object or a struct.</summary>
/// <param name="offset">In bytes from the first field.</param>
/// <param name="name">The path of fields that leads to it, for messages: <c>.Pair.Item1</c>.</param>
/// <param name="carries">There may be numbers behind it that carry a derivative.</param>
sealed class ReferenceSlot(int offset, string name, bool carries)
{
    /// <summary>The type of the object seen here last: mostly that of the next one too.</summary>
    public ShadowType? Seen;

    public int Offset { get; } = offset;

    public string Name { get; } = name;

    public bool Carries { get; } = carries;
}

/// <summary>
/// Where the numbers and references of a type lie, those in structs in it included, so that a shadow is made and changed
/// without reflection. The offsets are measured: a field of an empty object is set, and then looked for.
/// </summary>
sealed class ShadowLayout
{
    const BindingFlags Own =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // No byte is zero and no two are equal: found nowhere but where it was written.
    static readonly double MarkedDouble = BitConverter.Int64BitsToDouble(0x4142434445464748);
    static readonly float MarkedFloat = BitConverter.Int32BitsToSingle(0x41424344);
    static readonly Half MarkedHalf = BitConverter.Int16BitsToHalf(0x4142);

    readonly List<NumberSlot> _numbers = [];
    readonly List<ReferenceSlot> _references = [];
    readonly List<ShadowField> _slow = [];
    readonly List<ShadowField> _slowCopies = [];

    public ShadowLayout(ShadowType type)
    {
        var special = Nullable.GetUnderlyingType(type.Type) is not null
            || type.Type.IsDefined(typeof(UnsafeValueTypeAttribute), false);
        if (!InlineArrays.Is(type.Type) || !MeasureElements(type))
        {
            foreach (var field in type.Fields)
            {
                if (special || !Measure(type.Type, field))
                    Leave(field);
            }
        }

        Numbers = [.. _numbers];
        References = [.. _references];
        Carriers = [.. _references.FindAll(r => r.Carries)];
        Slow = [.. _slow];
        SlowCopies = [.. _slowCopies];
        IsExact = !special && Slow.Length == 0 && SlowCopies.Length == 0;
        CanClone = !HasPointers(type.Type);
    }

    public NumberSlot[] Numbers { get; }

    /// <summary>All but those to strings, delegates and the like.</summary>
    public ReferenceSlot[] References { get; }

    /// <summary>The references behind which there may be derivatives.</summary>
    public ReferenceSlot[] Carriers { get; }

    /// <summary>Fields with derivatives whose place is not known: reflection has to do.</summary>
    public ShadowField[] Slow { get; }

    /// <summary>Fields that only a copy has to care about, again by reflection: the structure of collections.</summary>
    public ShadowField[] SlowCopies { get; }

    /// <summary>No field needs reflection.</summary>
    public bool IsExact { get; }

    /// <summary>A copy may start with all bits of the original.</summary>
    public bool CanClone { get; }

    /// <summary>Nothing but numbers (and constants).</summary>
    public bool IsLeaf => Carriers.Length == 0 && Slow.Length == 0;

    /// <summary>The first field of an object, or of the struct in a box.</summary>
    public static ref byte Data(object value) => ref Unsafe.As<Raw>(value).First;

    /// <summary>
    /// The word before its fields, which the runtime keeps to know the class: equal for two objects of one class, as long as that
    /// is loaded. Costs a load where <see cref="object.GetType"/> costs a call.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint ClassWord(object value) => Unsafe.Subtract(ref Unsafe.As<byte, nint>(ref Data(value)), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref object? Reference(ref byte data, int offset) =>
        ref Unsafe.As<byte, object?>(ref Unsafe.AddByteOffset(ref data, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Number<T>(ref byte data, int offset)
        where T : struct
        => ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref data, offset));

    public void ClearNumbers(ref byte data)
    {
        foreach (var number in Numbers)
        {
            if (number.Type == TypeCode.Double)
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref data, number.Offset), 0.0);
            else if (number.Type == TypeCode.Single)
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref data, number.Offset), 0f);
            else
                Unsafe.WriteUnaligned(ref Unsafe.AddByteOffset(ref data, number.Offset), default(Half));
        }
    }

    public void AddNumbers(ref byte into, ref byte add, bool atomically)
    {
        foreach (var number in Numbers)
        {
            if (atomically && number.Type == TypeCode.Double)
                Atomic.Add(ref Number<double>(ref into, number.Offset), Number<double>(ref add, number.Offset));
            else if (atomically && number.Type == TypeCode.Single)
                Atomic.Add(ref Number<float>(ref into, number.Offset), Number<float>(ref add, number.Offset));
            else if (number.Type == TypeCode.Double)
                Number<double>(ref into, number.Offset) += Number<double>(ref add, number.Offset);
            else if (number.Type == TypeCode.Single)
                Number<float>(ref into, number.Offset) += Number<float>(ref add, number.Offset);
            else
                Number<Half>(ref into, number.Offset) += Number<Half>(ref add, number.Offset);
        }
    }

    void Leave(ShadowField field)
    {
        if (field.Carries)
            _slow.Add(field);
        else if (field.Keeps || field.Kind is not (ShadowKind.Number or ShadowKind.Constant or ShadowKind.Opaque))
            _slowCopies.Add(field);
    }

    /// <summary>The elements of an inline array lie as the first one does.</summary>
    bool MeasureElements(ShadowType type)
    {
        if (!Measure(type.Type, type.Fields[0]))
            return false;
        var element = type.Fields[0].Info.FieldType;
        var size = element.IsValueType ? RuntimeHelpers.SizeOf(element.TypeHandle) : IntPtr.Size;
        var (numbers, references) = (_numbers.ToArray(), _references.ToArray());
        for (var i = 1; i < type.Fields.Length; i++)
        {
            foreach (var number in numbers)
                _numbers.Add(number with { Offset = number.Offset + (i * size) });
            var first = ShadowShape.Step(type.Fields[0]).Length;
            foreach (var slot in references)
                _references.Add(new(slot.Offset + (i * size), ShadowShape.Step(type.Fields[i]) + slot.Name[first..], slot.Carries));
        }

        return true;
    }

    /// <summary>False where the place of a field cannot be found out.</summary>
    bool Measure(Type owner, ShadowField field)
    {
        if (field.Keeps)
            return false;
        var type = field.Info.FieldType;
        switch (field.Kind)
        {
            case ShadowKind.Constant or ShadowKind.Opaque:
                return true;
            case ShadowKind.Number when type == typeof(double):
                _numbers.Add(new(Find(Marked(owner, field.Info, MarkedDouble), MarkedDouble), TypeCode.Double));
                return true;
            case ShadowKind.Number when type == typeof(float):
                _numbers.Add(new(Find(Marked(owner, field.Info, MarkedFloat), MarkedFloat), TypeCode.Single));
                return true;
            case ShadowKind.Number:
                _numbers.Add(new(Find(Marked(owner, field.Info, MarkedHalf), MarkedHalf), TypeCode.Object));
                return true;
            case ShadowKind.Struct:
                return MeasureStruct(owner, field);
            default:
                if (Instance(type) is not { } instance)
                    return false;
                var offset = FindReference(Marked(owner, field.Info, instance), instance);
                _references.Add(new(offset, ShadowShape.Step(field), field.Carries));
                return true;
        }
    }

    bool MeasureStruct(Type owner, ShadowField field)
    {
        var inner = ShadowType.Of(field.Info.FieldType).Layout;
        if (!inner.IsExact)
            return false;
        if (inner.Numbers.Length == 0 && inner.References.Length == 0)
            return !field.Carries;
        var box = RuntimeHelpers.GetUninitializedObject(field.Info.FieldType);
        int start;
        if (inner.References.Length > 0)
        {
            var place = inner.References[0].Offset;
            Reference(ref Data(box), place) = box;
            start = FindReference(Marked(owner, field.Info, box), box) - place;
        }
        else
        {
            // A float or a Half is a part of the same bytes.
            var (place, type) = inner.Numbers[0];
            ref var number = ref Unsafe.AddByteOffset(ref Data(box), place);
            if (type == TypeCode.Double)
            {
                Unsafe.WriteUnaligned(ref number, MarkedDouble);
                start = Find(Marked(owner, field.Info, box), MarkedDouble) - place;
            }
            else if (type == TypeCode.Single)
            {
                Unsafe.WriteUnaligned(ref number, MarkedFloat);
                start = Find(Marked(owner, field.Info, box), MarkedFloat) - place;
            }
            else
            {
                Unsafe.WriteUnaligned(ref number, MarkedHalf);
                start = Find(Marked(owner, field.Info, box), MarkedHalf) - place;
            }
        }
        foreach (var number in inner.Numbers)
            _numbers.Add(number with { Offset = start + number.Offset });
        var name = ShadowShape.Step(field);
        foreach (var reference in inner.References)
            _references.Add(new(start + reference.Offset, name + reference.Name, reference.Carries && field.Carries));
        return true;
    }

    /// <summary>An object with one field set, all others zero.</summary>
    static object Marked(Type owner, FieldInfo field, object value)
    {
        var target = Empty(owner);
        field.SetValue(target, value);
        return target;
    }

    static object? Instance(Type type)
    {
        if (type.IsArray)
            return Array.CreateInstanceFromArrayType(type, new int[type.GetArrayRank()]);
        return type.IsAbstract || type.IsInterface ? null : Empty(type);
    }

    static object Empty(Type type)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
#pragma warning disable CA1816 // No constructor has run: there is nothing to finalise.
        GC.SuppressFinalize(value);
#pragma warning restore CA1816
        return value;
    }

    // The field is in the object, so the search ends within it.
    static int FindReference(object target, object value)
    {
        var offset = 0;
        while (!ReferenceEquals(Reference(ref Data(target), offset), value))
            offset += IntPtr.Size;
        return offset;
    }

    static int Find<T>(object target, T value)
        where T : struct, IEquatable<T>
    {
        var offset = 0;
        while (!Unsafe.ReadUnaligned<T>(ref Unsafe.AddByteOffset(ref Data(target), offset)).Equals(value))
            offset++;
        return offset;
    }

    static bool HasPointers(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var field in t.GetFields(Own))
            {
                var of = field.FieldType;
                if (of.IsPointer || of.IsFunctionPointer
                    || (of.IsValueType && !of.IsPrimitive && of != type && HasPointers(of)))
                {
                    return true;
                }
            }
        }
        return false;
    }

    sealed class Raw
    {
        public byte First;
    }
}
