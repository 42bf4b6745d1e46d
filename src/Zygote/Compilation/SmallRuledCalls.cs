using System.Collections.Concurrent;
using System.Reflection;

using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Lifting;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>
/// Methods that stay calls for the sake of their rule, until all derivatives have been taken: small ones are then put in. In
/// loops they would keep vectors away, and arguments alive that only the derivative wants.
/// </summary>
static class SmallRuledCalls
{
    const int MaxBytes = 24;

    static readonly ConcurrentDictionary<MethodInfo, Function?> Bodies = new();

    public static bool Inline(Function function) =>
        Optimizer.Inline(function, call => call is { Opcode: Opcode.Call, Payload: MethodInfo method } ? Body(method) : null);

    static Function? Body(MethodInfo method) =>
        method.IsStatic && StackTypes.IsFloat(method.ReturnType) && method.DeclaringType != typeof(Calculus)
        && !SystemTypes.IsSystem(method.Module.Assembly)
        && RuleTable.Find(method)?.Kind == Rules.RuleKind.Derivative
            ? Bodies.GetOrAdd(method, Lift)
            : null;

    static Function? Lift(MethodInfo method)
    {
        if ((method.MethodImplementationFlags & MethodImplAttributes.NoInlining) != 0
            || method.GetMethodBody()?.GetILAsByteArray() is not { Length: <= MaxBytes } || Lifter.Obstacle(method) is not null)
        {
            return null;
        }

        try
        {
            var body = Lifter.Lift(method);
            Optimizer.Simplify(body);
            return body.Blocks.Count == 1 && !body.Blocks[0].Instructions.Exists(i => i.Opcode == Opcode.Call) ? body : null;
        }
        catch (Refusal)
        {
            return null;
        }
    }
}
