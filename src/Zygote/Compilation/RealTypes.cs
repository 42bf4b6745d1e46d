using System;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// What is emitted touches the memory of real programs, where a span is a span and not a view. Whoever is called gets spans
/// by value; a span in a field or behind a ref could only be misread, so it is refused here if no pass has removed it.
/// </summary>
static class RealTypes
{
    public static void Require(Function function)
    {
        foreach (var i in function.Blocks.SelectMany(b => b.Instructions))
        {
            switch (i.Opcode)
            {
                case Opcode.FieldAddress or Opcode.GetField or Opcode.WithField when ExactTypes.Of((FieldInfo)i.Payload!) != ((FieldInfo)i.Payload!).FieldType:
                    throw Refusals.SpanInField(i.Span, (FieldInfo)i.Payload!);
                case Opcode.Slot or Opcode.WithField when ExactTypes.IsReplaced(i.Payload as Type ?? i.Type):
                    throw Refusals.RefStruct(i.Span, i.Payload as Type ?? i.Type);
                case Opcode.Call or Opcode.CallVirtual:
                    RequireCall(i, (MethodBase)i.Payload!);
                    break;
            }
        }
    }

    static bool IsReplaced(Type type) => ExactTypes.Of(type) != type;

    static void RequireCall(Instruction call, MethodBase method)
    {
        if (Addresses.Operation(call) is nameof(Addresses.ArrayOf) or nameof(Addresses.IndexOf))
            throw Refusals.UnknownAddress(call.Span);
        if (method.DeclaringType?.Assembly == typeof(View<>).Assembly)
            return;
        var byValue = method.GetParameters().Any(p => ExactTypes.HasReplacedFields(p.ParameterType))
            || ExactTypes.HasReplacedFields((method as MethodInfo)?.ReturnType ?? typeof(void));
        var isGiven = byValue || (!method.IsStatic && method.DeclaringType is { } owner && ExactTypes.IsReplaced(owner))
            || method.GetParameters().Any(p => p.ParameterType.HasElementType && !p.ParameterType.IsArray
                && (p.ParameterType.IsPointer
                    ? call.Operands[p.Position + (method.IsStatic ? 0 : 1)].Type.IsByRef
                    : ExactTypes.IsReplaced(p.ParameterType.GetElementType()!)));
        var isTaken = method is MethodInfo { ReturnType: { IsByRefLike: true } result } && IsReplaced(result)
            && result.GetGenericTypeDefinition() != typeof(ReadOnlySpan<>);
        if (isGiven || isTaken)
            throw Refusals.SpanMember(call.Span, method);
    }
}
