using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>yield, and foreach over whatever can be enumerated.</summary>
public class IteratorTests
{
    static readonly double[][] Vectors = [[1.1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7], [0.4]];

    static IEnumerable<double> Squares(double[] x)
    {
        foreach (var v in x)
            yield return v * v;
    }

    static IEnumerable<double> UpTo(IEnumerable<double> source, double limit)
    {
        foreach (var v in source)
        {
            if (v > limit)
                yield break;
            yield return v * limit;
        }
    }

    static IEnumerable<double> Powers(double x, double[] log)
    {
        var p = 1.0;
        try
        {
            while (true)
            {
                p *= x;
                log[0] += p;
                yield return p;
            }
        }
        finally
        {
            log[1] += p * p;
        }
    }

    sealed record Tree(double Value, Tree? Left, Tree? Right);

    static IEnumerable<double> Walk(Tree? tree)
    {
        if (tree is null)
            yield break;
        foreach (var v in Walk(tree.Left))
            yield return v * tree.Value;
        yield return tree.Value;
        foreach (var v in Walk(tree.Right))
            yield return v + tree.Value;
    }

    static double Fold(IEnumerable<double> items)
    {
        var sum = 1.0;
        foreach (var item in items)
            sum += item * sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double FoldApart(IEnumerable<double> items) => Fold(items);

    [Fact]
    public void Yield_in_a_loop() => Check.Vector(x => Fold(Squares(x)), Vectors);

    [Fact]
    public void Consumed_by_a_method_of_its_own() => Check.Vector(x => FoldApart(Squares(x)) * x[0], Vectors);

    [Fact]
    public void Nested_with_yield_break() => Check.Vector(x => Fold(UpTo(UpTo(Squares(x), 8), 5)) + FoldApart(UpTo(x, 1.9)), Vectors);

    [Fact]
    public void Enumerated_twice() => Check.Vector(
        x =>
        {
            var squares = Squares(x);
            return Fold(squares) * FoldApart(squares);
        },
        Vectors);

    [Fact]
    public void Infinite_with_early_break() => Check.Scalar(
        x =>
        {
            var log = new double[2];
            var sum = 0.0;
            foreach (var p in Powers(x, log))
            {
                sum += p * sum + 1;
                if (sum > 5)
                    break;
            }

            return sum + (2 * log[0]) + (3 * log[1]);
        },
        0.5, 1.2, 2);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double FirstAbove(IEnumerable<double> items, double limit)
    {
        foreach (var item in items)
        {
            if (item > limit)
                return item;
        }

        return 0;
    }

    [Fact]
    public void The_finally_block_runs_when_the_consumer_returns() => Check.Scalar(
        x =>
        {
            var log = new double[2];
            var first = FirstAbove(Powers(x, log), 3.3);
            return (first * log[0]) + log[1];
        },
        1.2, 2);

    [Fact]
    public void Recursive_walk_of_a_tree() => Check.Vector(
        x =>
        {
            Tree? tree = null;
            foreach (var v in x)
                tree = tree is null || v > tree.Value ? new Tree(v, tree, null) : new Tree(v * v, null, tree);
            return Fold(Walk(tree));
        },
        Vectors);

    [Fact]
    public void A_tree_as_the_input() => Check.Any(
        t => FoldApart(Walk(t)), new Tree(0.5, new Tree(1.5, null, new Tree(-0.7, null, null)), new Tree(2, null, null)));

    sealed class Holder(IEnumerable<double> items)
    {
        readonly IEnumerable<double> _items = items;

        public double Sum()
        {
            var sum = 0.0;
            foreach (var item in _items)
                sum += item * item;
            return sum;
        }
    }

    static IEnumerable<double> Choose(double[] x, int kind) => kind switch
    {
        0 => x,
        1 => new List<double>(x),
        2 => Squares(x),
        _ => new Queue<double>(x),
    };

    [Fact]
    public void In_a_field_and_from_a_function() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            for (var kind = 0; kind < 3; kind++)
            {
                sum += new Holder(Choose(x, kind)).Sum();
                IEnumerable<double> local = Choose(x, (kind + 1) % 3);
                foreach (var v in local)
                    sum += v * sum;
            }

            return sum;
        },
        Vectors);

    static IEnumerable<double> Careful(double[] x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            double y;
            try
            {
                y = x[i] > 1 ? throw new InvalidOperationException() : x[i] * 2;
            }
            catch (InvalidOperationException)
            {
                y = x[i] * x[i];
            }

            try
            {
                yield return y;
                yield return y * y;
            }
            finally
            {
                x[i] *= 1.5;
            }
        }
    }

    [Fact]
    public void Exceptions_inside_an_iterator() => Check.Vector(
        x =>
        {
            var sum = 1.0;
            foreach (var v in Careful(x))
                sum += v * sum;
            foreach (var v in x)
                sum += v;
            return sum;
        },
        Vectors);

    static IEnumerable<double> Failing(double[] x)
    {
        foreach (var v in x)
        {
            yield return v;
            if (v > 1)
                throw new InvalidOperationException();
        }
    }

    [Fact]
    public void An_iterator_that_throws() => Check.Vector(
        x =>
        {
            var sum = 1.0;
            try
            {
                foreach (var v in Failing(x))
                    sum += v * sum;
            }
            catch (InvalidOperationException)
            {
                sum *= sum;
            }

            return sum;
        },
        Vectors);

    readonly struct Steps(double[] x)
    {
        public Enumerator GetEnumerator() => new(x);

        public struct Enumerator(double[] x)
        {
            int _index = -1;

            public readonly double Current => x[_index] * x[0];

            public bool MoveNext() => ++_index < x.Length;
        }
    }

    [Fact]
    public void A_struct_enumerator() => Check.Vector(
        x =>
        {
            var sum = 1.0;
            foreach (var v in new Steps(x))
                sum += v * sum;
            return sum;
        },
        Vectors);

    [Fact]
    public void An_extension_method_as_enumerator() => Check.Vector(
        x =>
        {
            var sum = 1.0;
            foreach (var v in (x, x.Length))
                sum += v * sum;
            return sum;
        },
        Vectors);

    sealed class Grid(double[] x) : IEnumerable<(int, double)>
    {
        public IEnumerator<(int, double)> GetEnumerator()
        {
            for (var i = 0; i < x.Length; i++)
                yield return (i, x[i] * x[^1]);
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    [Fact]
    public void A_class_with_an_iterator() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            foreach (var (i, v) in new Grid(x))
                sum += i * v + v * v;
            return sum;
        },
        Vectors);

    [Fact]
    public void A_list_as_the_input() => Check.Any(
        list =>
        {
            var sum = 1.0;
            foreach (var v in list)
                sum += v * sum;
            foreach (var v in (IEnumerable<double>)list)
                sum += v * v;
            return sum;
        },
        new List<double> { 1, 2, -0.5 }, new List<double> { 0.3 });

    [Fact]
    public void Queue_stack_and_linked_list() => Check.Vector(
        x =>
        {
            var queue = new Queue<double>();
            var stack = new Stack<double>();
            var linked = new LinkedList<double>();
            foreach (var v in x)
            {
                queue.Enqueue(v * v);
                stack.Push(v);
                linked.AddFirst(3 * v);
            }

            var sum = queue.Dequeue() * stack.Peek();
            foreach (var v in queue)
                sum += v * sum + 1;
            foreach (var v in stack)
                sum += v * sum;
            foreach (var v in linked)
                sum += v * sum;
            return sum * stack.Pop() * linked.First!.Value;
        },
        Vectors);

    [Fact]
    public void A_changed_list_throws() => Check.Vector(
        x =>
        {
            var list = new List<double>(x);
            var sum = 1.0;
            try
            {
                foreach (var v in list)
                {
                    sum += v * sum;
                    if (v > 0.9)
                        list.Add(v);
                }
            }
            catch (InvalidOperationException)
            {
                sum *= list[^1];
            }

            return sum;
        },
        Vectors);
}

static class IteratorExtensions
{
    public static IEnumerator<double> GetEnumerator(this (double[] Items, int Count) part)
    {
        for (var i = 0; i < part.Count; i++)
            yield return part.Items[i] * part.Count;
    }
}
