// Types as in the originals.
#pragma warning disable CA1859

using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.Rules;

/// <summary>Ordering: keys are computed by code with a derivative, the permutation by code without.</summary>
static class Orders
{
    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderBy))]
    static IOrderedEnumerable<T> OrderBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector) => Make(source, keySelector, null, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderBy))]
    static IOrderedEnumerable<T> OrderBy<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Make(source, keySelector, comparer, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderByDescending))]
    static IOrderedEnumerable<T> OrderByDescending<T, K>(IEnumerable<T> source, Func<T, K> keySelector) =>
        Make(source, keySelector, null, true);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderByDescending))]
    static IOrderedEnumerable<T> OrderByDescending<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Make(source, keySelector, comparer, true);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Order))]
    static IOrderedEnumerable<T> Order<T>(IEnumerable<T> source) => Make(source, static v => v, null, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.Order))]
    static IOrderedEnumerable<T> Order<T>(IEnumerable<T> source, IComparer<T>? comparer) => Make(source, static v => v, comparer, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderDescending))]
    static IOrderedEnumerable<T> OrderDescending<T>(IEnumerable<T> source) => Make(source, static v => v, null, true);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.OrderDescending))]
    static IOrderedEnumerable<T> OrderDescending<T>(IEnumerable<T> source, IComparer<T>? comparer) =>
        Make(source, static v => v, comparer, true);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ThenBy))]
    static IOrderedEnumerable<T> ThenBy<T, K>(IOrderedEnumerable<T> source, Func<T, K> keySelector) =>
        Then(source, keySelector, null, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ThenBy))]
    static IOrderedEnumerable<T> ThenBy<T, K>(IOrderedEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Then(source, keySelector, comparer, false);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ThenByDescending))]
    static IOrderedEnumerable<T> ThenByDescending<T, K>(IOrderedEnumerable<T> source, Func<T, K> keySelector) =>
        Then(source, keySelector, null, true);

    [SubstituteFor(typeof(Enumerable), nameof(Enumerable.ThenByDescending))]
    static IOrderedEnumerable<T> ThenByDescending<T, K>(IOrderedEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer) =>
        Then(source, keySelector, comparer, true);

    static Ordered<T, K> Make<T, K>(IEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer, bool descending)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keySelector);
        return new Ordered<T, K>(source, null, keySelector, comparer, descending);
    }

    static IOrderedEnumerable<T> Then<T, K>(IOrderedEnumerable<T> source, Func<T, K> keySelector, IComparer<K>? comparer, bool descending)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.CreateOrderedEnumerable(keySelector, comparer, descending);
    }

    abstract class Ordered<T>(IEnumerable<T> source) : Sequence<T>, IOrderedEnumerable<T>
    {
        public override IEnumerator<T> GetEnumerator()
        {
            var items = Buffer<T>.Of(source).ToArray();
            if (items.Length == 0)
                yield break;
            foreach (var index in Permutations.Stable(items.Length, OrderOf(items, null)))
                yield return items[index];
        }

        public IOrderedEnumerable<T> CreateOrderedEnumerable<TKey>(Func<T, TKey> keySelector, IComparer<TKey>? comparer, bool descending)
        {
            ArgumentNullException.ThrowIfNull(keySelector);
            return new Ordered<T, TKey>(source, this, keySelector, comparer, descending);
        }

        /// <param name="items">All elements.</param>
        /// <param name="next">Decides what this order leaves open.</param>
        public abstract IComparer<int> OrderOf(T[] items, IComparer<int>? next);
    }

    sealed class Ordered<T, K>(IEnumerable<T> source, Ordered<T>? parent, Func<T, K> keySelector, IComparer<K>? comparer, bool descending)
        : Ordered<T>(source)
    {
        public override IComparer<int> OrderOf(T[] items, IComparer<int>? next)
        {
            var keys = new K[items.Length];
            for (var i = 0; i < keys.Length; i++)
                keys[i] = keySelector(items[i]);
            var own = Permutations.ByKeys(keys, comparer, descending, next);
            return parent is null ? own : parent.OrderOf(items, own);
        }
    }
}
