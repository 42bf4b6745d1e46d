using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Lifting;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>The IR of methods, and which calls are replaced by the code of what they call.</summary>
sealed class Programs
{
    /// <summary>Larger functions stay calls: beyond this the JIT compiles no longer with full effort.</summary>
    const int CalleeLimit = 600;
    public const int CallerLimit = 4000;

    readonly ConcurrentDictionary<MethodBase, object> _lifted = new();
    readonly ConcurrentDictionary<MethodBase, bool> _recursive = new();
    readonly Dictionary<MethodBase, Function> _expanded = [];
    int _nestedCount;

    /// <summary>The body for a call of a derivative that the function takes; its last argument says whether there is room.</summary>
    public Func<Function, Instruction, bool, Function?>? NestedBody { get; set; }

    /// <summary>The lifted and simplified body, to be cloned.</summary>
    /// <exception cref="Refusal">It cannot be lifted.</exception>
    public Function Lifted(MethodBase method)
    {
        if (StructContracts.Find(method) is { } boxing)
            return boxing;
        var result = Lift(method);
        return result as Function ?? throw (Refusal)result;
    }

    /// <summary>The function, or the refusal; exceptions take long, above all the first one in a process.</summary>
    object Lift(MethodBase method) => _lifted.GetOrAdd(method, static m =>
    {
        if (LaneCode.Find(m) is { } lanes)
            return lanes;
        if (Lifter.Obstacle(m) is { } obstacle)
            return obstacle;
        try
        {
            var function = Lifter.Lift(m);
            OtherShapes.RequireReading(function);
            Optimizer.Simplify(function);
            if (Optimizer.EliminateTailCalls(function))
                Optimizer.Simplify(function);
            return function;
        }
        catch (Refusal refusal)
        {
            return refusal;
        }
    });

    /// <summary>The same with its calls inlined: the forms of a derivative have this in common. To be cloned.</summary>
    public Function Expanded(MethodBase method, Predicate<MethodBase> hasRule)
    {
        if (_expanded.TryGetValue(method, out var known))
            return known;
        var function = Cloning.Copy(Lifted(method));
        var before = _nestedCount;
        InlineCalls(function, hasRule);
        if (_nestedCount == before) // derivatives belong to the scope in which they were made
            _expanded[method] = function;
        return function;
    }

    /// <summary>Which calls are inlined depends on the rules.</summary>
    public void RulesChanged() => _expanded.Clear();

    public bool CanLift(MethodBase method) => TryLift(method) is not null;

    /// <summary>Replaces calls by bodies until only those are left that must stay calls.</summary>
    /// <param name="function">To be changed.</param>
    /// <param name="hasRule">Calls of such a method stay.</param>
    /// <param name="isDerivative">It has been differentiated; see <see cref="Levels"/>.</param>
    /// <returns>Were there any?</returns>
    public bool InlineCalls(Function function, Predicate<MethodBase> hasRule, bool isDerivative = false)
    {
        for (var round = 0; round < 16; round++)
        {
            var size = function.Size;
            if (!Optimizer.Inline(function, call => BodyFor(function, call, hasRule, size < CallerLimit, isDerivative)))
                return round > 0;
            Optimizer.Simplify(function);
        }

        return true;
    }

    /// <param name="caller">Has the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="hasRule">Calls of such a method stay.</param>
    /// <param name="hasRoom">Else only what must go is replaced.</param>
    /// <param name="isDerivative">The caller is the code of a derivative.</param>
    Function? BodyFor(Function caller, Instruction call, Predicate<MethodBase> hasRule, bool hasRoom, bool isDerivative)
    {
        if (NestedBody?.Invoke(caller, call, hasRoom) is { } nested)
        {
            _nestedCount++;
            return nested;
        }

        if (call.Opcode != Opcode.Call || call.Payload is not MethodBase method)
            return null;
        if (isDerivative && Levels.Outside(method) is { } outside)
            return CallOf(outside);
        if (Substitutions.Find(method, call.Operands) is { } substitute)
            return hasRoom || MustInline(substitute) ? Lifted(substitute) : CallOf(substitute);
        if (hasRule(method) || LaneBuilder.IsOriginal(call))
            return null;
        if (LaneCode.Find(method) is { } lanes)
            return lanes;
        if (StructContracts.Find(method) is { } boxing)
            return boxing;
        var must = MustInline(method);
        if (!must && (!hasRoom || StaysCall(method) || !IsWorthLifting(method)))
            return null;
        if (IsRecursive(method)) // after those: it reads all that the method calls
            return null;
        return TryLift(method) is { } body && (must || body.Size <= CalleeLimit) ? body : null;
    }

    /// <summary>A body that is a call and nothing else.</summary>
    public static Function CallOf(MethodInfo method)
    {
        var function = new Function(method.Name, Signature.ParametersOf(method), method.ReturnType, method);
        var builder = new Builder(function.AddEntry()) { Span = new SourceSpan(method, 0) };
        var call = builder.Call(method, [.. function.Entry.Parameters]);
        builder.Return(method.ReturnType == typeof(void) ? null : call);
        return function;
    }

    /// <summary>
    /// Where an address comes from must be seen: no derivative could hand one over; nor a struct with spans in it.
    /// </summary>
    static bool MustInline(MethodBase method) =>
        (method is MethodInfo { ReturnType: { IsByRef: true } result } && (Carriers.CanCarry(result) || IsWorthLifting(method)))
        || Array.Exists(Signature.ParametersOf(method), p => ExactTypes.HasReplacedFields(p.IsByRef ? p.GetElementType()! : p));

    /// <summary>Null for a method that stays a call; if a derivative of it is needed the refusal is raised then.</summary>
    Function? TryLift(MethodBase method) => Lift(method) as Function;

    /// <summary>
    /// Platform methods that deal in integers, strings and the like only are called, not read; but not what is internal to a
    /// library beside the core, such as helpers of the compiler.
    /// </summary>
    static bool IsWorthLifting(MethodBase method)
    {
        if (method.DeclaringType == typeof(Addresses) || method.DeclaringType == typeof(Lanes) || method.DeclaringType == typeof(LaneArrays))
            return false;
        if (method.DeclaringType is not { } type || !SystemTypes.IsSystem(type)
            || (type.Assembly != typeof(object).Assembly && !type.IsVisible))
        {
            return true;
        }

        return Signature.ParametersOf(method).Any(Carriers.CanCarry)
            || (Signature.ResultOf(method) is var result && result != typeof(void) && Carriers.CanCarry(result));
    }

    bool IsRecursive(MethodBase method) => _recursive.GetOrAdd(method, m => ReachesItself(m));

    /// <summary>
    /// In collections of the platform the attribute keeps code out of the way that is seldom run, such as the growth of a list. Here what
    /// it makes and stores would then be out of sight: nobody could tell that it stays in the function.
    /// </summary>
    static bool StaysCall(MethodBase method) =>
        (method.MethodImplementationFlags & MethodImplAttributes.NoInlining) != 0 && !MustInline(method)
        && !(method.DeclaringType is { } type && SystemTypes.IsCollection(type));

    /// <summary>By calls that are inlined: at others inlining ends.</summary>
    bool ReachesItself(MethodBase method)
    {
        var seen = new HashSet<MethodBase>();
        var work = new Stack<MethodBase>();
        work.Push(method);
        while (work.TryPop(out var current))
        {
            if (!IsWorthLifting(current) || StaysCall(current) || TryLift(current) is not { } body)
                continue;
            foreach (var instruction in body.Blocks.SelectMany(b => b.Instructions))
            {
                if (instruction.Opcode != Opcode.Call || instruction.Payload is not MethodBase called)
                    continue;
                if (called == method)
                    return true;
                if (seen.Count < 200 && seen.Add(called))
                    work.Push(called);
            }
        }

        return false;
    }
}
