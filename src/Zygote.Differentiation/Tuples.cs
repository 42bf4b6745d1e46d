using System;
using System.Collections.Generic;
using System.Linq;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Several results of a function as one type: none is void, one is itself, more are a <c>ValueTuple</c>, nested past seven.
/// </summary>
static class Tuples
{
    static readonly Type[] Generic =
    [
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
        typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
    ];

    public static Type TypeOf(IReadOnlyList<Type> items) => items.Count switch
    {
        0 => typeof(void),
        1 => items[0],
        _ => Compound([.. items]),
    };

    public static Value Make(Builder builder, IReadOnlyList<Type> types, IReadOnlyList<Value> items)
    {
        if (types.Count == 1)
            return items[0];
        var type = Compound([.. types]);
        return Fill(builder, type, items);
    }

    /// <summary>Item <paramref name="index"/> of what <see cref="Make"/> made of <paramref name="count"/> items.</summary>
    public static Value Item(Builder builder, Value tuple, int count, int index)
    {
        if (count == 1)
            return tuple;
        for (; index >= 7; index -= 7)
            tuple = builder.GetField(tuple, tuple.Type.GetField("Rest")!);
        return builder.GetField(tuple, tuple.Type.GetField("Item" + (index + 1))!);
    }

    public static bool Is(Type type) => type.IsGenericType && Array.IndexOf(Generic, type.GetGenericTypeDefinition()) >= 0;

    static Type Compound(Type[] items) =>
        items.Length <= 7
            ? Generic[items.Length - 1].MakeGenericType(items)
            : Generic[7].MakeGenericType([.. items[..7], Compound(items[7..])]);

    static Value Fill(Builder builder, Type type, IReadOnlyList<Value> items)
    {
        Value result = Constant.Zero(type);
        for (var i = 0; i < Math.Min(7, items.Count); i++)
            result = builder.WithField(result, type.GetField("Item" + (i + 1))!, items[i]);
        if (items.Count <= 7)
            return result;
        var rest = type.GetField("Rest")!;
        return builder.WithField(result, rest, Fill(builder, rest.FieldType, [.. items.Skip(7)]));
    }
}
