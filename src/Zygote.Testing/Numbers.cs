using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Testing;

/// <summary>The least precise type of the numbers in a value.</summary>
enum Precision
{
    Double,
    Single,
    Half,
}

/// <summary>
/// Takes a value apart into its real numbers and puts it together again: arrays, tuples, structs, objects, lists, graphs of
/// these. By reflection, and so independent of how derivatives do the same. Everything that is no real number is constant.
/// </summary>
static class Numbers
{
    /// <summary>The numbers, in an order that the type and the shape of the value determine.</summary>
    public static double[] Read<T>(T value)
    {
        if (value is double number)
            return [number];
        if (value is double[] vector)
            return [.. vector];
        var numbers = new List<double>();
        Walk(value, (_, x, _) =>
        {
            numbers.Add(x);
            return x;
        });
        return [.. numbers];
    }

    /// <summary>A deep copy with other numbers.</summary>
    public static T With<T>(T value, double[] numbers)
    {
        var next = 0;
        return Walk(value, (_, _, _) => numbers[next++]);
    }

    public static T Copy<T>(T value) => Walk(value, (_, x, _) => x);

    /// <summary>What to call each number: a path from the root.</summary>
    public static string[] Names<T>(T value, string root)
    {
        var names = new List<string>();
        Walk(
            value,
            (path, x, _) =>
            {
                names.Add(path!);
                return x;
            },
            root);
        return [.. names];
    }

    public static Precision PrecisionOf<T>(T value)
    {
        var least = Precision.Double;
        Walk(value, (_, x, precision) =>
        {
            least = precision > least ? precision : least;
            return x;
        });
        return least;
    }

    delegate double Visit(string? path, double number, Precision precision);

    static T Walk<T>(T value, Visit visit, string? root = null) =>
        (T)new Walker(visit).Copy(value, root)!;

    sealed class Walker(Visit visit)
    {
        /// <summary>Copies of objects, so that what was one object stays one, and is visited once.</summary>
        readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

        public object? Copy(object? value, string? path)
        {
            switch (value)
            {
                case null or string or Delegate or Type:
                    return value;
                case double x:
                    return visit(path, x, Precision.Double);
                case float x:
                    return (float)visit(path, x, Precision.Single);
                case Half x:
                    return (Half)visit(path, (double)x, Precision.Half);
            }

            var type = value.GetType();
            if (type.IsPrimitive || type.IsEnum || type == typeof(decimal))
                return value;
            if (type.IsValueType)
                return CopyFields(value, value, path);
            if (_copies.TryGetValue(value, out var known))
                return known;
            return value switch
            {
                Array array => CopyArray(array, path),
                IList list when IsListOrDictionary(type, typeof(List<>)) => CopyList(list, path),
                IDictionary dictionary when IsListOrDictionary(type, typeof(Dictionary<,>)) => CopyDictionary(dictionary, path),
                _ when IsOfPlatform(type) => Opaque(value, type),
                _ => CopyObject(value, path),
            };
        }

        static bool IsListOrDictionary(Type type, Type definition) =>
            type.IsConstructedGenericType && type.GetGenericTypeDefinition() == definition;

        static bool IsOfPlatform(Type type) =>
            type.Assembly == typeof(object).Assembly && !type.IsAssignableTo(typeof(ITuple));

        /// <summary>Objects of the platform are constants, unless that would hide numbers.</summary>
        static object Opaque(object value, Type type) =>
            type.IsAssignableTo(typeof(IEnumerable))
                ? throw new ArgumentException($"Numbers in a {type} cannot be varied; pass them in an array, a list or an object.")
                : value;

        Array CopyArray(Array array, string? path)
        {
            var copy = (Array)array.Clone();
            _copies.Add(array, copy);
            if (array.Length == 0)
                return copy;
            var indices = new int[array.Rank];
            for (var i = 0; i < array.Rank; i++)
                indices[i] = array.GetLowerBound(i);
            do
            {
                copy.SetValue(Copy(array.GetValue(indices), path is null ? null : $"{path}[{string.Join(", ", indices)}]"), indices);
            }
            while (Next(array, indices));
            return copy;
        }

        static bool Next(Array array, int[] indices)
        {
            for (var d = array.Rank - 1; d >= 0; d--)
            {
                if (++indices[d] <= array.GetUpperBound(d))
                    return true;
                indices[d] = array.GetLowerBound(d);
            }
            return false;
        }

        object CopyList(IList list, string? path)
        {
            var copy = (IList)Activator.CreateInstance(list.GetType(), list.Count)!;
            _copies.Add(list, copy);
            for (var i = 0; i < list.Count; i++)
                copy.Add(Copy(list[i], path is null ? null : $"{path}[{i}]"));
            return copy;
        }

        object CopyDictionary(IDictionary dictionary, string? path)
        {
            var copy = (IDictionary)Activator.CreateInstance(dictionary.GetType(), dictionary.GetType().GetProperty("Comparer")!.GetValue(dictionary))!;
            _copies.Add(dictionary, copy);
            foreach (DictionaryEntry entry in dictionary)
                copy.Add(entry.Key, Copy(entry.Value, path is null ? null : string.Create(CultureInfo.InvariantCulture, $"{path}[{entry.Key}]")));
            return copy;
        }

        object CopyObject(object value, string? path)
        {
            var copy = RuntimeHelpers.GetUninitializedObject(value.GetType());
            _copies.Add(value, copy);
            return CopyFields(value, copy, path);
        }

        /// <summary>Into <paramref name="copy"/>, which for a struct may be the box that the value came in.</summary>
        object CopyFields(object value, object copy, string? path)
        {
            const BindingFlags Declared =
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            var result = value.GetType().IsValueType ? RuntimeHelpers.GetUninitializedObject(value.GetType()) : copy;
            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(Declared))
                    field.SetValue(result, Copy(field.GetValue(value), path is null ? null : $"{path}.{NameOf(field)}"));
            }
            return result;
        }

        /// <summary>The name of the property where the compiler made the field.</summary>
        static string NameOf(FieldInfo field) =>
            field.Name[0] == '<' && field.Name.IndexOf('>') is var end and > 1 ? field.Name[1..end] : field.Name;
    }
}
