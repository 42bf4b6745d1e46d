using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>How values of a type are treated in a shadow.</summary>
enum ShadowKind
{
    /// <summary>double, float, Half.</summary>
    Number,

    /// <summary>Integers, enumerations, and structs of nothing else: the default in a shadow.</summary>
    Constant,

    /// <summary>A struct with numbers or references in it.</summary>
    Struct,

    Array,

    /// <summary>An object with fields: a shadow of the same class.</summary>
    Object,

    /// <summary>Strings, types, delegates, streams, ...: null in a shadow.</summary>
    Opaque,
}

/// <param name="Info">The field.</param>
/// <param name="Kind">Of the declared type; an Object may turn out to be an Array or Opaque.</param>
/// <param name="Keeps">
/// The field holds the structure of a collection of the BCL (counts, buckets, keys, comparers), which its shadow needs as
/// well.
/// </param>
sealed record ShadowField(FieldInfo Info, ShadowKind Kind, bool Keeps)
{
    /// <summary>There may be numbers in it that carry a derivative.</summary>
    public bool Carries { get; } = !Keeps && Kind is not (ShadowKind.Constant or ShadowKind.Opaque)
        && DerivativeTypes.CanCarry(Info.FieldType);
}

/// <summary>What reflection says about a type, once.</summary>
sealed class ShadowType
{
    static readonly ConcurrentDictionary<Type, ShadowType> Known = new();

    ShadowField[]? _fields;
    ShadowLayout? _layout;

    ShadowType(Type type)
    {
        Type = type;
        Kind = KindOf(type);
        IsCollection = SystemTypes.IsCollection(type);
        KeepsConstants = Kind == ShadowKind.Object && !SystemTypes.IsSystem(type) && KeepsConstantsOf(type);
        if (Kind == ShadowKind.Array)
            Element = Of(type.GetElementType()!);
        if (Kind == ShadowKind.Struct)
        {
            HasReferences = Array.Exists(Fields, f => !f.Info.FieldType.IsValueType
                || (f.Kind == ShadowKind.Struct && Of(f.Info.FieldType).HasReferences));
            IsPlain = Nullable.GetUnderlyingType(type) is null && !Array.Exists(Fields, f => f.Keeps
                || !f.Info.FieldType.IsValueType || (f.Kind == ShadowKind.Struct && !Of(f.Info.FieldType).IsPlain));
            IsNumbersOnly = IsPlain && Array.TrueForAll(Fields, f => f.Kind == ShadowKind.Number
                || (f.Kind == ShadowKind.Struct && Of(f.Info.FieldType).IsNumbersOnly));
        }
        else if (Kind is ShadowKind.Number or ShadowKind.Constant)
        {
            IsPlain = true;
            IsNumbersOnly = Kind == ShadowKind.Number;
        }
        HasFinalizer = !type.IsValueType && type.GetMethod(
            "Finalize", BindingFlags.Instance | BindingFlags.NonPublic, []) is { } end && end.DeclaringType != typeof(object);
        if (Kind == ShadowKind.Struct)
            Size = RuntimeHelpers.SizeOf(type.TypeHandle);
        if (IsPlain)
            Zero = RuntimeHelpers.GetUninitializedObject(type);
    }

    /// <summary>Set once by the layer that knows the rules: whether integers in shadows of a class are those of the original.</summary>
    public static Func<Type, bool> KeepsConstantsOf { get; set; } = _ => false;

    public Type Type { get; }

    public ShadowKind Kind { get; }

    /// <summary>A list, a dictionary, ... of the BCL, or a part of one.</summary>
    public bool IsCollection { get; }

    /// <summary>Integers and the like are the same in a shadow, as they are in collections.</summary>
    public bool KeepsConstants { get; }

    /// <summary>Of an array.</summary>
    public ShadowType? Element { get; }

    /// <summary>A value type whose shadow is its default.</summary>
    public bool IsPlain { get; }

    /// <summary>Clearing it means setting the default.</summary>
    public bool IsNumbersOnly { get; }

    /// <summary>Of a struct: whether there are references in it.</summary>
    public bool HasReferences { get; }

    /// <summary>The boxed default of a plain type; never changed.</summary>
    public object? Zero { get; }

    public bool HasFinalizer { get; }

    /// <summary>Of a struct, in bytes.</summary>
    int Size { get; }

    /// <summary>Of a struct or an object.</summary>
    public ShadowLayout Layout => _layout ??= new ShadowLayout(this);

    /// <summary>All instance fields, private ones and those of base classes included.</summary>
    public ShadowField[] Fields => _fields ??= FieldsOf(Type, KeepsConstants);

    public static ShadowType Of(Type type) => Known.GetOrAdd(type, static t => new ShadowType(t));

    /// <summary>An element of an array of structs of this type, of any rank.</summary>
    public ref byte At(Array array, nint index) =>
        ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(array), index * Size);

    /// <param name="type">The type of an object.</param>
    /// <param name="seen">That of the one before in the same place.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ShadowType Of(Type type, ref ShadowType? seen)
    {
        var known = seen;
        return known is not null && known.Type == type ? known : seen = Of(type);
    }

    static ShadowKind KindOf(Type type)
    {
        if (type == typeof(double) || type == typeof(float) || type == typeof(Half))
            return ShadowKind.Number;
        if (type.IsPrimitive || type.IsEnum || IsPointer(type) || type == typeof(decimal))
            return ShadowKind.Constant;
        if (type.IsArray)
            return ShadowKind.Array;
        if (type.IsValueType)
            return IsConstant(type) ? ShadowKind.Constant : ShadowKind.Struct;
        return IsOpaque(type) ? ShadowKind.Opaque : ShadowKind.Object;
    }

    static bool IsConstant(Type type)
    {
        if (SystemTypes.IsSystem(type) && !type.IsGenericType && !DerivativeTypes.CanCarry(type))
            return true;
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (KindOf(field.FieldType) != ShadowKind.Constant)
                return false;
        }
        // The fields of a struct of the BCL may be structure: HasValue, a count.
        return !SystemTypes.IsSystem(type) || !type.IsGenericType;
    }

    static bool IsOpaque(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type) || type == typeof(string))
            return true;
        if (!SystemTypes.IsSystem(type) || type.IsInterface || SystemTypes.IsCollection(type) || SystemTypes.IsException(type))
            return false;
        if (type == typeof(object) || type == typeof(ValueType) || type == typeof(Array))
            return false;
        return SystemTypes.IsComparer(type) || !type.IsGenericType
            || !(typeof(ITuple).IsAssignableFrom(type) || type.GetGenericTypeDefinition() == typeof(StrongBox<>));
    }

    static bool IsPointer(Type type) => type.IsPointer || type.IsFunctionPointer;

    static ShadowField[] FieldsOf(Type type, bool keepsConstants)
    {
        var fields = new List<ShadowField>();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            // Of what an exception knows about where it was thrown, nothing belongs in a shadow.
            foreach (var field in Array.FindAll(InlineArrays.FieldsOf(t, BindingFlags.DeclaredOnly), f => !IsPointer(f.FieldType)
                && (t != typeof(Exception) || f.FieldType == typeof(Exception))))
            {
                var kind = KindOf(field.FieldType);
                fields.Add(new ShadowField(
                    field, kind, IsStructure(field) || (keepsConstants && !DerivativeTypes.CanCarry(field.FieldType))));
            }
        }
        return [.. fields];
    }

    static bool IsStructure(FieldInfo field)
    {
        var declaring = field.DeclaringType!;
        if (!SystemTypes.IsSystem(declaring) || field is InlineElement)
            return false;
        if (field.Name == "key" || SystemTypes.IsComparer(field.FieldType))
            return true;
        if (!declaring.IsConstructedGenericType)
            return !DerivativeTypes.CanCarry(field.FieldType);
        var definition = declaring.GetGenericTypeDefinition();
        var open = ((FieldInfo)definition.Module.ResolveField(field.MetadataToken)!).FieldType;
        if (open.IsArray)
            open = open.GetElementType()!;
        if (open.IsGenericParameter)
        {
            return open.Name == "TKey"
                || (definition.FullName!.StartsWith("System.Collections.Generic.HashSet`1", StringComparison.Ordinal)
                    && KindOf(field.FieldType) == ShadowKind.Constant);
        }
        return !open.ContainsGenericParameters && !DerivativeTypes.CanCarry(open);
    }
}
