using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Shadows: for each object that carries derivatives another one of the same type, in which numbers are tangents or
/// cotangents. Integers and the like hold their default in it, strings and other opaque objects are null; the structure of
/// collections of the BCL (counts, keys, buckets) is that of the original.
/// </summary>
static class Shadow
{
    [ThreadStatic]
    static ShadowMap? _spare;

    /// <summary>A zero of the same shape. What is shared in the original is shared in the shadow.</summary>
    public static T ZerosLike<T>(T value)
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
            return default!;
        if (typeof(T) == typeof(double[]))
            return value is null ? value : (T)(object)new double[((double[])(object)value).Length];
        if (typeof(T) == typeof(float[]))
            return value is null ? value : (T)(object)new float[((float[])(object)value).Length];
        if (Typed<T>.IsPlain)
            return default!;
        if (value is null)
            return value;
        if (!typeof(T).IsValueType && value is double[,] matrix)
            return (T)(object)new double[matrix.GetLength(0), matrix.GetLength(1)];
        return Copied(value, zero: true);
    }

    /// <summary>The same with shadows that exist already; objects made here are added to <paramref name="map"/>.</summary>
    public static object? ZerosLike(object? value, ShadowMap map) => new ShadowCopier(map, zero: true).Copy(value);

    /// <summary>A copy that shares nothing that could be written.</summary>
    public static T Copy<T>(T value)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            return value;
        if (Lifted.Here)
        {
            var copy = ZerosLike(value);
            Accumulate(copy, value);
            return copy;
        }

        if (value is null)
            return value;
        return Typed<T>.IsPlainArray ? (T)((Array)(object)value).Clone() : Copied(value, zero: false);
    }

    /// <summary>Into an array that was copied by <see cref="Copy"/>, of elements that carry no derivative.</summary>
    public static void CopyConstants<T>(T? copy, T? original)
        where T : class
    {
        if (original is not null)
            Array.Copy((Array)(object)copy!, (Array)(object)original, ((Array)(object)original).Length);
    }

    /// <summary>Another array of the same arrays.</summary>
    public static T[]? Rows<T>(T[]? arrays)
    {
        if (arrays is null)
            return null;
        var rows = new T[arrays.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = arrays[i];
        return rows;
    }

    static T Copied<T>(T value, bool zero)
    {
        var map = _spare ?? new ShadowMap();
        _spare = null;
        T copy;
        if (Typed<T>.Layout is { IsExact: true } layout && (zero || layout.CanClone))
        {
            copy = zero ? default! : value;
            new ShadowCopier(map, zero).CopyStruct(
                ref Unsafe.As<T, byte>(ref value), ref Unsafe.As<T, byte>(ref copy), layout);
        }
        else
        {
            copy = (T)new ShadowCopier(map, zero).Copy(value)!;
        }
        map.Clear();
        _spare = map;
        return copy;
    }

    /// <summary>Sets the numbers in the elements of an array to zero, and nothing that elements refer to.</summary>
    public static void ClearNumbers(Array array)
    {
        var element = array.GetType().GetElementType()!;
        if (!StackTypes.IsStruct(element) || !(Carriers.HasReferences(element) || Structures.Has(element)))
        {
            Array.Clear(array);
            return;
        }

        for (var index = new ArrayIndex(array); index.MoveNext();)
        {
            if (array.GetValue(index.Current) is { } box) // else a nullable without value
                array.SetValue(WithoutNumbers(box), index.Current);
        }
    }

    /// <summary>A box with its numbers set to zero; what it refers to stays.</summary>
    public static object WithoutNumbers(object box)
    {
        if (StackTypes.IsFloat(box.GetType()))
            return Activator.CreateInstance(box.GetType())!;
        foreach (var field in Carriers.Fields(box.GetType()))
        {
            if (StackTypes.IsFloat(field.FieldType))
                field.SetValue(box, Activator.CreateInstance(field.FieldType));
            else if (StackTypes.IsStruct(field.FieldType) && field.GetValue(box) is { } inner)
                field.SetValue(box, WithoutNumbers(inner));
        }

        return box;
    }

    /// <summary>
    /// Sets all numbers behind references to zero, in place. Numbers directly in a struct stay: it is a copy.
    /// </summary>
    public static void Clear<T>(T value)
    {
        if (Typed<T>.IsPlain || (Typed<T>.CanBeNull && value is null))
            return;
        if (!typeof(T).IsValueType && value is double[] numbers)
        {
            Array.Clear(numbers);
            return;
        }
        var walk = ShadowWalk.Rent();
        if (Typed<T>.Layout is { IsExact: true } layout)
            walk.ClearReferences(ref Unsafe.As<T, byte>(ref value), layout);
        else if (typeof(T).IsValueType)
            ClearStruct(walk, ref value);
        else
            walk.Clear(value);
        walk.Return();
    }

    /// <summary>Adds number by number: in place where there are references, and returned where there are values.</summary>
    public static T Accumulate<T>(T into, T add)
    {
        if (typeof(T) == typeof(double))
            return (T)(object)((double)(object)into! + (double)(object)add!);
        if (typeof(T) == typeof(float))
            return (T)(object)((float)(object)into! + (float)(object)add!);
        if (Typed<T>.IsConstant || into is null || add is null)
            return into;
        var walk = ShadowWalk.Rent();
        var sum = into;
        if (Typed<T>.Layout is { IsExact: true } layout)
            walk.AddData(ref Unsafe.As<T, byte>(ref sum), ref Unsafe.As<T, byte>(ref add), layout);
        else
            sum = (T)walk.Sum(into, add)!;
        walk.Accumulate(null, null);
        walk.Return();
        return sum;
    }

    /// <summary>The transpose of <see cref="Accumulate"/>: the other argument gets what was added.</summary>
    public static void AccumulateTransposed<T>(T into, T add)
        where T : class? => Accumulate(add, into);

    /// <summary>The same for objects to which other threads add meanwhile.</summary>
    public static void AccumulateShared<T>(T into, T add)
        where T : class?
    {
        if (Typed<T>.IsConstant || into is null || add is null)
            return;
        var walk = ShadowWalk.Rent();
        walk.IsShared = true;
        walk.Accumulate(into, add);
        walk.Return();
    }

    /// <param name="x">The original.</param>
    /// <param name="other">What should have its shape.</param>
    /// <param name="parameter">The name of <paramref name="other"/> for the caller.</param>
    /// <param name="apart">They must not share anything that could be written.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="other"/> differs in type, lengths or null references from <paramref name="x"/>; the message says
    /// where.
    /// </exception>
    public static void CheckSameShape<T>(T x, T other, string parameter, bool apart = false)
    {
        if (Typed<T>.IsPlain)
            return;
        if (!typeof(T).IsValueType && x is double[] a && other is double[] b && a.Length == b.Length && a != b)
            return;
        var difference = Typed<T>.Layout is { } layout
            ? ShadowShape.CompareStruct(ref x, ref other, layout, apart)
            : ShadowShape.Compare(x, other, apart);
        if (difference is not null)
            throw new ArgumentException($"{parameter}{difference}.", parameter);
    }

    /// <summary>Whether a variable of the type may hold a number that varies; in doubt yes.</summary>
    public static bool CanCarryDerivative(Type type) => DerivativeTypes.CanCarry(type);

    /// <summary>Whether a value of the type holds numbers itself, not behind a reference.</summary>
    public static bool HasLooseNumbers(Type type) => DerivativeTypes.HasLooseNumbers(type);

    static void ClearStruct<T>(ShadowWalk walk, ref T value)
    {
        foreach (var field in ShadowType.Of(typeof(T)).Fields)
        {
            // The value of a field that is a reference is not boxed.
            if (field.Info.FieldType.IsValueType)
            {
                if (field.Kind == ShadowKind.Struct && ShadowType.Of(field.Info.FieldType).HasReferences)
                    walk.ClearBox(field.Info.GetValue(value)!);
            }
            else if (!field.Keeps)
            {
                walk.Clear(field.Info.GetValueDirect(__makeref(value)));
            }
        }
        walk.Clear(null);
    }

    static bool HoldsNoReferences(Type type) => type.IsPrimitive || type.IsEnum || (type.IsValueType && Array.TrueForAll(
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), f => HoldsNoReferences(f.FieldType)));

    static class Typed<T>
    {
        public static readonly bool IsPlain = typeof(T).IsValueType && ShadowType.Of(typeof(T)).IsPlain;
        // Asking a struct whether it is null would box it in code that is not optimised.
        public static readonly bool CanBeNull = default(T) is null;
        public static readonly ShadowLayout? Layout =
            ShadowType.Of(typeof(T)) is { Kind: ShadowKind.Struct } type ? type.Layout : null;
        public static readonly bool IsPlainArray = typeof(T).IsArray && HoldsNoReferences(typeof(T).GetElementType()!);
        public static readonly bool IsConstant = ShadowType.Of(typeof(T)).Kind == ShadowKind.Constant;
    }
}
