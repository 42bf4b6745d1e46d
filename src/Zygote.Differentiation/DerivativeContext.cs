using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>How the derivative of a method is known without looking at its code.</summary>
enum RuleKind
{
    /// <summary>The body maps inputs and output to the partials of a scalar function.</summary>
    Derivative,

    /// <summary>The body maps inputs to the value and a function from its cotangent to theirs.</summary>
    Pullback,

    /// <summary>The body maps inputs and their tangents to the value and its tangent.</summary>
    Pushforward,

    /// <summary>
    /// The method only arranges references; the body maps inputs, their shadows and the tape to the result and its shadow.
    /// </summary>
    Mirror,

    /// <summary>
    /// A linear operation in place, on what its arguments refer to (run-time support of derivative code): tangents get the
    /// same operation, cotangents that of the body.
    /// </summary>
    Linear,

    /// <summary>Constant for differentiation.</summary>
    Zero,

    /// <summary>
    /// Makes objects in the shape of the argument that hold zeros and are known to no one else; so are their shadows.
    /// </summary>
    Fresh,

    /// <summary>Must not be reached by a value that carries a derivative.</summary>
    Refused,

    /// <summary>Code of ours that calls derivatives of the delegates it is given; see <see cref="Callback"/>.</summary>
    Callback,

    /// <summary>One of <see cref="Differentiation.Exchange"/>'s replacements of a number in memory: (address, value[, comparand]) -> old value.</summary>
    Exchange,
}

/// <summary>A rule that applies to a method.</summary>
/// <param name="Kind">Which form it has.</param>
/// <param name="Body">The rule's own method; null for <see cref="RuleKind.Zero"/> and <see cref="RuleKind.Refused"/>.</param>
/// <param name="Inputs">To which inputs the partials or cotangents belong, in order; all of them if null.</param>
/// <param name="Reason">Why, for a refusal.</param>
/// <param name="Remedy">What to do, for a refusal.</param>
sealed record Rule(RuleKind Kind, MethodInfo? Body = null, int[]? Inputs = null, string Reason = "", string Remedy = "")
{
    /// <summary>For <see cref="RuleKind.Callback"/>.</summary>
    public Callback? Callback { get; init; }
}

/// <summary>
/// Which parameters of a method carry a derivative, and whether other threads take the same derivative meanwhile.
/// </summary>
sealed record ActivityPattern(bool[] Active, Concurrency Concurrency = Concurrency.None)
{
    /// <summary>What an active parameter comes with in forward mode.</summary>
    public DualKind Duals { get; init; } = DualKind.Tangent;

    /// <summary>The indices of those parameters.</summary>
    public int[] ActiveParameters
    {
        get
        {
            var result = new List<int>();
            for (var i = 0; i < Active.Length; i++)
            {
                if (Active[i])
                    result.Add(i);
            }

            return [.. result];
        }
    }

    public bool Equals(ActivityPattern? other) =>
        other is not null && Concurrency == other.Concurrency && Duals == other.Duals && Active.AsSpan().SequenceEqual(other.Active);

    public override int GetHashCode() => Active.Aggregate(17, (h, a) => (h * 2) + (a ? 1 : 0));
}

/// <summary>The two halves of a reverse-mode derivative that are separate functions; see <see cref="Signature"/>.</summary>
sealed record SplitPair(Function Forward, Function Reverse);

/// <summary>Static fields as memory of the differentiated program.</summary>
interface IStaticFields
{
    /// <summary>Some field does.</summary>
    bool AnyActive { get; }

    /// <summary>Numbers that carry a derivative may stand in the field or in what it leads to.</summary>
    bool IsActive(FieldInfo field);

    /// <summary>It was found that they do; what has been compiled so far may not know.</summary>
    void Activate(FieldInfo field);

    /// <summary>
    /// Such numbers are stored into objects of unknown origin: static fields that a method and its callees use may lead there.
    /// </summary>
    void ActivateReferences(MethodBase method);

    /// <summary>The call may read or write an active static field without being given anything.</summary>
    bool MayTouch(Instruction call);
}

/// <summary>What the transforms need from the layer above: rules, and derivatives of the methods that are called.</summary>
interface IDerivativeContext
{
    /// <summary>The most specific rule of one of the <paramref name="kinds"/>, or a Zero or Refused one; null for none.</summary>
    Rule? FindRule(MethodBase method, params ReadOnlySpan<RuleKind> kinds);

    /// <summary>True when calling the method cannot change memory that the differentiated program sees.</summary>
    bool IsPure(MethodBase method);

    IStaticFields Statics { get; }

    /// <summary>What is made now will be differentiated again.</summary>
    bool IsInside { get; }

    /// <summary>
    /// The places, by <see cref="MemoryNode.Key"/> or type of the elements (<see cref="MemoryNode.OtherElement"/> for those that
    /// are no numbers), where a call may store in objects that were there before; null if they are not known.
    /// </summary>
    IReadOnlySet<object>? PlacesWrittenBy(Instruction call);

    /// <summary>The field may be stored into after its object was made.</summary>
    bool IsRewritten(FieldInfo field);

    /// <summary>The functions may still be empty when a recursive request is under way; they are complete before emission.</summary>
    SplitPair GetSplit(MethodBase method, ActivityPattern pattern, SourceSpan span);

    /// <summary>Both halves in one function, for calls whose result has a cotangent that is known before; see <see cref="WholeCalls"/>.</summary>
    Function GetWhole(MethodBase method, ActivityPattern pattern, SourceSpan span);

    Function GetPushforward(MethodBase method, ActivityPattern pattern, SourceSpan span);

    /// <summary>The body of a rule with its calls inlined; not to be changed.</summary>
    Function RuleCode(Rule rule);

    /// <summary>As the others, for a function that is itself derivative code.</summary>
    SplitPair GetSplit(Function function, ActivityPattern pattern);

    /// <inheritdoc cref="GetSplit(Function, ActivityPattern)"/>
    Function GetPushforward(Function function, ActivityPattern pattern);

    /// <summary>Folds, promotes and inlines; keeps the meaning. Run on drafts whose operands may be outer values.</summary>
    void CleanUp(Function function);
}

static class RulesOfCalls
{
    /// <summary>
    /// The rule for a call. One for a virtual method is for that method alone, and which method a call that is still virtual
    /// reaches shows at run time.
    /// </summary>
    public static Rule? FindRule(this IDerivativeContext context, Instruction call, params ReadOnlySpan<RuleKind> kinds) =>
        context.FindRule((MethodBase)call.Payload!, kinds) is { } rule
        && !(call.Opcode == Opcode.CallVirtual && IsDerivative(rule.Kind))
            ? rule
            : null;

    static bool IsDerivative(RuleKind kind) => kind is RuleKind.Derivative or RuleKind.Pullback or RuleKind.Pushforward;
}
