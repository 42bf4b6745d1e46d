using System;
using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>
/// Anything an instruction can use. The type is a stack type (<see cref="StackTypes"/>): int, long, nint, float, double,
/// a struct, a class or interface, or an address <c>T&amp;</c>; void for instructions without a result.
/// </summary>
abstract class Value
{
    // The passes keep values in tables all the time; the runtime's own hash codes cost several times this.
    [ThreadStatic]
    static int t_count;

    readonly int _hash = ++t_count;

    protected Value(Type type) => Type = type;

    /// <summary>Where it stood in the <see cref="Uses"/> computed last; in emission its number in the function.</summary>
    internal int Order { get; set; }

    public Type Type { get; set; }

    /// <summary>The user's name for it, where one is known.</summary>
    public ValueName? Name { get; set; }

    /// <summary>Takes a name unless it has one.</summary>
    public void Offer(ValueName? name) => Name = Name?.Or(name) ?? name;

    public sealed override int GetHashCode() => _hash;
}

/// <summary>A constant. Constants live in no block and may be created at will; compare them by content.</summary>
sealed class Constant : Value
{
    Constant(Type type, object? content)
        : base(type) => Content = content;

    /// <summary>
    /// int, long (also for nint), float, double or string; null for a null reference and for the zero value of a struct;
    /// any other object for a reference that generated code holds.
    /// </summary>
    public object? Content { get; }

    public bool IsZero => Content switch
    {
        null => true,
        int i => i == 0,
        long l => l == 0,
        double d => BitConverter.DoubleToInt64Bits(d) == 0,
        float s => BitConverter.SingleToInt32Bits(s) == 0,
        _ => false,
    };

    public static Constant Of(int value) => new(typeof(int), value);

    public static Constant Of(long value) => new(typeof(long), value);

    public static Constant Of(double value) => new(typeof(double), value);

    public static Constant Of(float value) => new(typeof(float), value);

    public static Constant Of(string value) => new(typeof(string), value);

    /// <summary>A reference to an object that lives as long as the code, for example a call site's cache.</summary>
    public static Constant OfObject(object content) => new(content.GetType(), content);

    public static Constant NativeInt(long value) => new(typeof(nint), value);

    /// <summary>A number of a floating point type.</summary>
    public static Constant Number(Type type, double value) => type == typeof(float) ? Of((float)value) : Of(value);

    /// <summary>The zero of any type: 0, 0.0, null, default.</summary>
    public static Constant Zero(Type type)
    {
        var stack = StackTypes.Of(type);
        return stack == typeof(int) ? Of(0)
            : stack == typeof(long) ? Of(0L)
            : stack == typeof(nint) ? NativeInt(0)
            : stack == typeof(double) ? Of(0.0)
            : stack == typeof(float) ? Of(0f)
            : new Constant(stack, null);
    }

    public bool SameAs(Constant other) =>
        Type == other.Type && (Content, other.Content) switch
        {
            (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
            (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
            var (a, b) => Equals(a, b),
        };
}

/// <summary>
/// A value of another function, in a draft that is not complete yet: reverse code names the primal values it needs in this
/// way until it is decided how each reaches it. To every pass it is a leaf, like a constant.
/// </summary>
sealed class OuterValue(Value source) : Value(source.Type)
{
    public Value Source { get; } = source;
}

/// <summary>A value that a block receives from the edge through which it is entered.</summary>
sealed class BlockParameter : Value
{
    public BlockParameter(Block block, Type type)
        : base(type) => Block = block;

    public Block Block { get; }
}

/// <summary>One operation; itself the value it computes.</summary>
sealed class Instruction : Value
{
    public Instruction(Opcode opcode, Type type, Value[] operands, object? payload = null, SourceSpan span = default)
        : base(type)
    {
        Opcode = opcode;
        Operands = operands;
        Payload = payload;
        Span = span;
    }

    public Opcode Opcode { get; }

    public Value[] Operands { get; }

    /// <summary>What the opcode's row in <see cref="OpcodeTable"/> names: a field, a method, a type, ...</summary>
    public object? Payload { get; }

    /// <summary>Outgoing edges; empty unless this is a terminator that goes on.</summary>
    public Edge[] Edges { get; init; } = [];

    public SourceSpan Span { get; set; }

    /// <summary>The table's effects, made precise: floating point division never throws.</summary>
    public Effects Effects =>
        Opcode is Opcode.Div or Opcode.Rem && (Type == typeof(double) || Type == typeof(float))
            ? Effects.None
            : Opcode == Opcode.Convert && ((Conversion)Payload!).Checked ? Effects.Throws : Opcode.Facts().Effects;
}

/// <summary>A way from one block to another, with the values for the target's parameters.</summary>
sealed class Edge
{
    public Edge(Block target, params IEnumerable<Value> arguments)
    {
        Target = target;
        Arguments = [.. arguments];
    }

    public Block Target { get; set; }

    public List<Value> Arguments { get; }
}
