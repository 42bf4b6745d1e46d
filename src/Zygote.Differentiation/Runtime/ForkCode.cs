using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;

namespace Zygote.Differentiation;

delegate int ForkForward<TPiece>(
    TPiece piece, long from, long to, ParallelLoopState? state, WorkerStep step, TPiece shadow, Tape tape);

delegate void ForkReverse<TPiece>(
    TPiece piece, long from, long to, ParallelLoopState? state, WorkerStep step, TPiece shadow, Tape tape, int token);

delegate void ForkPushforward<TPiece>(
    TPiece piece, long from, long to, ParallelLoopState? state, WorkerStep step, TPiece shadow, Tape tape);

sealed record ForkPair<TPiece>(ForkForward<TPiece> Forward, ForkReverse<TPiece> Reverse);

/// <summary>What is asked of the compiler: the derivative of a piece whose delegates lead to these methods.</summary>
/// <param name="Piece">The struct, an <see cref="IPiece{TPiece}"/>.</param>
/// <param name="Methods">
/// For each of <see cref="ForkRequest.Delegates"/> its method, or null where that says too little: several targets, none.
/// </param>
/// <param name="Concurrency">Of the reverse half.</param>
sealed record ForkRequest(Type Piece, MethodInfo?[] Methods, Concurrency Concurrency)
{
    public bool Equals(ForkRequest? other) =>
        other is not null && Piece == other.Piece && Concurrency == other.Concurrency && Methods.AsSpan().SequenceEqual(other.Methods);

    public override int GetHashCode() =>
        Methods.Aggregate(Piece.GetHashCode() + (int)Concurrency, (h, m) => (h * 31) + (m?.GetHashCode() ?? 0));

    /// <summary>The fields of a piece that hold delegates.</summary>
    public static FieldInfo[] Delegates(Type piece) =>
        [.. Carriers.Fields(piece).Where(f => typeof(Delegate).IsAssignableFrom(f.FieldType))];
}

/// <summary>Compiled derivatives of pieces.</summary>
static class ForkCode<TPiece>
    where TPiece : struct, IPiece<TPiece>
{
    static readonly FieldInfo[] Fields = ForkRequest.Delegates(typeof(TPiece));

    /// <summary>For ranges of a loop; where other threads are at work beside it, that they are disjoint does not help.</summary>
    public static ForkPair<TPiece> Pair(TPiece piece, Tape tape) =>
        Pair(piece, tape.IsForked ? Concurrency.Shared : Concurrency.Ranges);

    public static ForkPair<TPiece> Pair(TPiece piece, Concurrency concurrency)
    {
        var request = Request(piece, concurrency);
        var (forward, reverse) = ForkCompilation.CompilePair(
            request, typeof(ForkForward<TPiece>), typeof(ForkReverse<TPiece>));
        return new ForkPair<TPiece>((ForkForward<TPiece>)forward, (ForkReverse<TPiece>)reverse);
    }

    public static ForkPushforward<TPiece> Pushforward(TPiece piece)
    {
        var code = (ForkPushforward<TPiece>)ForkCompilation.CompilePushforward(
            Request(piece, Concurrency.None), typeof(ForkPushforward<TPiece>));
        return (work, from, to, state, step, shadow, tape) =>
        {
            using var inside = tape.Resume();
            code(work, from, to, state, step, shadow, tape);
        };
    }

    static ForkRequest Request(object piece, Concurrency concurrency) =>
        new(typeof(TPiece), Array.ConvertAll(Fields, f => MethodOf((Delegate?)f.GetValue(piece))), concurrency);

    /// <summary>Not for methods of structs, whose target is a box, and not for what has no IL of the usual kind.</summary>
    static MethodInfo? MethodOf(Delegate? d) =>
        d is { HasSingleTarget: true, Method: { DeclaringType.IsValueType: false } method } && (method.IsStatic || d.Target is not null)
        && method.GetType().Name == "RuntimeMethodInfo"
            ? method
            : null;
}

/// <summary>The way to the layer that compiles; it keeps what it has compiled.</summary>
static class ForkCompilation
{
    public static Func<ForkRequest, Type, Type, (Delegate Forward, Delegate Reverse)> CompilePair { get; set; } =
        (_, _, _) => throw new InvalidOperationException("no compiler");

    public static Func<ForkRequest, Type, Delegate> CompilePushforward { get; set; } =
        (_, _) => throw new InvalidOperationException("no compiler");
}
