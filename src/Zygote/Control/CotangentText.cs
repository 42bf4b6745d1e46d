using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;

using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Control;

/// <summary>Cotangents as text: <c>1.5</c>, <c>[1, 2]</c>, <c>(1, [2, 3])</c>, <c>Neuron { Weights = [1, 2], Bias = 3 }</c>.</summary>
sealed class CotangentText
{
    const int MaximalLength = 16;

    readonly StringBuilder _text = new();
    readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);

    public static string Of(object? value)
    {
        var text = new CotangentText();
        text.Append(value);
        return text._text.ToString();
    }

    void Append(object? value)
    {
        if (value is null)
        {
            _text.Append("null");
            return;
        }

        if (value is ValueType)
        {
            AppendContents(value);
            return;
        }

        if (!_open.Add(value) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _text.Append("...");
            return;
        }

        AppendContents(value);
        _open.Remove(value);
    }

    void AppendContents(object value)
    {
        switch (value)
        {
            case ITuple tuple:
                AppendItems('(', Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), tuple.Length, int.MaxValue, ')');
                break;
            case Array { Rank: > 1 } array:
                AppendDimension(array, new int[array.Rank], 0);
                break;
            case IDictionary:
                AppendFields(value);
                break;
            case ICollection collection:
                AppendItems('[', collection.Cast<object?>(), collection.Count, MaximalLength, ']');
                break;
            case IFormattable number when SystemTypes.IsSystem(value.GetType()):
                _text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                AppendFields(value);
                break;
        }
    }

    void AppendDimension(Array array, int[] index, int dimension)
    {
        if (dimension == index.Length)
        {
            Append(array.GetValue(index));
            return;
        }

        var count = array.GetLength(dimension);
        _text.Append('[');
        for (var i = 0; i < count && !Elided(i, count, MaximalLength); i++)
        {
            index[dimension] = i;
            AppendDimension(array, index, dimension + 1);
        }

        _text.Append(']');
    }

    void AppendItems(char open, IEnumerable<object?> items, int count, int maximum, char close)
    {
        _text.Append(open);
        var i = 0;
        foreach (var item in items)
        {
            if (Elided(i++, count, maximum))
                break;
            Append(item);
        }

        _text.Append(close);
    }

    /// <summary>The separator, and what stands for the rest of a long array.</summary>
    bool Elided(int i, int count, int maximum)
    {
        if (i > 0)
            _text.Append(", ");
        if (i < maximum)
            return false;
        _text.Append(CultureInfo.InvariantCulture, $"... {count - i} more");
        return true;
    }

    /// <summary>As a record is written; only what can carry a derivative.</summary>
    void AppendFields(object value)
    {
        var type = ShadowType.Of(value.GetType());
        if (InlineArrays.Is(type.Type))
        {
            AppendItems('[', type.Fields.Select(f => f.Info.GetValue(value)), type.Fields.Length, MaximalLength, ']');
            return;
        }

        _text.Append(Compilation.TypeNames.Of(type.Type)).Append(" {");
        var separator = " ";
        foreach (var field in type.Fields.Where(f => f.Carries))
        {
            _text.Append(separator).Append(ShadowShape.Step(field)[1..]).Append(" = ");
            Append(field.Info.GetValue(value));
            separator = ", ";
        }

        _text.Append(" }");
    }
}
