using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Zygote.IR;

namespace Zygote.Emission;

sealed partial class FunctionEmitter
{
    static readonly MethodInfo TypeFromHandle = typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!;

    readonly Dictionary<Type, LocalBuilder> _temporaries = [];
    readonly Dictionary<object, int> _objects = new(ReferenceEqualityComparer.Instance);

    void EmitConstant(Constant constant)
    {
        switch (constant.Content)
        {
            case int i:
                _il.Load(i);
                break;
            case long l when constant.Type == typeof(nint):
                _il.Load(l);
                _il.Emit(OpCodes.Conv_I);
                break;
            case long l:
                _il.Load(l);
                break;
            case double d:
                _il.Load(d);
                break;
            case float f:
                _il.Load(f);
                break;
            case string s:
                _il.Load(s);
                break;
            case null when constant.Type.IsValueType:
                var zero = Temporary(constant.Type);
                _il.Emit(OpCodes.Ldloca, zero);
                _il.Emit(OpCodes.Initobj, constant.Type);
                _il.Emit(OpCodes.Ldloc, zero);
                break;
            case null when constant.Type.IsByRef:
                _il.Load(0);
                _il.Emit(OpCodes.Conv_U);
                break;
            case null:
                _il.Emit(OpCodes.Ldnull);
                break;
            case Type { IsGenericParameter: false } type:
                _il.Emit(OpCodes.Ldtoken, type);
                _il.Emit(OpCodes.Call, TypeFromHandle);
                break;
            case var content:
                if (!_objects.TryGetValue(content, out var index))
                    _objects[content] = index = ObjectConstants.Add(_il.Method, content);
                _il.Emit(OpCodes.Ldsfld, ObjectConstants.TableField);
                _il.Load(index);
                _il.Emit(OpCodes.Ldelem_Ref);
                break;
        }
    }

    /// <summary>A local that holds a struct for the moment between two instructions.</summary>
    LocalBuilder Temporary(Type type)
    {
        if (!_temporaries.TryGetValue(type, out var local))
            _temporaries[type] = local = _il.DeclareLocal(type);
        return local;
    }

    void EmitCall(Instruction call)
    {
        switch (call.Payload)
        {
            case Function function:
                EmitValues(call.Operands);
                _il.Emit(OpCodes.Call, _methodOf(function));
                break;
            case MethodBase method:
                EmitArguments(call.Operands, method);
                // A call to a method of an interface that has a rule is not one of an override whose code is looked at.
                var isVirtual = call.Opcode == Opcode.CallVirtual || method is { IsVirtual: true, IsStatic: false, DeclaringType.IsInterface: true };
                _il.Emit(isVirtual ? OpCodes.Callvirt : OpCodes.Call, OwnMethods.ToCall(method));
                if (method is MethodInfo { ReturnType: { IsByRefLike: true } result } && ExactTypes.Of(result) != result)
                    _il.Emit(OpCodes.Call, Conversion(nameof(NativeSpans.Copy), result));
                break;
        }
    }

    /// <summary>Code that is only called gets spans for views.</summary>
    void EmitArguments(Value[] operands, MethodBase method)
    {
        var parameters = method.GetParameters();
        for (var i = 0; i < operands.Length; i++)
        {
            EmitValue(operands[i]);
            var p = i - (operands.Length - parameters.Length);
            if (p < 0 || !parameters[p].ParameterType.IsByRefLike || parameters[p].ParameterType is not { } type
                || ExactTypes.Of(type) == type)
                continue;
            var isReadOnly = type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>);
            _il.Emit(OpCodes.Call, Conversion(isReadOnly ? nameof(NativeSpans.ToReadOnlySpan) : nameof(NativeSpans.ToSpan), type));
        }
    }

    static MethodInfo Conversion(string name, Type span) =>
        typeof(NativeSpans).GetMethod(name)!.MakeGenericMethod(span.GetGenericArguments());

    void EmitAllocation(Instruction allocation)
    {
        if (_placement.Construction(allocation) is { } call)
        {
            EmitValues(_placement.Operands(allocation));
            _il.Emit(OpCodes.Newobj, (ConstructorInfo)call.Payload!);
            return;
        }

        // A delegate of a static method is always the same; code that is still being made has none yet.
        if (allocation is { Payload: DelegateTarget { OrNull: false, Method: { IsStatic: true } method and not DynamicMethod } }
            && allocation.Operands[0] is Constant { IsZero: true })
        {
            EmitConstant(Constant.OfObject(method.CreateDelegate(allocation.Type)));
            return;
        }

        EmitValues(allocation.Operands);
        switch (allocation.Opcode)
        {
            case Opcode.NewArray when allocation.Operands.Length == 1:
                _il.Emit(OpCodes.Newarr, allocation.Type.GetElementType()!);
                break;
            case Opcode.NewArray:
                var lengths = Enumerable.Repeat(typeof(int), allocation.Operands.Length).ToArray();
                _il.Emit(OpCodes.Newobj, allocation.Type.GetConstructor(lengths)!);
                break;
            case Opcode.NewObject:
                ObjectAllocation.Emit(_il, (Type)allocation.Payload!);
                break;
            default:
                var target = (DelegateTarget)allocation.Payload!;
                var end = _il.DefineLabel();
                if (target.OrNull)
                {
                    // An absent target is an absent delegate.
                    _il.Emit(OpCodes.Dup);
                    _il.Emit(OpCodes.Brfalse, end);
                }

                if (target.Virtual)
                {
                    _il.Emit(OpCodes.Dup);
                    _il.Emit(OpCodes.Ldvirtftn, target.Method);
                }
                else
                {
                    _il.Emit(OpCodes.Ldftn, target.Method);
                }

                _il.Emit(OpCodes.Newobj, allocation.Type.GetConstructor([typeof(object), typeof(nint)])!);
                _il.MarkLabel(end);
                break;
        }
    }

    // An unchecked cast is nothing at run time: the code is not verified.
    void EmitTypeOperation(Instruction instruction)
    {
        EmitValues(instruction.Operands);
        switch (instruction.Opcode)
        {
            case Opcode.Box:
                _il.Emit(OpCodes.Box, (Type)instruction.Payload!);
                break;
            case Opcode.Cast:
                _il.Emit(OpCodes.Castclass, (Type)instruction.Payload!);
                break;
            case Opcode.IsInstance:
                _il.Emit(OpCodes.Isinst, (Type)instruction.Payload!);
                break;
            case Opcode.SizeOf:
                _il.Emit(OpCodes.Sizeof, (Type)instruction.Payload!);
                break;
            case Opcode.Token when instruction.Payload is FieldInfo field:
                _il.Emit(OpCodes.Ldtoken, field);
                break;
            case Opcode.Token when instruction.Payload is MethodBase method:
                _il.Emit(OpCodes.Ldtoken, method);
                break;
            case Opcode.Token:
                _il.Emit(OpCodes.Ldtoken, (Type)instruction.Payload!);
                break;
        }
    }
}
