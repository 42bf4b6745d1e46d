using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Zygote.Behavior.Tests;

/// <summary>The floating point numbers in any value, array or object graph, in a fixed order.</summary>
static class Numbers
{
    public static double[] Read<T>(T x)
    {
        var numbers = new List<double>();
        Map(x, v =>
        {
            numbers.Add(v);
            return v;
        });
        return [.. numbers];
    }

    public static T Clone<T>(T x) => Map(x, v => v);

    /// <summary>A copy of the shape of <paramref name="x"/> with these numbers.</summary>
    public static T With<T>(T x, double[] numbers)
    {
        var i = 0;
        return Map(x, _ => numbers[i++]);
    }

    public static bool AnyFloat<T>(T x)
    {
        var found = false;
        new Copier(v => v) { OnFloat = () => found = true }.Copy(x);
        return found;
    }

    static T Map<T>(T x, Func<double, double> map) => (T)new Copier(map).Copy(x)!;

    sealed class Copier(Func<double, double> map)
    {
        const BindingFlags Declared =
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        static readonly MethodInfo Shallow = typeof(object).GetMethod("MemberwiseClone", Declared)!;

        static readonly MethodInfo InlineElements = typeof(Copier).GetMethod(nameof(CopyInlineElements), Declared)!;

        readonly Dictionary<object, object> _seen = new(ReferenceEqualityComparer.Instance);

        public Action? OnFloat { get; init; }

        public object? Copy(object? x)
        {
            switch (x)
            {
                case double v:
                    return map(v);
                case float v:
                    OnFloat?.Invoke();
                    return (float)map(v);
                case null or string or Delegate or Type or Enum:
                    return x;
            }

            var type = x.GetType();
            if (type.IsPrimitive)
                return x;
            if (type.IsDefined(typeof(InlineArrayAttribute)))
                return InlineElements.MakeGenericMethod(type, type.GetFields(Declared)[0].FieldType).Invoke(this, [x]);
            if (type.IsValueType)
                return Fill(Shallow.Invoke(x, null)!, type);
            if (_seen.TryGetValue(x, out var copy))
                return copy;
            return x switch
            {
                Array array => CopyArray(array),
                IList { IsReadOnly: false } list => CopyList(list, type),
                _ => Fill(_seen[x] = Shallow.Invoke(x, null)!, type),
            };
        }

        object CopyInlineElements<TArray, T>(TArray array)
            where TArray : struct
        {
            foreach (ref var element in MemoryMarshal.CreateSpan(ref Unsafe.As<TArray, T>(ref array), Unsafe.SizeOf<TArray>() / Unsafe.SizeOf<T>()))
                element = (T)Copy(element)!;
            return array;
        }

        object Fill(object copy, Type type)
        {
            for (Type? t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
            {
                foreach (var field in t.GetFields(Declared))
                    field.SetValue(copy, Copy(field.GetValue(copy)));
            }

            return copy;
        }

        Array CopyArray(Array array)
        {
            var copy = (Array)array.Clone();
            _seen[array] = copy;
            if (copy.Length == 0)
                return copy;
            var index = new int[copy.Rank];
            do
                copy.SetValue(Copy(copy.GetValue(index)), index);
            while (Next(index, copy));
            return copy;
        }

        static bool Next(int[] index, Array array)
        {
            for (var d = index.Length - 1; d >= 0; d--)
            {
                if (++index[d] < array.GetLength(d))
                    return true;
                index[d] = 0;
            }

            return false;
        }

        IList CopyList(IList list, Type type)
        {
            var copy = (IList)Activator.CreateInstance(type)!;
            _seen[list] = copy;
            foreach (var item in list)
                copy.Add(Copy(item));
            return copy;
        }
    }
}
