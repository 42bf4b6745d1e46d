using System;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Makes an object graph of the same shape, with zeros or with the same contents.</summary>
/// <param name="map">Shadows made so far.</param>
/// <param name="zero">Numbers become zero and constants their default, but for the structure of collections.</param>
readonly struct ShadowCopier(ShadowMap map, bool zero)
{
    static readonly Func<object, object> Clone = typeof(object)
        .GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!
        .CreateDelegate<Func<object, object>>();

    public object? Copy(object? value)
    {
        ShadowType? seen = null;
        var copy = Shell(value, keeps: false, ref seen);
        Finish();
        return copy;
    }

    /// <summary>Of a struct whose layout is exact: <paramref name="copy"/> is its copy or its default so far.</summary>
    public void CopyStruct(ref byte value, ref byte copy, ShadowLayout layout)
    {
        FillReferences(ref value, ref copy, layout);
        Finish();
    }

    void Finish()
    {
        while (map.TryPop(out var next))
        {
            if (next.Target is Array target)
                FillArray((Array)next.Source, target, next.Keeps);
            else
                FillFields(next.Source, next.Target, ShadowType.Of(next.Source.GetType()).Layout);
        }
    }

    /// <summary>The copy, whose contents may still be pending.</summary>
    /// <param name="value">A value or an object.</param>
    /// <param name="keeps">Constants and opaque objects are taken over.</param>
    /// <param name="seen">The type that is likely.</param>
    object? Shell(object? value, bool keeps, ref ShadowType? seen)
    {
        if (value is null)
            return null;
        var type = ShadowType.Of(value.GetType(), ref seen);
        switch (type.Kind)
        {
            case ShadowKind.Constant:
                return zero && !keeps ? type.Zero : value;
            case ShadowKind.Number:
                return zero && !keeps ? map.Find(value) ?? ZeroBox(value, type) : value;
            case ShadowKind.Opaque:
                return zero && !keeps ? null : value;
            case ShadowKind.Struct when type.IsPlain && zero && !keeps:
                return map.Find(value) ?? ZeroBox(value, type);
            case ShadowKind.Struct:
                if (map.Find(value) is { } known)
                    return known;
                var box = Empty(value, type);
                map.Add(value, box);
                FillFields(value, box, type.Layout);
                return box;
            case ShadowKind.Array:
                return map.Find(value) ?? ArrayShell((Array)value, type, keeps);
            default:
                return map.Find(value) ?? ObjectShell(value, type);
        }
    }

    /// <summary>A box of its own: code that reads the number in a box adds to its shadow in place.</summary>
    object ZeroBox(object value, ShadowType type)
    {
        var box = RuntimeHelpers.GetUninitializedObject(type.Type);
        map.Add(value, box);
        return box;
    }

    /// <summary>An object or a box of the same type, zero or with the same bits.</summary>
    object Empty(object value, ShadowType type)
    {
        var copy = zero || !type.Layout.CanClone ? RuntimeHelpers.GetUninitializedObject(type.Type) : Clone(value);
#pragma warning disable CA1816 // No constructor has run: there is nothing to finalise.
        if (type.HasFinalizer)
            GC.SuppressFinalize(copy);
#pragma warning restore CA1816
        return copy;
    }

    object ObjectShell(object value, ShadowType type)
    {
        var copy = Empty(value, type);
        map.Add(value, copy);
        if (!type.Layout.IsExact || type.Layout.References.Length > 0 || (!zero && !type.Layout.CanClone))
            map.Push(value, copy, false);
        return copy;
    }

    Array ArrayShell(Array value, ShadowType type, bool keeps)
    {
        var element = type.Element!;
        Array copy;
        if (element.IsPlain && (!zero || keeps))
        {
            copy = (Array)value.Clone();
        }
        else
        {
            copy = value is double[] numbers ? new double[numbers.Length] : SameBounds(value);
            if (!element.IsPlain)
                map.Push(value, copy, keeps);
        }
        map.Add(value, copy);
        return copy;
    }

    static Array SameBounds(Array array)
    {
        if (array is double[,] matrix && matrix.GetLowerBound(0) == 0 && matrix.GetLowerBound(1) == 0)
            return new double[matrix.GetLength(0), matrix.GetLength(1)];
        if (array.Rank == 1 && array.GetLowerBound(0) == 0)
            return Array.CreateInstanceFromArrayType(array.GetType(), array.Length);
        var lengths = new int[array.Rank];
        var bounds = new int[array.Rank];
        for (var d = 0; d < lengths.Length; d++)
            (lengths[d], bounds[d]) = (array.GetLength(d), array.GetLowerBound(d));
        return Array.CreateInstanceFromArrayType(array.GetType(), lengths, bounds);
    }

    void FillArray(Array source, Array target, bool keeps)
    {
        ShadowType? seen = null;
        if (source is object?[] objects && target is object?[] copies)
        {
            for (var i = 0; i < objects.Length; i++)
            {
                if (objects[i] is { } item)
                    copies[i] = Shell(item, keeps, ref seen);
            }
            return;
        }
        if (ShadowType.Of(source.GetType()).Element is { Kind: ShadowKind.Struct, Layout: { IsExact: true } layout } element
            && (zero || layout.CanClone))
        {
            if (!zero)
                Array.Copy(source, target, source.Length);
            for (nint i = 0; i < source.Length; i++)
                FillReferences(ref element.At(source, i), ref element.At(target, i), layout);
            return;
        }
        for (var index = new ArrayIndex(source); index.MoveNext();)
            target.SetValue(Shell(source.GetValue(index.Current), keeps, ref seen), index.Current);
    }

    void FillFields(object source, object target, ShadowLayout layout)
    {
        if (!zero && !layout.CanClone)
        {
            FillByReflection(source, target, ShadowType.Of(source.GetType()).Fields);
            return;
        }
        FillReferences(ref ShadowLayout.Data(source), ref ShadowLayout.Data(target), layout);
        FillByReflection(source, target, layout.Slow);
        FillByReflection(source, target, layout.SlowCopies);
    }

    void FillReferences(ref byte source, ref byte target, ShadowLayout layout)
    {
        foreach (var slot in layout.References)
        {
            if (ShadowLayout.Reference(ref source, slot.Offset) is { } value)
                ShadowLayout.Reference(ref target, slot.Offset) = Shell(value, keeps: false, ref slot.Seen);
        }
    }

    void FillByReflection(object source, object target, ShadowField[] fields)
    {
        foreach (var field in fields)
        {
            ShadowType? seen = null;
            var value = field.Info.GetValue(source);
            if (value is not null)
                field.Info.SetValue(target, field.Keeps ? Kept(value) : Shell(value, keeps: false, ref seen));
        }
    }

    /// <summary>Counts, keys and comparers stay what they are; the arrays of buckets are copied.</summary>
    object? Kept(object value)
    {
        ShadowType? seen = null;
        return value is Array ? Shell(value, keeps: true, ref seen) : value;
    }
}
