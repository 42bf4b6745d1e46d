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

    static MethodBody BodyOf(MethodBase method)
    {
        if (method.GetType().Namespace == "System.Reflection.Emit")
            throw Refusals.Dynamic(method);
        if (method.ContainsGenericParameters)
            throw Refusals.OpenGeneric(method);
        if (method.IsAbstract)
            throw Refusals.Abstract(method);
        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            throw Refusals.PInvoke(method);
        var implementation = method.GetMethodImplementationFlags();
        if (implementation.HasFlag(MethodImplAttributes.InternalCall))
            throw Refusals.InternalCall(method);
        if ((implementation & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.Runtime)
            throw Refusals.RuntimeImplemented(method);
        if (method.CallingConvention.HasFlag(CallingConventions.VarArgs))
            throw Refusals.VarArgs(new SourceSpan(method, 0));
        return method.GetMethodBody() ?? throw Refusals.NoBody(method);
    }

    /// <summary>
    /// The JIT replaces some methods of the core library by code of its own. Their IL either only throws
    /// (<c>Unsafe.As</c>) or calls itself (<c>Vector128.Add</c>): to lift it would change the meaning or never end.
    /// </summary>
    static bool IsPlaceholder(MethodBase method, List<ILInstruction> code)
    {
        if (!IsIntrinsic(method) && (method.DeclaringType is null || !IsIntrinsic(method.DeclaringType)))
            return false;
        if (code.All(i => i.Opcode != ILOpCode.Ret))
            return true;
        var tokens = new Tokens(method);
        return code.Any(i => i.Opcode == ILOpCode.Call && tokens.Method(i.Number).Equals(method));
    }

    static bool IsIntrinsic(MemberInfo member) =>
        member.CustomAttributes.Any(a => a.AttributeType.Name == "IntrinsicAttribute");
}
