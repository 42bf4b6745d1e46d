using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Zygote.Rules;

/// <summary>Sorted queries: sorted on one thread, by keys that are taken there as well.</summary>
abstract class Ordered<T>(ParallelOptions? options) : Stage<T>(options)
{
    public abstract IOrderedEnumerable<T> Order(ParallelOptions? options);

    /// <summary>An ordinary query of the same order, for code that is not differentiated.</summary>
    public abstract OrderedParallelQuery<T> Query();

    public override T[] Run(ParallelOptions? options) => Order(options).ToArray();
}

sealed class OrderedBy<T, K>(Stage<T> source, Func<T, K> key, IComparer<K>? comparer, bool descending) : Ordered<T>(source.Options)
{
    public override IOrderedEnumerable<T> Order(ParallelOptions? options)
    {
        var items = source.Run(options);
        return descending ? items.OrderByDescending(key, comparer) : items.OrderBy(key, comparer);
    }

    public override OrderedParallelQuery<T> Query() =>
        descending ? source.AsParallel().OrderByDescending(key, comparer) : source.AsParallel().OrderBy(key, comparer);
}

sealed class ThenOrderedBy<T, K>(Ordered<T> source, Func<T, K> key, IComparer<K>? comparer, bool descending)
    : Ordered<T>(source.Options)
{
    public override IOrderedEnumerable<T> Order(ParallelOptions? options)
    {
        var ordered = source.Order(options);
        return descending ? ordered.ThenByDescending(key, comparer) : ordered.ThenBy(key, comparer);
    }

    public override OrderedParallelQuery<T> Query() =>
        descending ? source.Query().ThenByDescending(key, comparer) : source.Query().ThenBy(key, comparer);
}

/// <summary>A sorted query that was built outside: a constant, whose keys are not known.</summary>
sealed class OrderedOutside<T>(OrderedParallelQuery<T> query) : Ordered<T>(null)
{
    readonly T[] _items = query.ToArray();

    public override IOrderedEnumerable<T> Order(ParallelOptions? options) =>
        throw new NotSupportedException("A query that was sorted outside of a derivative cannot be sorted further inside.");

    public override OrderedParallelQuery<T> Query() => query;

    public override T[] Run(ParallelOptions? options) => _items.ToArray();
}
