using System;
using System.Runtime.CompilerServices;

namespace Zygote.Differentiation;

/// <summary>Makes an object graph of the same shape, with zeros or with the same contents.</summary>
/// <param name="map">Shadows made so far.</param>
/// <param name="zero">Numbers become zero and constants their default, but for the structure of collections.</param>
readonly struct ShadowCopier(ShadowMap map, bool zero)
{
    public object? Copy(object? value)
    {
        var copy = Shell(value, keeps: false);
        while (map.Pending.TryDequeue(out var next))
        {
            if (next.Target is Array target)
                FillArray((Array)next.Source, target, next.Keeps);
            else
                FillFields(next.Source, next.Target);
        }
        return copy;
    }

    /// <summary>The copy, whose contents may still be pending.</summary>
    /// <param name="value">A value or an object.</param>
    /// <param name="keeps">Constants and opaque objects are taken over.</param>
    object? Shell(object? value, bool keeps)
    {
        if (value is null)
            return null;
        var type = ShadowType.Of(value.GetType());
        switch (type.Kind)
        {
            case ShadowKind.Number or ShadowKind.Constant:
                return zero && !keeps ? type.Zero : value;
            case ShadowKind.Opaque:
                return zero && !keeps ? null : value;
            case ShadowKind.Struct when type.IsPlain && zero && !keeps:
                return type.Zero;
            case ShadowKind.Struct:
                var box = RuntimeHelpers.GetUninitializedObject(type.Type);
                FillFields(value, box);
                return box;
            case ShadowKind.Array:
                return map.TryGet(value, out var known) ? known : ArrayShell((Array)value, type.Element!, keeps);
            default:
                return map.TryGet(value, out known) ? known : ObjectShell(value, type);
        }
    }

    object ObjectShell(object value, ShadowType type)
    {
        var copy = RuntimeHelpers.GetUninitializedObject(type.Type);
#pragma warning disable CA1816 // No constructor has run: there is nothing to finalise.
        GC.SuppressFinalize(copy);
#pragma warning restore CA1816
        map.Add(value, copy);
        map.Pending.Enqueue((value, copy, false));
        return copy;
    }

    Array ArrayShell(Array value, ShadowType element, bool keeps)
    {
        Array copy;
        if (element.IsPlain && (!zero || keeps))
        {
            copy = (Array)value.Clone();
        }
        else
        {
            copy = SameBounds(value);
            if (!element.IsPlain)
                map.Pending.Enqueue((value, copy, keeps));
        }
        map.Add(value, copy);
        return copy;
    }

    static Array SameBounds(Array array)
    {
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
        if (source is object?[] objects && target is object?[] copies)
        {
            for (var i = 0; i < objects.Length; i++)
                copies[i] = Shell(objects[i], keeps);
            return;
        }
        for (var index = new ArrayIndex(source); index.MoveNext();)
            target.SetValue(Shell(source.GetValue(index.Current), keeps), index.Current);
    }

    void FillFields(object source, object target)
    {
        foreach (var field in ShadowType.Of(source.GetType()).Fields)
        {
            var value = field.Info.GetValue(source);
            if (value is not null)
                field.Info.SetValue(target, field.Keeps ? Kept(value) : Shell(value, keeps: false));
        }
    }

    /// <summary>Counts, keys and comparers stay what they are; the arrays of buckets are copied.</summary>
    object? Kept(object value) => value is Array ? Shell(value, keeps: true) : value;
}
