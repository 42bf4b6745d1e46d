using System;

namespace Zygote.Lifting;

/// <summary>What is done with an exception; such blocks are in no IL, they say what its table of clauses means.</summary>
abstract record Dispatch
{
    /// <summary>Where exceptions of instructions arrive: takes the exception, goes to successor 0.</summary>
    public sealed record Landing : Dispatch;

    /// <summary>Where exceptions of a filter arrive: they are dropped, the filter refuses; to successor 0.</summary>
    public sealed record Refusal(ILBlock Owner) : Dispatch;

    /// <summary>To the handler or what precedes it, successor 0, with the exception, if it is of the type; else to successor 1.</summary>
    public sealed record Catch(Type Type) : Dispatch;

    /// <summary>To the filter, successor 0, with the exception on the stack.</summary>
    public sealed record Filter : Dispatch;

    /// <summary>To the handler of a finally or fault clause, successor 0, with an empty stack.</summary>
    public sealed record Finally : Dispatch;

    /// <summary>To the handler, successor 0, with the exception on the stack, which is of the type if there is one.</summary>
    public sealed record Entrance(Type? Type) : Dispatch;

    /// <summary>Nothing here handles it.</summary>
    public sealed record Rethrow : Dispatch;
}
