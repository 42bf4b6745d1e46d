using System;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Names of the passes, to switch them off one by one.</summary>
[Flags]
enum DisabledPasses
{
    None = 0,
    ResolveDelegates = 1 << 0,
    DevirtualizeCalls = 1 << 1,
    FoldConstants = 1 << 2,
    SimplifyControlFlow = 1 << 3,
    EliminateCommonSubexpressions = 1 << 4,
    EliminateDeadCode = 1 << 5,
    ReplaceAllocations = 1 << 6,
    RotateLoops = 1 << 7,
    HoistInvariants = 1 << 8,
    PropagateConstants = 1 << 9,
    SimplifyGuards = 1 << 10,
    ReuseMemory = 1 << 11,
    VectorizeLoops = 1 << 12,
    DropRangeChecks = 1 << 13,
    SkipZeroLoops = 1 << 14,
    SelectValues = 1 << 15,
}

/// <summary>What the passes need to know from outside.</summary>
sealed class PassOptions
{
    public static readonly PassOptions Default = new();

    /// <summary>Passes to leave out. SSA and the canonical form of loops are a promise to differentiation, no option.</summary>
    public DisabledPasses Disabled { get; init; }

    /// <summary>Methods whose result depends on the arguments' values alone, and which do nothing else.</summary>
    public Func<MethodBase, bool>? IsPure { get; init; }

    /// <summary>Methods that need not be called where nobody wants the result; those that are pure are.</summary>
    public Func<MethodBase, bool>? IsRemovable { get; init; }

    /// <summary>Methods that do not hold on to the operand with this number, nor return it; to what it refers they may.</summary>
    public Func<MethodBase, int, bool>? Borrows { get; init; }

    /// <summary>
    /// Where objects of a class, or boxes of a struct, refer to other objects: in bytes from the first field. Null where that cannot be
    /// told.
    /// </summary>
    public Func<Type, int[]?>? ReferencesIn { get; init; }

    /// <summary>Fields with arrays of the compiler's own, which no program has.</summary>
    public Func<FieldInfo, bool>? HoldsOwnArrays { get; init; }

    /// <summary>Methods that return a copy of such an array, for its place.</summary>
    public Func<MethodBase, bool>? CopiesOwnArray { get; init; }

    /// <summary>Sums that may be added up in any order are, where that is faster (<see cref="SumOrder.Any"/>).</summary>
    public bool SumsInAnyOrder { get; init; } = true;

    /// <summary>For a method from numbers of a type to such a number: the method that does the same for each number of vectors.</summary>
    public Func<MethodBase, Type, MethodInfo?>? VectorTwin { get; init; }

    /// <summary>The same, where the last bits may differ: for derivatives alone.</summary>
    public Func<MethodBase, Type, MethodInfo?>? VectorFunction { get; init; }

    /// <summary>Methods that multiply a cotangent, which is the first argument, by a partial derivative.</summary>
    public Func<MethodBase, bool>? IsScale { get; init; }

    /// <summary>Called after every pass with its name: the place for the verifier and for dumps.</summary>
    public Action<Function, string>? AfterPass { get; init; }
}
