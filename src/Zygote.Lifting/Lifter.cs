using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Reads the IL of a method and writes it as IR that means the same.</summary>
static class Lifter
{
    /// <exception cref="Refusal">The method has no IL or holds a construct that is not lifted.</exception>
    public static Function Lift(MethodBase method)
    {
        var body = BodyOf(method);
        var code = ILReader.Read(body.GetILAsByteArray());
        if (IsPlaceholder(method, code))
            throw Refusals.Intrinsic(method);

        var start = new SourceSpan(method, 0);
        var blocks = BlockFinder.Find(code, body.ExceptionHandlingClauses) ?? throw Refusals.InvalidIL(start, "control runs off the end");
        return new StackMachine(method, [.. body.LocalVariables], code, blocks).Run();
    }

    static MethodBody BodyOf(MethodBase method) =>
        Obstacle(method) is { } refusal ? throw refusal : method.GetMethodBody() ?? throw Refusals.NoBody(method);

    /// <summary>Why a method cannot be lifted, as far as its declaration tells; null for no reason.</summary>
    public static Refusal? Obstacle(MethodBase method)
    {
        if (method.GetType().Namespace == "System.Reflection.Emit")
            return Refusals.Dynamic(method);
        if (method.ContainsGenericParameters)
            return Refusals.OpenGeneric(method);
        if (method.IsAbstract)
            return Refusals.Abstract(method);
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            return Refusals.PInvoke(method);
        var implementation = method.GetMethodImplementationFlags();
        if (implementation.HasFlag(MethodImplAttributes.InternalCall))
            return Refusals.InternalCall(method);
        if ((implementation & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Runtime)
            return Refusals.RuntimeImplemented(method);
        if (method.CallingConvention.HasFlag(CallingConventions.VarArgs))
            return Refusals.VarArgs(new SourceSpan(method, 0));
        return null;
    }

    /// <summary>
    /// The JIT replaces some methods of the core library by code of its own. Their IL either only throws
    /// (<c>Unsafe.As</c>) or calls itself (<c>Vector128.Add</c>): to lift it would change the meaning or never end.
    /// </summary>
    static bool IsPlaceholder(MethodBase method, List<ILInstruction> code)
    {
        if (method.Module != typeof(object).Module
            || (!IsIntrinsic(method) && (method.DeclaringType is null || !IsIntrinsic(method.DeclaringType))))
        {
            return false;
        }

        if (code.All(i => i.Opcode != ILOpCode.Ret))
            return true;
        var tokens = new Tokens(method);
        return code.Any(i => i.Opcode == ILOpCode.Call && tokens.Method(i.Number).Equals(method));
    }

    static bool IsIntrinsic(MemberInfo member) =>
        member.CustomAttributes.Any(a => a.AttributeType.Name == "IntrinsicAttribute");
}
