using System;
using System.Linq;
using System.Reflection;

using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compilation;

/// <summary>
/// What is known of a function when its derivative is compiled: the method behind the delegate and, where that is itself a
/// derivative of ours, which one and of what. So the code of AD.Gradient(AD.Gradient(f)) is one program, optimised as a whole.
/// </summary>
/// <param name="Method">Behind the delegate.</param>
/// <param name="Delegate">Its type.</param>
/// <param name="Derived">Where the target is a <see cref="DerivedFunction{TCode}"/>: its class, the request, and its own function.</param>
sealed record FunctionShape(MethodInfo Method, Type Delegate, FunctionShape.Derivation? Derived = null)
{
    /// <summary>The class of a target that is a derivative, which one it is, and of what.</summary>
    public sealed record Derivation(Type Class, int Request, FunctionShape Original);

    static readonly MethodInfo GetTarget = typeof(System.Delegate).GetProperty(nameof(System.Delegate.Target))!.GetMethod!;

    public int Arity => Delegate.GetMethod("Invoke")!.GetParameters().Length;

    /// <summary>The first parameter is the delegate's target.</summary>
    public bool Bound => Signature.ParametersOf(Method).Length == Arity + 1;

    /// <summary>The method is the delegate's own Invoke.</summary>
    bool CallsWhole => typeof(System.Delegate).IsAssignableFrom(Method.DeclaringType);

    /// <summary>A delegate with several targets is called as a whole.</summary>
    public static FunctionShape Of(Delegate f)
    {
        if (!f.HasSingleTarget)
            return new FunctionShape(f.GetType().GetMethod("Invoke")!, f.GetType());
        return f.Target is IDerivedFunction derived
            ? new FunctionShape(f.Method, f.GetType(), new Derivation(f.Target.GetType(), derived.Request, Of(derived.Original)))
            : new FunctionShape(f.Method, f.GetType());
    }

    /// <summary>Of a delegate that is made in the function.</summary>
    public static FunctionShape? Of(Instruction made, Function function)
    {
        if (made is not { Opcode: Opcode.NewDelegate, Payload: DelegateTarget { Virtual: false, Method: var method } }
            || method is { IsStatic: false, DeclaringType.IsValueType: true })
        {
            return null;
        }

        var shape = new FunctionShape(method, made.Type);
        if (shape.Arity != Signature.ParametersOf(method).Length && !shape.Bound)
            return null;
        return made.Operands[0] is Instruction { Opcode: Opcode.NewObject, Payload: Type type } target
            && BaseOf(type) is { } known
            && Stored(function, target, OriginalOf(known)) is Instruction inner && Of(inner, function) is { } original
            && Stored(function, target, RequestOf(known)) is Constant { Content: int request }
            ? shape with { Derived = new Derivation(type, request, original) }
            : shape;
    }

    /// <summary>The target of a delegate of this shape, made anew of what is known.</summary>
    public Value Target(Builder builder, Value target)
    {
        if (Derived is not var (type, request, original))
            return target;
        var known = BaseOf(type)!;
        var before = builder.UncheckedCast(type, target);
        var old = builder.Load(builder.FieldAddress(before, OriginalOf(known)));
        var innerTarget = original.Bound && !original.CallsWhole
            ? original.Target(builder, builder.Call(GetTarget, old))
            : Constant.Zero(typeof(object));
        var made = original.CallsWhole
            ? old
            : builder.NewDelegate(original.Delegate, new DelegateTarget(original.Method), innerTarget);
        var result = builder.NewObject(type);
        builder.Store(builder.FieldAddress(result, OriginalOf(known)), made);
        builder.Store(builder.FieldAddress(result, RequestOf(known)), Constant.Of(request));
        return result;
    }

    static FieldInfo OriginalOf(Type known) => Field(known, "_original");

    static FieldInfo RequestOf(Type known) => Field(known, "_request");

    static FieldInfo Field(Type type, string name) => type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The <see cref="DerivedFunction{TCode}"/> in a class; null where it is not derived from one.</summary>
    static Type? BaseOf(Type type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && t.GetGenericTypeDefinition() == typeof(DerivedFunction<>))
                return t;
        }

        return null;
    }

    /// <summary>The only value that is stored in the field of an object made in the function.</summary>
    static Value? Stored(Function function, Value target, FieldInfo field)
    {
        var stores = function.Blocks.SelectMany(b => b.Instructions).Where(i =>
            i.Opcode == Opcode.Store && i.Operands[0] is Instruction { Opcode: Opcode.FieldAddress, Payload: FieldInfo f } address
            && f.Name == field.Name && f.DeclaringType == field.DeclaringType && Knowledge.WithoutCasts(address.Operands[0]) == target).Take(2).ToArray();
        return stores.Length == 1 ? Knowledge.WithoutCasts(stores[0].Operands[1]) : null;
    }
}
