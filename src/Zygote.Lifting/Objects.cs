using System;
using System.Reflection;

using Zygote.IR;

using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Zygote.Lifting;

/// <summary>Creation of objects, boxes and delegates, type tests, handles and literals.</summary>
sealed partial class StackMachine
{
    bool Objects(ILInstruction i)
    {
        switch (i.Opcode)
        {
            case ILOpCode.Ldnull:
                Push(Constant.Zero(typeof(object)));
                return true;
            case ILOpCode.Ldstr:
                Push(Constant.Of(_tokens.String(i.Number)));
                return true;
            case ILOpCode.Newobj:
                NewObject(_tokens.Method(i.Number));
                return true;
            case ILOpCode.Ldftn:
                Push(new FunctionPointer(Function(i), isVirtual: false));
                return true;
            case ILOpCode.Ldvirtftn:
                Pop();
                var function = Function(i);
                Push(new FunctionPointer(function, function is { IsVirtual: true, IsFinal: false }));
                return true;
            case ILOpCode.Box:
                var boxed = _tokens.Type(i.Number);
                if (boxed.IsValueType)
                    Push(Box(PopAs(boxed), boxed));
                return true;
            case ILOpCode.Unbox:
                Push(Unbox(Pop(), _tokens.Type(i.Number)));
                return true;
            case ILOpCode.Unbox_any:
                var unboxed = _tokens.Type(i.Number);
                var box = PopAs(typeof(object));
                Push(!unboxed.IsValueType ? _builder.Cast(unboxed, box)
                    : NullableBoxes.UnboxOf(unboxed) is { } unbox ? _builder.Call(unbox, box)
                    : _builder.Load(Unbox(box, unboxed)));
                return true;
            case ILOpCode.Castclass:
                Push(_builder.Cast(_tokens.Type(i.Number), PopAs(typeof(object))));
                return true;
            case ILOpCode.Isinst:
                var tested = _tokens.Type(i.Number);
                var result = tested.IsValueType ? typeof(object) : tested;
                Push(_builder.Append(Opcode.IsInstance, result, tested, PopAs(typeof(object))));
                return true;
            case ILOpCode.Ldtoken:
                Push(Token(_tokens.Member(i.Number)));
                return true;
            case ILOpCode.Sizeof:
                Push(_builder.Append(Opcode.SizeOf, typeof(int), _tokens.RealType(i.Number)));
                return true;
            default:
                return false;
        }
    }

    void NewObject(MethodBase constructor)
    {
        var type = constructor.DeclaringType!;
        if (type == typeof(string))
            throw Refusals.StringConstructor(Span);
        if (type.IsArray)
            NewMultiArray(constructor);
        else if (type.IsSubclassOf(typeof(Delegate)))
            NewDelegate(type);
        else if (type.IsValueType)
            NewStruct(type, constructor);
        else
            NewClass(type, constructor);
    }

    void NewClass(Type type, MethodBase constructor)
    {
        var arguments = PopArguments(constructor);
        var instance = _builder.NewObject(type);
        _builder.Call(constructor, [instance, .. arguments]);
        Push(instance);
    }

    void NewStruct(Type type, MethodBase constructor)
    {
        var arguments = PopArguments(constructor);
        var slot = _variables.NewSlot(ExactTypes.Of(type));
        _builder.Store(slot, Constant.Zero(type)); // in a loop the slot holds the last round's struct
        _builder.Call(Replacements.Find(constructor) ?? constructor, [slot, .. arguments]);
        Push(_builder.Load(slot));
    }

    void NewDelegate(Type type)
    {
        if (PopAny() is not FunctionPointer pointer)
            throw Refusals.FunctionPointer(Span);
        Push(_builder.NewDelegate(type, pointer.Target, PopAs(typeof(object))));
    }

    MethodInfo Function(ILInstruction i) =>
        _constraint is null && _tokens.Method(i.Number) is MethodInfo method ? method : throw Refusals.FunctionPointer(Span);

    Value Box(Value value, Type type) => NullableBoxes.BoxOf(type) is { } box
        ? _builder.Call(box, value)
        : _builder.Append(Opcode.Box, typeof(object), type, value);

    Value Unbox(Value value, Type type)
    {
        var box = Coercions.To(_builder, value, typeof(object));
        if (NullableBoxes.UnboxOf(type) is not { } unbox)
            return _builder.Append(Opcode.UnboxAddress, type.MakeByRefType(), type, box);
        var slot = _variables.NewSlot(type);
        _builder.Store(slot, _builder.Call(unbox, box));
        return slot;
    }

    Instruction Token(MemberInfo member) =>
        _builder.Append(Opcode.Token, member switch
        {
            Type => typeof(RuntimeTypeHandle),
            FieldInfo => typeof(RuntimeFieldHandle),
            _ => typeof(RuntimeMethodHandle),
        }, member);
}
