using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// The shadows of static fields in the code of one function. Each is an object on the tape, so that it lives for one evaluation
/// and is the same in all functions.
/// </summary>
/// <remarks>
///   store (static.address F), y   =>   ...; store (field.address (StaticShadow.Of tape, F), Value), yDot
/// </remarks>
sealed class StaticShadows(Function function, Value tape, Activity activity)
{
    readonly Dictionary<object, Value> _shadows = [];

    public static FieldInfo ValueOf(FieldInfo field) => ShadowType(field).GetField(nameof(StaticShadow<int>.Value))!;

    /// <summary>The static field in which the location is, itself or as part of a struct.</summary>
    public static FieldInfo? RootField(Value address)
    {
        while (Addresses.Around(address) is { } around)
            address = around;
        return address is Instruction { Opcode: Opcode.StaticAddress, Payload: FieldInfo field } ? field : null;
    }

    /// <summary>The object that holds the shadow; looked up once, where the function begins.</summary>
    public Value Of(FieldInfo field)
    {
        if (_shadows.TryGetValue(MemoryNode.Key(field), out var shadow))
            return shadow;
        var type = ShadowType(field);
        var key = Constant.OfObject(new StaticFieldKey(MemoryNode.Key(field)));
        var call = new Instruction(Opcode.Call, type, [tape, key], type.GetMethod(nameof(StaticShadow<int>.Of)))
        {
            Name = field.Name + "Shadow",
        };
        // Where the tape is known: it may be made by an instruction of the entry.
        function.Entry.Instructions.Insert(tape is Instruction made ? function.Entry.Instructions.IndexOf(made) + 1 : 0, call);
        return _shadows[MemoryNode.Key(field)] = call;
    }

    /// <summary>The instruction may read or write a static field.</summary>
    public static bool IsUse(Instruction user) =>
        user.Opcode is Opcode.Load or Opcode.Store or Opcode.Call or Opcode.CallVirtual or Opcode.CallFunction
        && user.Operands.Any(o => StackTypes.IsAddress(o.Type) && RootField(o) is not null);

    /// <summary>What stands in a field of references when it is met first has a shadow of zeros.</summary>
    public void Prepare(Builder builder, Instruction user)
    {
        foreach (var operand in user.Operands)
        {
            if (!StackTypes.IsAddress(operand.Type) || RootField(operand) is not { } field || !activity.HasShadow(operand)
                || !Carriers.HasReferences(field.FieldType))
            {
                continue;
            }

            var current = builder.Load(builder.StaticAddress(field));
            builder.Call(ShadowType(field).GetMethod(nameof(StaticShadow<int>.Prepare))!, Of(field), tape, current);
        }
    }

    static Type ShadowType(FieldInfo field) => typeof(StaticShadow<>).MakeGenericType(field.FieldType);
}
