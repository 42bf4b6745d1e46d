using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.Differentiation;
using Zygote.IR;
using Zygote.Passes;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>The pass pipelines as the compiler uses them, with the verifier after every pass in Debug builds.</summary>
static class Optimizer
{
    static readonly PassOptions Options = new()
    {
        Disabled = Environment.GetEnvironmentVariable("ZYGOTE_DISABLED") is { } text && Enum.TryParse<DisabledPasses>(text, out var names)
            ? names : DisabledPasses.None,
        IsPure = IsPure,
        IsRemovable = IsRemovable,
        Borrows = Borrows,
        ReferencesIn = ReferenceOffsets.Of,
        HoldsOwnArrays = f => f.DeclaringType == typeof(Tape),
        CopiesOwnArray = m => m.DeclaringType == typeof(Tape) && m.Name == nameof(Tape.Enlarged),
        SumsInAnyOrder = !(AppContext.TryGetSwitch("Zygote.SumsInOrder", out var inOrder) && inOrder),
        VectorTwin = VectorTwin,
        VectorFunction = AppContext.TryGetSwitch("Zygote.VectorFunctions", out var functions) && !functions ? null : VectorFunctions.Find,
        IsScale = m => m.DeclaringType == typeof(Calculus) && Linearization.IsScale(m),
        AfterPass = Verifying ? Check : null,
    };

    static Optimizer()
    {
        OwnMethods.RegisterPure(typeof(Calculus));
        OwnMethods.RegisterPure(typeof(VectorCalculus));
        OwnMethods.RegisterPure(typeof(Masks));
        OwnMethods.RegisterPure(typeof(Reciprocals));
        OwnMethods.RegisterPure(typeof(TanhPartial));
        OwnMethods.RegisterVectors(typeof(Lanes));
        OwnMethods.RegisterVectors(typeof(Vectors));
    }

    public static bool Verifying { get; } =
#if DEBUG
        true;
#else
        Environment.GetEnvironmentVariable("ZYGOTE_VERIFY") == "1";
#endif

    public static void Simplify(Function function) => Pipeline.Simplify(function, Options);

    public static bool EliminateTailCalls(Function function) =>
        Passes.EliminateTailCalls.Run(function, t => t.IsByRef || ExactTypes.HasReplacedFields(t));

    public static void Prepare(Function function)
    {
        MergeReturns.Run(function);
        Pipeline.PrepareForDifferentiation(function, Options);
    }

    public static void Finish(Function function, bool isSimple = false) => Pipeline.FinishForEmission(function, Options, isSimple);

    public static void ReuseMemory(Function function, bool isWhole) => Pipeline.ReuseMemory(function, Options, isWhole);

    /// <summary>For code that is emitted and not differentiated again.</summary>
    /// <param name="function">Changed in place.</param>
    /// <param name="keepsMarks">Whether a tangent or cotangent may be a mark (<see cref="Dependence"/>).</param>
    public static void SpeedUp(Function function, bool keepsMarks = true)
    {
        if (SmallRuledCalls.Inline(function))
            Finish(function);
        if ((Options.Disabled & DisabledPasses.SkipZeroLoops) == 0)
        {
            LeaveZeroLoops.Run(function, IsPure, keepsMarks);
            SkipZeroLoops.Run(function, IsPure, keepsMarks);
        }

        Pipeline.Vectorize(function, Options);
    }

    /// <summary>What is emitted for a function that may be differentiated again.</summary>
    public static Function Emitted(Function function)
    {
        var copy = Cloning.Copy(function);
        SpeedUp(copy);
        return copy;
    }

    static MethodInfo? VectorTwin(MethodBase method, Type number) =>
        (method.DeclaringType == typeof(Calculus) ? typeof(VectorCalculus).GetMethod(method.Name)
        : method.DeclaringType == typeof(Masks) ? typeof(Vectors).GetMethod(method.Name)
        : VectorFunctions.OfNumbers(method.DeclaringType) && method.Name is nameof(Math.Sqrt) or nameof(Math.Abs) or nameof(Math.Max) or nameof(Math.Min)
            ? typeof(Vectors).GetMethod(method.Name)
        : null)?.MakeGenericMethod(number);

    public static bool Inline(Function function, Func<Instruction, Function?> select) => InlineCalls.Run(function, select);

    public static bool Attempt(Function function, Func<Instruction, Function?> attempt)
    {
        if (!AttemptCalls.Run(function, attempt))
            return false;
        Simplify(function);
        return true;
    }

    /// <summary>The result depends on the values of the arguments alone, and nothing else happens.</summary>
    public static bool IsPure(MethodBase method)
    {
        var type = method.DeclaringType;
        if (OwnMethods.IsPure(method) || type == typeof(Math) || type == typeof(MathF) || type == typeof(Lanes) || type == typeof(Addresses)
            || type == typeof(NestedCode) || (type == typeof(Type) && method.Name == nameof(Type.GetTypeFromHandle)))
        {
            return true;
        }

        return (type == typeof(double) || type == typeof(float)) && method.IsStatic
            && (RuleTable.Find(method)?.Kind is Rules.RuleKind.Derivative || IsPredicate((MethodInfo)method));
    }

    /// <summary>Of an array that a method gets as such, not as an object, the platform only reads and writes elements.</summary>
    static bool Borrows(MethodBase method, int operand)
    {
        if (method.DeclaringType == typeof(LaneArrays)
            || (method.DeclaringType == typeof(RuntimeHelpers) && method.Name == nameof(RuntimeHelpers.InitializeArray)))
        {
            return true;
        }

        if ((method.DeclaringType != typeof(Array) && method.DeclaringType != typeof(Shadow))
            || method is not MethodInfo { ReturnType: var result } || !(result.IsPrimitive || result == typeof(void)))
        {
            return false;
        }

        return Signature.ParametersOf(method)[operand] is var type && (type.IsArray || type == typeof(Array));
    }

    /// <summary>
    /// Also what has a derivative by a rule: partials of functions of several arguments call it for those that do not vary, too.
    /// It is not called earlier, or where it was not: it may throw.
    /// </summary>
    static bool IsRemovable(MethodBase method) =>
        IsPure(method)
        || (method is MethodInfo { IsStatic: true } m && StackTypes.IsFloat(m.ReturnType) && !SystemTypes.IsSystem(method.DeclaringType!)
            && RuleTable.Find(method)?.Kind is Rules.RuleKind.Derivative);

    /// <summary>A question about numbers, such as IsNaN.</summary>
    static bool IsPredicate(MethodInfo method) =>
        method.ReturnType == typeof(bool) && Array.TrueForAll(method.GetParameters(), p => StackTypes.IsFloat(p.ParameterType));

    public static void Check(Function function, string after)
    {
        if (Verifying)
            Verifier.Verify(function, after, allowOuter: true);
    }
}
