using System;
using System.Linq;
using System.Reflection;

namespace Zygote.Lifting;

/// <summary>Where exceptions and leaving control go, by the table of clauses.</summary>
sealed partial class BlockFinder
{
    /// <summary>To where control leaves, through the finally clauses on the way, the innermost first.</summary>
    ILBlock After(int from, int target, Way? way, int first = 0)
    {
        foreach (var clause in _clauses.Skip(first))
        {
            if (clause.Kind == ExceptionHandlingClauseOptions.Finally && clause.Try.Contains(from) && !clause.Try.Contains(target)
                && WayAround(clause.Try.Start, way) == way)
            {
                return At(clause.Handler.Start, new Way.Leaving(clause, target, way));
            }
        }

        return At(target, way);
    }

    /// <summary>Where an exception goes on after a finally clause.</summary>
    ILBlock After(Way.Unwinding way)
    {
        if (way.Destination is not { } destination)
            return Next(way.Clause, way.Outer, null);
        foreach (var clause in _clauses.Skip(way.Clause.Index + 1))
        {
            if (clause.Try.Contains(way.Clause.Try.Start) && !clause.Catches)
                return Unwinding(new Way.Unwinding(clause, destination, WayAround(clause.Try.Start, way.Outer)));
            if (clause == destination.Catcher)
                return Handler(clause, WayAround(clause.Try.Start, way.Outer));
        }

        return _rethrow;
    }

    /// <summary>The dispatch for what is thrown at an offset, from a clause on; null if no clause is around it.</summary>
    ILBlock? Around(int offset, Way? way, int first, Pending? pending)
    {
        foreach (var clause in _clauses.Skip(first))
        {
            if (clause.Try.Contains(offset) && (clause.Catches || pending is null))
                return DispatchTo(clause, WayAround(clause.Try.Start, way), pending);
        }

        return null;
    }

    ILBlock Next(Clause clause, Way? way, Pending? pending) =>
        Around(clause.Try.Start, way, clause.Index + 1, pending) ?? Caught(null, null, pending);

    /// <summary>Asks a clause; one that never catches runs, or is passed over where a filter must be asked before.</summary>
    ILBlock DispatchTo(Clause clause, Way? way, Pending? pending)
    {
        if (!clause.Catches)
        {
            return IsWithinFilter(clause) ? Next(clause, way, new Pending(clause, way))
                : Unwinding(new Way.Unwinding(clause, null, way));
        }

        var question = new Question(clause, way, pending);
        if (_dispatches.TryGetValue(question, out var dispatch))
            return dispatch;
        var isFilter = clause.Kind == ExceptionHandlingClauseOptions.Filter;
        _dispatches[question] = dispatch = new ILBlock
        {
            Dispatch = isFilter ? new Dispatch.Filter() : new Dispatch.Catch(clause.CatchType!),
        };
        if (isFilter)
        {
            dispatch.Successors.Add(At(clause.FilterStart, pending is null ? way : new Way.Asking(clause, pending, way)));
        }
        else
        {
            dispatch.Successors.Add(Caught(clause, way, pending));
            dispatch.Successors.Add(Next(clause, way, pending));
        }

        return dispatch;
    }

    /// <summary>To the clause that catches, or out of the method; what was passed over runs before.</summary>
    ILBlock Caught(Clause? clause, Way? way, Pending? pending) =>
        pending is not null ? Unwinding(new Way.Unwinding(pending.First, new Destination(clause), pending.Way))
        : clause is not null ? Handler(clause, way)
        : _rethrow;

    ILBlock Accepted(Clause filter, Way? way) => Caught(filter, WayAround(filter.Try.Start, way), (way as Way.Asking)?.Pending);

    ILBlock Refused(Clause filter, Way? way) => Next(filter, WayAround(filter.Try.Start, way), (way as Way.Asking)?.Pending);

    ILBlock Unwinding(Way.Unwinding way)
    {
        if (!_unwinding.TryGetValue(way, out var block))
        {
            _unwinding[way] = block = new ILBlock { Dispatch = new Dispatch.Finally() };
            block.Successors.Add(At(way.Clause.Handler.Start, way));
        }

        return block;
    }

    /// <summary>The handler of a clause; where several dispatches may lead there, one block takes the exception.</summary>
    ILBlock Handler(Clause clause, Way? way)
    {
        if (!HasPending(clause))
            return At(clause.Handler.Start, way);
        var question = new Question(clause, way, null);
        if (!_entrances.TryGetValue(question, out var entrance))
        {
            _entrances[question] = entrance = new ILBlock { Dispatch = new Dispatch.Entrance(clause.CatchType) };
            entrance.Successors.Add(At(clause.Handler.Start, way));
        }

        return entrance;
    }

    /// <summary>The dispatch that knows the exception which the handler or filter at an offset is for.</summary>
    ILBlock Handled(Clause clause, int offset, Way? way)
    {
        var around = WayAround(clause.Try.Start, way);
        return clause.IsFilter(offset) ? DispatchTo(clause, around, (way as Way.Asking)?.Pending)
            : HasPending(clause) ? Handler(clause, around)
            : DispatchTo(clause, around, null);
    }

    /// <summary>Whether a filter may be asked about what is thrown in the try block of a clause that only runs.</summary>
    bool IsWithinFilter(Clause inner) => _clauses.Skip(inner.Index + 1).Where(c => c.Try.Contains(inner.Try.Start))
        .TakeWhile(c => c.CatchType?.IsAssignableFrom(typeof(Exception)) != true)
        .Any(c => c.Kind == ExceptionHandlingClauseOptions.Filter);

    /// <summary>Whether clauses may have to run before the handler of this one.</summary>
    bool HasPending(Clause outer) =>
        _clauses.Take(outer.Index).Any(c => !c.Catches && outer.Try.Contains(c.Try.Start) && IsWithinFilter(c));

    /// <summary>The innermost catch or filter clause whose handler or filter an offset is in.</summary>
    Clause? Handling(int offset) => Array.Find(_clauses, c => c.Catches && (c.Handler.Contains(offset) || c.IsFilter(offset)));

    /// <summary>The part of the way that leads to the code of which an offset is part.</summary>
    static Way? WayAround(int offset, Way? way)
    {
        while (way is not null && !way.Contains(offset))
            way = way.Outer;
        return way;
    }

    readonly record struct Span(int Start, int Length)
    {
        public int End => Start + Length;

        public bool Contains(int offset) => offset >= Start && offset < End;
    }

    sealed class Clause(int index, ExceptionHandlingClause clause)
    {
        public int Index { get; } = index;

        public ExceptionHandlingClauseOptions Kind { get; } = clause.Flags;

        /// <summary>A finally or fault clause only runs.</summary>
        public bool Catches => Kind is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter;

        public Span Try { get; } = new(clause.TryOffset, clause.TryLength);

        public Span Handler { get; } = new(clause.HandlerOffset, clause.HandlerLength);

        public int FilterStart { get; } = clause.Flags == ExceptionHandlingClauseOptions.Filter ? clause.FilterOffset : 0;

        public bool IsFilter(int offset) => FilterStart > 0 && offset >= FilterStart && offset < Handler.Start;

        public Type? CatchType { get; } = clause.Flags == ExceptionHandlingClauseOptions.Clause ? clause.CatchType : null;
    }

    /// <summary>Why code runs of which there are several copies.</summary>
    abstract record Way(Clause Clause, Way? Outer)
    {
        public virtual bool Contains(int offset) => Clause.Handler.Contains(offset);

        /// <summary>A finally clause runs because control leaves for a target.</summary>
        public sealed record Leaving(Clause Clause, int Target, Way? Outer) : Way(Clause, Outer);

        /// <summary>A finally clause runs because of an exception; without destination, clauses further out are asked after it.</summary>
        public sealed record Unwinding(Clause Clause, Destination? Destination, Way? Outer) : Way(Clause, Outer);

        /// <summary>A filter is asked while finally clauses further in are pending.</summary>
        public sealed record Asking(Clause Clause, Pending Pending, Way? Outer) : Way(Clause, Outer)
        {
            public override bool Contains(int offset) => Clause.IsFilter(offset);
        }
    }

    /// <summary>The clause that has been found to catch; null where the exception leaves the method.</summary>
    sealed record Destination(Clause? Catcher);

    /// <summary>Whether a clause catches what comes this way.</summary>
    sealed record Question(Clause Clause, Way? Way, Pending? Pending);

    /// <summary>The innermost finally clause that an exception was passed by; those around it follow from the table.</summary>
    sealed record Pending(Clause First, Way? Way);
}
