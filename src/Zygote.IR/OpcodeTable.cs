using System;
using System.Collections.Generic;

namespace Zygote.IR;

/// <summary>What an instruction may do besides computing its result.</summary>
[Flags]
enum Effects
{
    None = 0,

    /// <summary>May raise an exception; must not be executed where it was not before.</summary>
    Throws = 1,

    /// <summary>The result depends on memory.</summary>
    Reads = 2,

    /// <summary>Changes memory or the outside world; must be executed exactly as often as written.</summary>
    Writes = 4,

    /// <summary>Each execution makes a new identity; may be removed when unused, never merged.</summary>
    Allocates = 8,
}

/// <summary>The facts about an opcode. <c>Arity</c> -1 means any number of operands.</summary>
sealed record OpcodeFacts(Opcode Opcode, string Name, int Arity, Effects Effects, Type? Payload, bool IsTerminator);

/// <summary>One row per opcode; the printer, the parser, the builder and the verifier read from here.</summary>
static class OpcodeTable
{
    static readonly OpcodeFacts[] Rows = Build();

    public static OpcodeFacts Facts(this Opcode opcode) => Rows[(int)opcode];

    public static IReadOnlyList<OpcodeFacts> All => Rows;

    static OpcodeFacts[] Build()
    {
        var rows = new OpcodeFacts[(int)Opcode.Rethrow + 1];
        void Row(Opcode opcode, string name, int arity, Effects effects = Effects.None, Type? payload = null, bool end = false) =>
            rows[(int)opcode] = new OpcodeFacts(opcode, name, arity, effects, payload, end);

        Row(Opcode.Add, "add", 2);
        Row(Opcode.Sub, "sub", 2);
        Row(Opcode.Mul, "mul", 2);
        Row(Opcode.Div, "div", 2, Effects.Throws); // integer division only; see Instruction.Effects
        Row(Opcode.Rem, "rem", 2, Effects.Throws);
        Row(Opcode.Neg, "neg", 1);
        Row(Opcode.DivUn, "div.un", 2, Effects.Throws);
        Row(Opcode.RemUn, "rem.un", 2, Effects.Throws);
        Row(Opcode.And, "and", 2);
        Row(Opcode.Or, "or", 2);
        Row(Opcode.Xor, "xor", 2);
        Row(Opcode.Not, "not", 1);
        Row(Opcode.Shl, "shl", 2);
        Row(Opcode.Shr, "shr", 2);
        Row(Opcode.ShrUn, "shr.un", 2);
        Row(Opcode.AddChecked, "add.checked", 2, Effects.Throws);
        Row(Opcode.SubChecked, "sub.checked", 2, Effects.Throws);
        Row(Opcode.MulChecked, "mul.checked", 2, Effects.Throws);
        Row(Opcode.AddCheckedUn, "add.checked.un", 2, Effects.Throws);
        Row(Opcode.SubCheckedUn, "sub.checked.un", 2, Effects.Throws);
        Row(Opcode.MulCheckedUn, "mul.checked.un", 2, Effects.Throws);
        Row(Opcode.Compare, "compare", 2, payload: typeof(Comparison));
        Row(Opcode.Convert, "convert", 1, payload: typeof(Conversion));
        Row(Opcode.GetField, "get.field", 1, payload: typeof(System.Reflection.FieldInfo));
        Row(Opcode.WithField, "with.field", 2, payload: typeof(System.Reflection.FieldInfo));
        Row(Opcode.Slot, "slot", 0, Effects.Allocates, typeof(Type));
        Row(Opcode.FieldAddress, "field.address", 1, Effects.Throws, typeof(System.Reflection.FieldInfo));
        Row(Opcode.StaticAddress, "static.address", 0, Effects.Throws, typeof(System.Reflection.FieldInfo));
        Row(Opcode.ElementAddress, "element.address", -1, Effects.Throws);
        Row(Opcode.Load, "load", 1, Effects.Reads);
        Row(Opcode.Store, "store", 2, Effects.Writes);
        Row(Opcode.Length, "length", 1, Effects.Throws);
        Row(Opcode.NewArray, "new.array", -1, Effects.Allocates | Effects.Throws, typeof(Type));
        Row(Opcode.NewObject, "new.object", 0, Effects.Allocates, typeof(Type));
        Row(Opcode.Call, "call", -1, Effects.Reads | Effects.Writes | Effects.Throws, typeof(System.Reflection.MethodBase));
        Row(Opcode.CallVirtual, "call.virtual", -1, Effects.Reads | Effects.Writes | Effects.Throws, typeof(System.Reflection.MethodInfo));
        Row(Opcode.CallFunction, "call.function", -1, Effects.Reads | Effects.Writes | Effects.Throws, typeof(Function));
        Row(Opcode.NewDelegate, "new.delegate", 1, Effects.Allocates | Effects.Throws, typeof(DelegateTarget));
        Row(Opcode.Box, "box", 1, Effects.Allocates, typeof(Type));
        Row(Opcode.UnboxAddress, "unbox.address", 1, Effects.Throws, typeof(Type));
        Row(Opcode.Cast, "cast", 1, Effects.Throws, typeof(Type));
        Row(Opcode.IsInstance, "is.instance", 1, payload: typeof(Type));
        Row(Opcode.UncheckedCast, "cast.unchecked", 1, payload: typeof(Type));
        Row(Opcode.Token, "token", 0, payload: typeof(System.Reflection.MemberInfo));
        Row(Opcode.SizeOf, "sizeof", 0, payload: typeof(Type));
        Row(Opcode.Caught, "caught", 0, Effects.Reads | Effects.Writes); // never moved: the next guard may replace it
        Row(Opcode.Branch, "br", 0, end: true);
        Row(Opcode.BranchIf, "br.if", 1, end: true);
        Row(Opcode.Switch, "switch", 1, end: true);
        Row(Opcode.Return, "return", -1, end: true);
        Row(Opcode.Guard, "guard", 0, end: true);
        Row(Opcode.Throw, "throw", 1, end: true);
        Row(Opcode.Rethrow, "rethrow", 1, end: true);
        return rows;
    }
}
