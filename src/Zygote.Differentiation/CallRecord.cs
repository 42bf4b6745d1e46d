using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>How an active call is undone.</summary>
enum CallKind
{
    Pullback,
    Pushforward,
    Split,
    Dynamic,
    Callback,
    Linear,
    Exchange,
}

/// <summary>What the forward half kept of an active call for the reverse half.</summary>
sealed record CallRecord(CallKind Kind, MethodInfo? Body)
{
    public Value? Pullback { get; init; }

    /// <summary>Shadows of arguments that are arrays of arrays, with the arrays that they held when the call was made.</summary>
    public IReadOnlyDictionary<Value, Value>? Rows { get; init; }

    /// <summary>To which arguments the pullback's cotangents belong.</summary>
    public IReadOnlyList<int>? Inputs { get; init; }

    public Signature? Signature { get; init; }

    public Function? Reverse { get; set; }

    public Constant? Site { get; init; }

    /// <summary>Which of the derivatives that the site knows.</summary>
    public Value? Pair { get; set; }

    public Value? Token { get; set; }

    /// <summary>The receiver came without a shadow, see <see cref="Tape.HasNoShadows"/>.</summary>
    public bool AsksForShadow { get; init; }
}
