using System;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Variables of inline array types; see <see cref="InlineArrayMembers"/>.</summary>
sealed partial class StackMachine
{
    /// <summary>A call of one of the operations on the array of a variable.</summary>
    static Value InlineArray(Builder builder, string operation, params Value[] arguments)
    {
        var method = typeof(InlineArrayMembers).GetMethod(operation)!;
        return builder.Call(method.MakeGenericMethod(arguments[0].Type.GetElementType()!), arguments);
    }

    public static Value CopyOf(Builder builder, Value array) => InlineArray(builder, nameof(InlineArrayMembers.Value), array);

    public static void Assign(Builder builder, Value variable, Value value)
    {
        if (value is Constant)
            InlineArray(builder, nameof(InlineArrayMembers.Clear), variable);
        else
            InlineArray(builder, nameof(InlineArrayMembers.Assign), variable, value);
    }

    /// <summary>An access to the memory of an inline array: true if it was one.</summary>
    bool InlineArrayAccess(Value address, Type type, Value? stored)
    {
        if (!ExactTypes.IsInlineArray(type))
            return false;
        var array = _builder.Load(Coercions.To(_builder, address, ExactTypes.Of(type).MakeByRefType()));
        if (stored is null)
            Push(CopyOf(_builder, array));
        else
            Assign(_builder, array, stored);
        return true;
    }

    /// <summary>Only variables become arrays; in an array or object an inline array is what it is.</summary>
    void RequireReal(Type type)
    {
        if (ExactTypes.IsInlineArray(type))
            throw Refusals.InlineArrayInside(Span, type);
    }
}
