using System;
using System.Collections.Generic;
using System.Threading.Tasks;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// What a parallel query does to get its elements: those of the source first, all of them, then each element by itself on
/// several threads. Elements keep their order. As lazy as the original: nothing runs before the elements are wanted.
/// </summary>
/// <param name="options">What the query says about threads and cancellation; null for nothing.</param>
abstract class Stage<T>(ParallelOptions? options) : Sequence<T>
{
    public readonly ParallelOptions? Options = options;

    /// <param name="options">Of the whole query: what is said at its end counts for its beginning, too.</param>
    public abstract T[] Run(ParallelOptions? options);

    public override IEnumerator<T> GetEnumerator()
    {
        var items = Run(Options);
        return new PartWalk<T>(items, items.Length);
    }
}

/// <summary>Elements that are not computed on several threads.</summary>
sealed class Given<T>(IEnumerable<T> source, ParallelOptions? options) : Stage<T>(options)
{
    public override T[] Run(ParallelOptions? options) =>
        source is Stage<T> stage ? stage.Run(options) : ParallelSubstitutes.Items(source);
}

sealed class Mapped<T, R>(Stage<T> source, Func<T, R> selector) : Stage<R>(source.Options)
{
    public override R[] Run(ParallelOptions? options)
    {
        var items = source.Run(options);
        var result = new R[items.Length];
        Fork.Ranges(0, items.Length, options, new Mapping<T, R>(items, selector, result));
        return result;
    }
}

sealed class IndexMapped<T, R>(Stage<T> source, Func<T, int, R> selector) : Stage<R>(source.Options)
{
    public override R[] Run(ParallelOptions? options)
    {
        var items = source.Run(options);
        var result = new R[items.Length];
        Fork.Ranges(0, items.Length, options, new IndexMapping<T, R>(items, selector, result));
        return result;
    }
}

/// <summary>The test of each element on several threads, then what passed, in order.</summary>
sealed class Filtered<T>(Stage<T> source, Func<T, bool> predicate) : Stage<T>(source.Options)
{
    public override T[] Run(ParallelOptions? options)
    {
        var items = source.Run(options);
        var passed = new bool[items.Length];
        Fork.Ranges(0, items.Length, options, new Mapping<T, bool>(items, predicate, passed));
        return Passed.Of(items, passed);
    }
}

sealed class IndexFiltered<T>(Stage<T> source, Func<T, int, bool> predicate) : Stage<T>(source.Options)
{
    public override T[] Run(ParallelOptions? options)
    {
        var items = source.Run(options);
        var passed = new bool[items.Length];
        Fork.Ranges(0, items.Length, options, new IndexMapping<T, bool>(items, predicate, passed));
        return Passed.Of(items, passed);
    }
}

static class Passed
{
    public static T[] Of<T>(T[] items, bool[] passed)
    {
        var count = 0;
        for (var i = 0; i < passed.Length; i++)
        {
            if (passed[i])
                count++;
        }

        var result = new T[count];
        var k = 0;
        for (var i = 0; i < passed.Length; i++)
        {
            if (passed[i])
                result[k++] = items[i];
        }

        return result;
    }
}

sealed class Paired<T, U, R>(Stage<T> first, Stage<U> second, Func<T, U, R> selector)
    : Stage<R>(first.Options ?? second.Options)
{
    public override R[] Run(ParallelOptions? options)
    {
        var (a, b) = (first.Run(options), second.Run(options));
        var result = new R[a.Length < b.Length ? a.Length : b.Length];
        Fork.Ranges(0, result.Length, options, new Pairing<T, U, R>(a, b, selector, result));
        return result;
    }
}

/// <summary>The elements of arrays, one after the other.</summary>
sealed class Flattened<T>(Stage<T[]> source) : Stage<T>(source.Options)
{
    public override T[] Run(ParallelOptions? options)
    {
        var parts = source.Run(options);
        var count = 0;
        for (var i = 0; i < parts.Length; i++)
            count += parts[i].Length;
        var result = new T[count];
        var k = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            for (var j = 0; j < part.Length; j++)
                result[k++] = part[j];
        }

        return result;
    }
}
