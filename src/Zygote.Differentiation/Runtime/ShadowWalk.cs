using System;
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

    // The pending ones are a pair to be added, or an object to be cleared, twice.
    readonly ShadowMap _visited = new(pairs: true);

    /// <summary>Other threads add to the same numbers: additions are atomic.</summary>
    public bool IsShared { get; set; }

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
        IsShared = false;
        _spare = this;
    }

    public void Clear(object? shadow)
    {
        ShadowType? seen = null;
        PushClear(shadow, ref seen);
        FinishClear();
    }

    /// <summary>What a struct refers to; the numbers in it stay.</summary>
    public void ClearReferences(ref byte data, ShadowLayout layout)
    {
        foreach (var slot in layout.Carriers)
            PushClear(ShadowLayout.Reference(ref data, slot.Offset), ref slot.Seen);
        FinishClear();
    }

    void FinishClear()
    {
        while (_visited.TryPop(out var next))
        {
            if (next.Source is Array array)
                ClearArray(array);
            else
                ClearFields(next.Source);
        }
    }

    /// <summary>
    /// Adds the numbers in <paramref name="add"/> to those in <paramref name="into"/>, objects and arrays only.
    /// </summary>
    public void Accumulate(object? into, object? add)
    {
        ShadowType? seen = null;
        PushAccumulate(into, add, ref seen);
        while (_visited.TryPop(out var next))
        {
            if (next.Source is Array array)
                AccumulateArray(array, (Array)next.Target);
            else
                AccumulateFields(next.Source, next.Target);
        }
    }

    void PushClear(object? shadow, ref ShadowType? seen)
    {
        if (shadow is null)
            return;
        if (shadow is double[] numbers)
        {
            Array.Clear(numbers);
            return;
        }
        var type = ShadowType.Of(shadow.GetType(), ref seen);
        // What refers to nothing is cleared right away, twice if need be.
        if (type.Kind == ShadowKind.Array && type.Element!.IsNumbersOnly)
            Array.Clear((Array)shadow);
        else if (type.Kind == ShadowKind.Object && type.Layout.IsLeaf)
            type.Layout.ClearNumbers(ref ShadowLayout.Data(shadow));
        else if (IsWalked(type) && _visited.TryAdd(shadow, shadow))
            _visited.Push(shadow, shadow, false);
    }

    void PushAccumulate(object? into, object? add, ref ShadowType? seen)
    {
        if (into is null || add is null || into.GetType() != add.GetType())
            return;
        // Something shared gets what each of its partners has, but that of one partner once.
        var type = ShadowType.Of(into.GetType(), ref seen);
        if (!IsWalked(type) || !_visited.TryAdd(into, add))
            return;
        if (into is double[] numbers)
            Add(numbers, (double[])add);
        else if (type.Kind == ShadowKind.Object && type.Layout.IsLeaf)
            type.Layout.AddNumbers(ref ShadowLayout.Data(into), ref ShadowLayout.Data(add), IsShared);
        else
            _visited.Push(into, add, false);
    }

    static bool IsWalked(ShadowType type) => type.Kind == ShadowKind.Object
        || (type.Kind == ShadowKind.Array && type.Element!.Kind is not (ShadowKind.Constant or ShadowKind.Opaque));

    void ClearArray(Array array)
    {
        if (array is object?[] objects)
        {
            ShadowType? seen = null;
            foreach (var item in objects)
            {
                if (item is ValueType)
                    ClearBox(item);
                else
                    PushClear(item, ref seen);
            }
            return;
        }
        var element = ShadowType.Of(array.GetType()).Element!;
        if (element.Layout.IsExact)
        {
            for (nint i = 0; i < array.Length; i++)
                ClearData(ref element.At(array, i), element.Layout);
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
        var layout = ShadowType.Of(target.GetType()).Layout;
        ClearData(ref ShadowLayout.Data(target), layout);
        foreach (var field in layout.Slow)
        {
            switch (field.Kind)
            {
                case ShadowKind.Number:
                    field.Info.SetValue(target, ZeroOf(field.Info.FieldType));
                    break;
                case ShadowKind.Struct:
                    ClearStructField(field, target);
                    break;
                default:
                    ShadowType? seen = null;
                    var value = field.Info.GetValue(target);
                    if (value is ValueType)
                        field.Info.SetValue(target, ClearedBox(value));
                    else
                        PushClear(value, ref seen);
                    break;
            }
        }
    }

    void ClearData(ref byte data, ShadowLayout layout)
    {
        layout.ClearNumbers(ref data);
        foreach (var slot in layout.Carriers)
        {
            ref var value = ref ShadowLayout.Reference(ref data, slot.Offset);
            if (value is ValueType)
                value = ClearedBox(value);
            else
                PushClear(value, ref slot.Seen);
        }
    }

    /// <summary>A number held as object; its box may be shared with somebody else.</summary>
    object ClearedBox(object value)
    {
        var box = RuntimeHelpers.GetObjectValue(value)!;
        ClearBox(box);
        return box;
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
                ShadowType? seen = null;
                for (var i = 0; i < Math.Min(objects.Length, others.Length); i++)
                {
                    if (objects[i] is ValueType)
                        objects[i] = Sum(objects[i], others[i]);
                    else
                        PushAccumulate(objects[i], others[i], ref seen);
                }
                break;
            case var _ when ShadowType.Of(into.GetType()).Element! is { Kind: ShadowKind.Struct, Layout.IsExact: true } element:
                for (nint i = 0; i < Math.Min(into.Length, add.Length); i++)
                    AddData(ref element.At(into, i), ref element.At(add, i), element.Layout);
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
    void Add(Span<double> into, ReadOnlySpan<double> add)
    {
        for (var i = 0; i < Math.Min(into.Length, add.Length); i++)
        {
            if (IsShared)
                Atomic.Add(ref into[i], add[i]);
            else
                into[i] += add[i];
        }
    }

    void Add(Span<float> into, ReadOnlySpan<float> add)
    {
        for (var i = 0; i < Math.Min(into.Length, add.Length); i++)
        {
            if (IsShared)
                Atomic.Add(ref into[i], add[i]);
            else
                into[i] += add[i];
        }
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
                ShadowType? seen = null;
                PushAccumulate(into, add, ref seen);
                return into;
            default:
                return into;
        }
    }

    void AccumulateFields(object into, object add)
    {
        var layout = ShadowType.Of(into.GetType()).Layout;
        AddData(ref ShadowLayout.Data(into), ref ShadowLayout.Data(add), layout);
        foreach (var field in layout.Slow)
        {
            var value = field.Info.GetValue(into);
            var sum = Sum(value, field.Info.GetValue(add));
            if (!ReferenceEquals(sum, value))
                field.Info.SetValue(into, sum);
        }
    }

    /// <summary>Of two objects or structs, but for the fields that need reflection; objects are added later.</summary>
    public void AddData(ref byte into, ref byte add, ShadowLayout layout)
    {
        layout.AddNumbers(ref into, ref add, IsShared);
        foreach (var slot in layout.Carriers)
        {
            ref var value = ref ShadowLayout.Reference(ref into, slot.Offset);
            var other = ShadowLayout.Reference(ref add, slot.Offset);
            if (value is ValueType)
                value = Sum(value, other);
            else
                PushAccumulate(value, other, ref slot.Seen);
        }
    }
}
