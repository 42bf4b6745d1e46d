using System;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Compiler.Tests;

/// <summary>A place that holds a value: the interpreter's counterpart of a managed pointer.</summary>
abstract class Address
{
    /// <summary>The content, boxed in its exact type.</summary>
    public object? Value
    {
        get => Get();
        set => Set(value is ValueType and not Enum ? IRInterpreter.Copy(value) : value);
    }

    protected abstract Type Type { get; }

    /// <summary>Stores a value that has its stack type; null, so that it can stand in an expression.</summary>
    public object? Write(object? value)
    {
        Value = IRInterpreter.ToExact(value, Type);
        return null;
    }

    protected abstract object? Get();

    protected abstract void Set(object? value);
}

/// <summary>A variable of its own; tests use it for the arguments of ref parameters.</summary>
sealed class SlotAddress(Type type) : Address
{
    object? _content = IRInterpreter.Zero(type);

    protected override Type Type => type;

    protected override object? Get() => _content is ValueType ? IRInterpreter.Copy(_content) : _content;

    protected override void Set(object? value) => _content = value;
}

/// <summary>A field of an object, of a struct somewhere else, or static.</summary>
sealed class FieldAddress(object? container, FieldInfo info) : Address
{
    public const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    protected override Type Type => info.FieldType;

    public static FieldAddress Of(object? container, FieldInfo info) =>
        new(container ?? throw new NullReferenceException(), info);

    protected override object? Get() => info.GetValue(container is Address outer ? outer.Value : container);

    protected override void Set(object? value)
    {
        if (container is not Address outer)
        {
            info.SetValue(container, value);
            return;
        }

        var structure = outer.Value;
        info.SetValue(structure, value);
        outer.Value = structure;
    }
}

sealed class ElementAddress(Array array, int[] indices) : Address
{
    protected override Type Type => array.GetType().GetElementType()!;

    public static ElementAddress Of(Array? array, object?[] indices)
    {
        if (array is null)
            throw new NullReferenceException();
        int[] numbers = [.. indices.Select(InterpretedArithmetic.ToIndex)];
        for (var d = 0; d < numbers.Length; d++)
        {
            if ((uint)numbers[d] >= (uint)array.GetLength(d))
                throw new IndexOutOfRangeException();
        }

        return new ElementAddress(array, numbers);
    }

    protected override object? Get() => array.GetValue(indices);

    protected override void Set(object? value) => array.SetValue(value, indices);
}

/// <summary>The inside of a box. Read only: C# never writes there.</summary>
sealed class BoxAddress : Address
{
    readonly object _box;
    readonly Type _type;

    public BoxAddress(object box, Type type)
    {
        if (box.GetType() != (Nullable.GetUnderlyingType(type) ?? type))
            throw new InvalidCastException();
        (_box, _type) = (box, type);
    }

    protected override Type Type => _type;

    protected override object? Get() => _box;

    protected override void Set(object? value) => throw new NotSupportedException("write into a box");
}
