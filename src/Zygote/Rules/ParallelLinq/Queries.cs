using System;
using System.Linq;
using System.Runtime.CompilerServices;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Queries of the platform stand for stages of ours: code that is not differentiated finds an ordinary query, whose source is
/// the stage.
/// </summary>
/// <remarks>What is not inlined calls the platform: in differentiated code it would meet substitutes.</remarks>
static class Queries
{
    static readonly ConditionalWeakTable<object, object> Stages = [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ParallelQuery<T> Query<T>(Stage<T> stage) => Kept(stage.AsParallel(), stage);

    /// <summary>A query that was built outside is a constant.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Stage<T> Stage<T>(ParallelQuery<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Known(source) ?? new Given<T>(source.ToArray(), null);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static OrderedParallelQuery<T> Sorted<T>(Ordered<T> stage) => Kept(stage.Query(), stage);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Ordered<T> Order<T>(OrderedParallelQuery<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return (Ordered<T>?)Known(source) ?? new OrderedOutside<T>(source);
    }

    public static T[] Run<T>(ParallelQuery<T> source)
    {
        var stage = Stage(source);
        return stage.Run(stage.Options);
    }

    [MirrorOf(typeof(Queries), nameof(Query))]
    static (ParallelQuery<T> Value, ParallelQuery<T>? Shadow) Query<T>(Stage<T> stage, Stage<T>? shadow, Tape tape) =>
        (Query(stage), shadow is null ? null : Query(shadow));

    [MirrorOf(typeof(Queries), nameof(Stage))]
    static (Stage<T> Value, Stage<T>? Shadow) Stage<T>(ParallelQuery<T> query, ParallelQuery<T>? shadow, Tape tape)
    {
        var stage = Stage(query);
        return (stage, (shadow is null ? null : Known(shadow)) ?? tape.ShadowOf(stage));
    }

    [MirrorOf(typeof(Queries), nameof(Sorted))]
    static (OrderedParallelQuery<T> Value, OrderedParallelQuery<T>? Shadow) Sorted<T>(Ordered<T> stage, Ordered<T>? shadow, Tape tape) =>
        (Sorted(stage), shadow is null ? null : ShadowOf(shadow));

    [MirrorOf(typeof(Queries), nameof(Order))]
    static (Ordered<T> Value, Ordered<T>? Shadow) Order<T>(OrderedParallelQuery<T> query, OrderedParallelQuery<T>? shadow, Tape tape)
    {
        var stage = Order(query);
        return (stage, (shadow is null ? null : (Ordered<T>?)Known(shadow)) ?? tape.ShadowOf(stage));
    }

    /// <summary>Never run: a shadow has no keys.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    static OrderedParallelQuery<T> ShadowOf<T>(Ordered<T> shadow) => Kept(shadow.AsParallel().OrderBy(static _ => 0), shadow);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Stage<T>? Known<T>(ParallelQuery<T> query) => Stages.TryGetValue(query, out var stage) ? (Stage<T>)stage : null;

    static Q Kept<Q>(Q query, object stage)
        where Q : class
    {
        Stages.Add(query, stage);
        return query;
    }
}
