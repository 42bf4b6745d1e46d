using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.Differentiation;

/// <summary>
/// Changes shadows in place: clears one, or adds one to another. Each object (or pair) is visited once. The working storage
/// is kept per thread, so that a walk over arrays, objects and lists of numbers allocates nothing once warm.
/// </summary>
sealed class ShadowWalk
{
    static readonly object ZeroDouble = 0.0;
    static readonly object ZeroFloat = 0f;
    static readonly object ZeroHalf = default(Half);

    [ThreadStatic]
    static ShadowWalk? _spare;

    readonly HashSet<(Identity Into, Identity Add)> _visited = [];
    readonly Stack<(object Into, object Add)> _pending = new();

    /// <summary>Objects by identity.</summary>
    readonly struct Identity(object value) : IEquatable<Identity>
    {
        readonly object _value = value;

        public bool Equals(Identity other) => ReferenceEquals(_value, other._value);

        public override bool Equals(object? obj) => obj is Identity other && Equals(other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(_value);
    }

    /// <summary>The caller must hand it back with <see cref="Return"/>.</summary>
    public static ShadowWalk Rent()
    {
        var walk = _spare ?? new ShadowWalk();
        _spare = null;
        return walk;
    }

    public void Return()
    {
        _visited.Clear();
        _pending.Clear();
        _spare = this;
    }

    public void Clear(object? shadow)
    {
        PushClear(shadow);
        while (_pending.TryPop(out var next))
        {
            if (next.Into is Array array)
                ClearArray(array);
            else
                ClearFields(next.Into);
        }
    }

    /// <summary>
    /// Adds the numbers in <paramref name="add"/> to those in <paramref name="into"/>, objects and arrays only.
    /// </summary>
    public void Accumulate(object? into, object? add)
    {
        PushAccumulate(into, add);
        while (_pending.TryPop(out var next))
        {
            if (next.Into is Array array)
                AccumulateArray(array, (Array)next.Add);
            else
                AccumulateFields(next.Into, next.Add);
        }
    }

    void PushClear(object? shadow)
    {
        if (shadow is null)
            return;
        if (shadow is Array array && ShadowType.Of(shadow.GetType()).Element!.IsNumbersOnly)
            Array.Clear(array);
        else if (IsWalked(shadow) && _visited.Add((new(shadow), new(shadow))))
            _pending.Push((shadow, shadow));
    }

    void PushAccumulate(object? into, object? add)
    {
        if (into is not null && add is not null && IsWalked(into) && into.GetType() == add.GetType()
            && _visited.Add((new(into), new(add))))
        {
            _pending.Push((into, add));
        }
    }

    static bool IsWalked(object shadow)
    {
        var type = ShadowType.Of(shadow.GetType());
        return type.Kind == ShadowKind.Object
            || (type.Kind == ShadowKind.Array && type.Element!.Kind is not (ShadowKind.Constant or ShadowKind.Opaque));
    }

    void ClearArray(Array array)
    {
        if (array is object?[] objects)
        {
            foreach (var item in objects)
            {
                if (item is ValueType)
                    ClearBox(item);
                else
                    PushClear(item);
            }
            return;
        }
        for (var index = new ArrayIndex(array); index.MoveNext();)
        {
            var box = array.GetValue(index.Current)!;
            ClearBox(box);
            array.SetValue(box, index.Current);
        }
    }

    /// <summary>In place in the box, which nobody else may hold.</summary>
    public void ClearBox(object box)
    {
        switch (box)
        {
            case double:
                Unsafe.Unbox<double>(box) = 0;
                break;
            case float:
                Unsafe.Unbox<float>(box) = 0;
                break;
            case Half:
                Unsafe.Unbox<Half>(box) = default;
                break;
            default:
                if (ShadowType.Of(box.GetType()).Kind == ShadowKind.Struct)
                    ClearFields(box);
                break;
        }
    }

    void ClearFields(object target)
    {
        foreach (var field in ShadowType.Of(target.GetType()).Fields)
        {
            if (!field.Carries)
                continue;
            switch (field.Kind)
            {
                case ShadowKind.Number:
                    field.Info.SetValue(target, ZeroOf(field.Info.FieldType));
                    break;
                case ShadowKind.Struct:
                    ClearStructField(field, target);
                    break;
                default:
                    var value = field.Info.GetValue(target);
                    if (value is ValueType)
                        ClearBoxedField(field, target, value);
                    else
                        PushClear(value);
                    break;
            }
        }
    }

    /// <summary>A number held as object; its box may be shared with somebody else.</summary>
    void ClearBoxedField(ShadowField field, object target, object value)
    {
        var box = RuntimeHelpers.GetObjectValue(value)!;
        ClearBox(box);
        field.Info.SetValue(target, box);
    }

    void ClearStructField(ShadowField field, object target)
    {
        var type = ShadowType.Of(field.Info.FieldType);
        if (type.IsNumbersOnly)
        {
            field.Info.SetValue(target, type.Zero);
        }
        else if (field.Info.GetValue(target) is { } box)
        {
            ClearBox(box);
            field.Info.SetValue(target, box);
        }
    }

    static object ZeroOf(Type type) => type == typeof(double) ? ZeroDouble : type == typeof(float) ? ZeroFloat : ZeroHalf;

    void AccumulateArray(Array into, Array add)
    {
        switch (into)
        {
            case double[] numbers:
                Add(numbers, (double[])add);
                break;
            case float[] numbers:
                Add(numbers, (float[])add);
                break;
            case double[,] numbers:
                Add(Flat<double>(numbers), Flat<double>(add));
                break;
            case object?[] objects:
                var others = (object?[])add;
                for (var i = 0; i < Math.Min(objects.Length, others.Length); i++)
                    objects[i] = Sum(objects[i], others[i]);
                break;
            default:
                for (var index = new ArrayIndex(add); index.MoveNext();)
                    into.SetValue(Sum(into.GetValue(index.Current), add.GetValue(index.Current)), index.Current);
                break;
        }
    }

    static Span<T> Flat<T>(Array array) => array.Length == 0
        ? []
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    // The arrays inside two lists of one length may differ in capacity.
    static void Add(Span<double> into, ReadOnlySpan<double> add)
    {
        for (var i = 0; i < Math.Min(into.Length, add.Length); i++)
            into[i] += add[i];
    }

    static void Add(Span<float> into, ReadOnlySpan<float> add)
    {
        for (var i = 0; i < Math.Min(into.Length, add.Length); i++)
            into[i] += add[i];
    }

    /// <summary>The sum of two values of one type; objects are added in place, later.</summary>
    public object? Sum(object? into, object? add)
    {
        switch (into, add)
        {
            case (double a, double b):
                return a + b;
            case (float a, float b):
                return a + b;
            case (Half a, Half b):
                return a + b;
            case (ValueType, ValueType) when ShadowType.Of(into.GetType()).Kind == ShadowKind.Struct:
                var box = RuntimeHelpers.GetObjectValue(into)!;
                AccumulateFields(box, add);
                return box;
            case (not null and not ValueType, not null):
                PushAccumulate(into, add);
                return into;
            default:
                return into;
        }
    }

    void AccumulateFields(object into, object add)
    {
        foreach (var field in ShadowType.Of(into.GetType()).Fields)
        {
            if (!field.Carries)
                continue;
            var value = field.Info.GetValue(into);
            var sum = Sum(value, field.Info.GetValue(add));
            if (!ReferenceEquals(sum, value))
                field.Info.SetValue(into, sum);
        }
    }
}
