using System;
using System.Reflection;
using System.Runtime.CompilerServices;

using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>
/// Code for a method of a struct where the method of an interface that it implements has a rule: the struct in a box is an
/// instance of the interface, which the rule takes.
/// </summary>
/// <remarks>
///   S::M(&amp;s, x)   =>   %b = Boxed(s); %y = call I::M(%b, x); s = unboxed %b
/// </remarks>
static class StructContracts
{
    static readonly MethodInfo BoxedMethod = typeof(StructContracts).GetMethod(nameof(Boxed), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Null where no rule is met in this way. To be cloned.</summary>
    public static Function? Find(MethodBase method) =>
        method is MethodInfo { IsStatic: false, IsVirtual: true, DeclaringType.IsValueType: true }
        && RuleTable.ContractOfStruct((MethodInfo)method) is { } contract
            ? Make((MethodInfo)method, contract)
            : null;

    static Function Make(MethodInfo method, MethodInfo contract)
    {
        var type = method.DeclaringType!;
        var function = new Function(method.Name, Signature.ParametersOf(method), method.ReturnType, method);
        var builder = new Builder(function.AddEntry()) { Span = new SourceSpan(method, 0) };
        var parameters = function.Entry.Parameters;
        var box = builder.Call(BoxedMethod.MakeGenericMethod(contract.DeclaringType!, type), builder.Load(parameters[0]));
        Value[] arguments = [.. parameters];
        arguments[0] = box;
        var result = builder.Call(contract, arguments); // not virtual: the rule is the interface's, whatever implements it
        if (!IsReadOnly(method) && !IsReadOnly(type))
            builder.Store(parameters[0], builder.Load(builder.Append(Opcode.UnboxAddress, type.MakeByRefType(), type, box)));
        builder.Return(result);
        return function;
    }

    static bool IsReadOnly(MemberInfo member) => member.IsDefined(typeof(IsReadOnlyAttribute), false);

    /// <summary>A call that stays: whose method would be called on a box that is seen to be one is known, and that would be this again.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static TContract Boxed<TContract, T>(T value)
        where T : struct, TContract => value;
}
