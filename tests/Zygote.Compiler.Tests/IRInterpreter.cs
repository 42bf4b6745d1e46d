using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

using Zygote.IR;

namespace Zygote.Compiler.Tests;

/// <summary>
/// Executes IR by reflection: slow, simple, and the oracle for passes and for emitted code. Values are boxed and have their
/// stack type; addresses are <see cref="Address"/>es. Not supported: byref-like structs, and methods that return a ref,
/// unless <paramref name="lift"/> gives the IR of the callee.
/// </summary>
sealed class IRInterpreter(Func<MethodBase, Function>? lift = null)
{
    /// <summary>Bounds the instructions executed, so that a wrong loop fails instead of hanging.</summary>
    public long Fuel { get; set; } = 10_000_000;

    /// <param name="function">What to execute.</param>
    /// <param name="arguments">Exact types as in the signature; for a ref parameter an <see cref="Address"/>.</param>
    /// <returns>The result in the exact type; null for void.</returns>
    public object? Run(Function function, params object?[] arguments)
    {
        var frame = new Dictionary<Value, object?>();
        Enter(frame, function.Entry, [.. arguments.Select(ToStack)]);
        var block = function.Entry;
        Instruction? guard = null;
        Exception? caught = null;
        while (true)
        {
            try
            {
                foreach (var instruction in block.Instructions)
                {
                    frame[instruction] = instruction.Opcode == Opcode.Caught
                        ? caught
                        : Execute(instruction, [.. instruction.Operands.Select(o => Read(frame, o))]);
                }

                if (guard is not null && block.Terminator is { Opcode: Opcode.Throw or Opcode.Rethrow } thrown)
                    throw (Exception?)Read(frame, thrown.Operands[0]) ?? new NullReferenceException();
            }
            catch (Exception e) when (guard is not null && e is not TimeoutException)
            {
                caught = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
                var handler = guard.Edges[1];
                guard = null;
                Enter(frame, handler.Target, [.. handler.Arguments.Select(a => Read(frame, a))]);
                block = handler.Target;
                continue;
            }

            var end = block.Terminator!;
            object?[] operands = [.. end.Operands.Select(o => Read(frame, o))];
            switch (end.Opcode)
            {
                case Opcode.Return:
                    return operands is [var result] ? ToExact(result, function.ReturnType) : null;
                case Opcode.Throw or Opcode.Rethrow:
                    throw (Exception?)operands[0] ?? new NullReferenceException();
            }

            var edge = end.Edges[EdgeTaken(end, operands)];
            guard = end.Opcode == Opcode.Guard ? end : null;
            Enter(frame, edge.Target, [.. edge.Arguments.Select(a => Read(frame, a))]);
            block = edge.Target;
        }
    }

    static int EdgeTaken(Instruction end, object?[] operands) => end.Opcode switch
    {
        Opcode.Branch or Opcode.Guard => 0,
        Opcode.BranchIf => (int)operands[0]! != 0 ? 0 : 1,
        Opcode.Switch => (int)Math.Min((uint)(int)operands[0]!, (uint)end.Edges.Length - 1),
        _ => throw new NotSupportedException(end.Opcode.ToString()),
    };

    static void Enter(Dictionary<Value, object?> frame, Block block, object?[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
            frame[block.Parameters[i]] = arguments[i];
    }

    static object? Read(Dictionary<Value, object?> frame, Value value) => value switch
    {
        Constant { Content: null } when value.Type.IsValueType => Zero(value.Type),
        Constant { Content: long c } when value.Type == typeof(nint) => (nint)c,
        Constant constant => constant.Content,
        _ => frame[value],
    };

    object? Execute(Instruction i, object?[] operands)
    {
        if (--Fuel < 0)
            throw new TimeoutException("The interpreter ran out of fuel.");

        return i.Opcode switch
        {
            <= Opcode.Not or (>= Opcode.AddChecked and <= Opcode.MulCheckedUn) or Opcode.Shl or Opcode.Shr or Opcode.ShrUn =>
                InterpretedArithmetic.Compute(i.Opcode, operands),
            Opcode.Compare => InterpretedArithmetic.Compare((Comparison)i.Payload!, operands[0], operands[1]) ? 1 : 0,
            Opcode.Convert => InterpretedArithmetic.Convert((Conversion)i.Payload!, operands[0]!),
            Opcode.GetField => ToStack(((FieldInfo)i.Payload!).GetValue(operands[0])),
            Opcode.WithField => With(operands[0]!, (FieldInfo)i.Payload!, operands[1]),
            Opcode.Slot => new SlotAddress((Type)i.Payload!),
            Opcode.FieldAddress => FieldAddress.Of(operands[0], (FieldInfo)i.Payload!),
            Opcode.StaticAddress => new FieldAddress(null, (FieldInfo)i.Payload!),
            Opcode.ElementAddress => ElementAddress.Of((Array?)operands[0], operands[1..]),
            Opcode.Load => ToStack(((Address)operands[0]!).Value),
            Opcode.Store => ((Address)operands[0]!).Write(operands[1]),
            Opcode.Length => ((Array?)operands[0] ?? throw new NullReferenceException()).Length,
            Opcode.NewArray => NewArray((Type)i.Payload!, operands),
            Opcode.NewObject => RuntimeHelpers.GetUninitializedObject((Type)i.Payload!),
            Opcode.Call => Call((MethodBase)i.Payload!, operands, dispatched: false),
            Opcode.CallVirtual => Call((MethodBase)i.Payload!, operands, dispatched: true),
            Opcode.CallFunction => ToStack(Run((Function)i.Payload!, Exact((Function)i.Payload!, operands))),
            Opcode.NewDelegate => NewDelegate(i.Type, (DelegateTarget)i.Payload!, operands[0]),
            Opcode.Box => ToExact(operands[0], (Type)i.Payload!),
            Opcode.UnboxAddress => new BoxAddress(operands[0] ?? throw new NullReferenceException(), (Type)i.Payload!),
            Opcode.Cast => Fits(operands[0], (Type)i.Payload!) ? operands[0] : throw new InvalidCastException(),
            Opcode.IsInstance => ((Type)i.Payload!).IsInstanceOfType(operands[0]) ? operands[0] : null,
            Opcode.UncheckedCast => operands[0],
            Opcode.Token => Token(i.Payload!),
            Opcode.SizeOf => SizeOf((Type)i.Payload!),
            _ => throw new NotSupportedException(i.Opcode.ToString()),
        };
    }

    object? Call(MethodBase method, object?[] operands, bool dispatched)
    {
        object? instance = null;
        var arguments = operands;
        if (!method.IsStatic)
        {
            instance = operands[0] ?? throw new NullReferenceException();
            arguments = operands[1..];
        }

        var isVirtual = method is MethodInfo { IsVirtual: true, IsFinal: false };
        var skipsDispatch = isVirtual && !dispatched && instance is not Address;
        if (lift is not null && (skipsDispatch || method is MethodInfo { ReturnType.IsByRef: true }))
            return Run(lift(method), operands);

        if (instance is Address nullable && Nullable.GetUnderlyingType(method.DeclaringType!) is { } underlying)
            return ToStack(CallNullable(method, nullable, underlying, arguments));

        var parameters = method.GetParameters();
        var before = new object?[arguments.Length];
        for (var i = 0; i < before.Length; i++)
            before[i] = arguments[i] is Address a ? a.Value : ToExact(arguments[i], parameters[i].ParameterType);
        object?[] after = [.. before];
        var target = instance is Address self ? self.Value : instance;
        var targetBefore = target is ValueType ? Copy(target) : null;
        var result = skipsDispatch ? WithoutDispatch((MethodInfo)method, target, after) : Invoke(method, target, after);

        // Invoke copies refs in and out. What the callee did not change is not written: it may have been changed elsewhere.
        for (var i = 0; i < after.Length; i++)
        {
            if (arguments[i] is Address address && !Equals(before[i], after[i]))
                address.Write(after[i]);
        }

        if (instance is Address receiver && !Equals(targetBefore, target))
            receiver.Write(target);
        return ToStack(result);
    }

    static object? Invoke(MethodBase method, object? target, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Boxes hold no nullables, so reflection cannot call their methods.</summary>
    static object? CallNullable(MethodBase method, Address instance, Type type, object?[] arguments) => method.Name switch
    {
        ".ctor" => instance.Write(ToExact(arguments[0], type)),
        "get_HasValue" => instance.Value is not null,
        "get_Value" => instance.Value ?? throw new InvalidOperationException(),
        "GetValueOrDefault" => instance.Value ?? (arguments is [var other] ? ToExact(other, type) : Zero(type)),
        _ => throw new NotSupportedException($"{method}"),
    };

    static object? WithoutDispatch(MethodInfo method, object? target, object?[] arguments)
    {
        var type = Expression.GetDelegateType([.. method.GetParameters().Select(p => p.ParameterType), method.ReturnType]);
        var pointer = method.MethodHandle.GetFunctionPointer();
        var direct = (Delegate)Activator.CreateInstance(type, target, pointer)!;
        return Invoke(type.GetMethod("Invoke")!, direct, arguments);
    }

    static object?[] Exact(Function function, object?[] operands) =>
        [.. operands.Select((o, k) => o is Address ? o : ToExact(o, function.ParameterTypes[k]))];

    static Array NewArray(Type type, object?[] lengths) =>
        Array.CreateInstance(type.GetElementType()!, [.. lengths.Select(InterpretedArithmetic.ToIndex)]);

    static object NewDelegate(Type type, DelegateTarget target, object? instance)
    {
        var method = target.Method;
        if (target.Virtual && instance is not null && !method.DeclaringType!.IsInterface)
        {
            var slot = method.GetBaseDefinition();
            method = instance.GetType().GetMethods(FieldAddress.Any).First(m => m.GetBaseDefinition() == slot);
        }

        return Delegate.CreateDelegate(type, method.IsStatic && instance is null ? null : instance, method);
    }

    static bool Fits(object? value, Type type) => value is null || type.IsInstanceOfType(value);

    static object Token(object member) => member switch
    {
        Type type => type.TypeHandle,
        FieldInfo field => field.FieldHandle,
        _ => ((MethodBase)member).MethodHandle,
    };

    static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    static object With(object structure, FieldInfo field, object? value)
    {
        var copy = Copy(structure);
        field.SetValue(copy, ToExact(value, field.FieldType));
        return copy;
    }

    internal static object? Zero(Type type) =>
        type.IsValueType && Nullable.GetUnderlyingType(type) is null ? RuntimeHelpers.GetUninitializedObject(type) : null;

    internal static object Copy(object box) =>
        typeof(object).GetMethod("MemberwiseClone", FieldAddress.Any)!.Invoke(box, null)!;

    /// <summary>The form a value has on the evaluation stack.</summary>
    internal static object? ToStack(object? value)
    {
        if (value is null or Address || !value.GetType().IsValueType)
            return value;
        var stack = StackTypes.Of(value.GetType());
        return StackTypes.IsInteger(stack)
            ? InterpretedArithmetic.FromInt64(InterpretedArithmetic.ToInt64(value), stack)
            : value;
    }

    /// <summary>The form a value has in memory of the given type.</summary>
    internal static object? ToExact(object? value, Type type)
    {
        if (value is null or Address || type.IsByRef)
            return value;
        if (type.IsEnum)
            return Enum.ToObject(type, ToExact(value, Enum.GetUnderlyingType(type))!);
        var isNumber = StackTypes.IsInteger(StackTypes.Of(type)) && value.GetType() != type;
        return isNumber ? InterpretedArithmetic.FromInt64(InterpretedArithmetic.ToInt64(value), type) : value;
    }
}
