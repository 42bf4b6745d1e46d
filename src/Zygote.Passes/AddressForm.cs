using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>What an address leads to, without the values that say where: an element of some array, a field of some object.</summary>
/// <param name="Kind">The operation that makes such an address; <see cref="Opcode.Return"/> stands for the null address.</param>
/// <param name="What">The variable, the type of the array or inline array, the key of the field, the boxed type.</param>
/// <param name="Inner">For a field of a struct, an element of an inline array: what the address of that leads to.</param>
sealed record Shape(Opcode Kind, object? What, Shape? Inner)
{
    const Opcode Null = Opcode.Return;

    public static readonly Shape OfNull = new(Null, null, null);

    public bool IsNull => Kind == Null;

    /// <summary>An access would fail.</summary>
    public bool IsNullOrField => IsNull || Inner?.IsNullOrField == true;

    /// <summary>There are other elements before or behind it.</summary>
    public bool IsElement => Kind == Opcode.ElementAddress && (IsInline || ((Type)What!).GetArrayRank() == 1);

    /// <summary>An element of an inline array, whose index is the last part.</summary>
    public bool IsInline => Kind == Opcode.ElementAddress && Inner is not null;

    /// <summary>It may be the same memory as one of another shape, or none: a parameter.</summary>
    public bool IsUnknown => Kind == Opcode.Slot && What is BlockParameter || Inner?.IsUnknown == true;

    public static Shape Fixed(Value address) => new(Opcode.Slot, address, null);

    public static Shape Element(Type arrayType) => new(Opcode.ElementAddress, arrayType, null);

    public static Shape InlineElement(Type type, Shape inner) => new(Opcode.ElementAddress, type, inner);

    public static Shape Field(FieldInfo field, Shape? inner) =>
        new(Opcode.FieldAddress, new FieldKey(field), inner);

    /// <summary>The types of the values that complete the address.</summary>
    public Type[] PartTypes() => Kind switch
    {
        Opcode.ElementAddress when IsInline => [.. Inner!.PartTypes(), typeof(int)],
        Opcode.ElementAddress => [(Type)What!, .. Enumerable.Repeat(typeof(int), ((Type)What!).GetArrayRank())],
        Opcode.FieldAddress => Inner?.PartTypes() ?? [((FieldKey)What!).Field.DeclaringType!],
        Opcode.UnboxAddress => [typeof(object)],
        _ => [],
    };

    /// <summary>Code for the address.</summary>
    public Value Build(Builder builder, Value[] parts, Type type)
    {
        switch (Kind)
        {
            case Opcode.ElementAddress when IsInline:
                var whole = Inner!.Build(builder, parts[..^1], ((Type)What!).MakeByRefType());
                return builder.ElementAddress(whole, parts[^1]);
            case Opcode.ElementAddress:
                return builder.ElementAddress(parts[0], parts[1..]);
            case Opcode.FieldAddress:
                var field = ((FieldKey)What!).Field;
                var container = Inner?.Build(builder, parts, field.DeclaringType!.MakeByRefType()) ?? parts[0];
                return builder.FieldAddress(container, field);
            case Opcode.StaticAddress:
                return builder.StaticAddress(((FieldKey)What!).Field);
            case Opcode.UnboxAddress:
                return builder.Append(Opcode.UnboxAddress, type, What, parts[0]);
            case Null:
                return Constant.Zero(type);
            default:
                return (Value)What!;
        }
    }

    /// <summary>Compares fields by what they are; see <see cref="FieldIdentity"/>.</summary>
    public sealed class FieldKey(FieldInfo field) : IEquatable<FieldKey>
    {
        public FieldInfo Field { get; } = field;

        public bool Equals(FieldKey? other) => other is not null && FieldIdentity.Same(Field, other.Field);

        public override bool Equals(object? obj) => Equals(obj as FieldKey);

        public override int GetHashCode() => FieldIdentity.Comparer.GetHashCode(Field);
    }
}

/// <summary>An address taken apart: one of several shapes, each with its parts; the tag says which, if there are several.</summary>
sealed record AddressForm(Value? Tag, IReadOnlyList<(Shape Shape, Value[] Parts)> Alternatives)
{
    public AddressForm(Shape shape, params Value[] parts)
        : this(null, [(shape, parts)])
    {
    }

    public bool IsSingle => Alternatives.Count == 1;

    public AddressForm Only(int k) => new(null, [Alternatives[k]]);

    public AddressForm Select(Func<Shape, Value[], (Shape, Value[])> map) =>
        new(Tag, [.. Alternatives.Select(a => map(a.Shape, a.Parts))]);
}

/// <summary>Stands for an address within the pass that takes addresses apart.</summary>
sealed class FormValue(Type type, AddressForm form) : Value(type)
{
    public AddressForm Form { get; } = form;
}
