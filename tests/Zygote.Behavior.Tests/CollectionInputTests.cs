using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Collections of the platform that come in or go out of a differentiated function.</summary>
public class CollectionInputTests
{
    static readonly double[][] Vectors = [[1.1, 3, 2], [0.5, -1, 2, 4]];

    [Fact]
    public void Sorted_dictionary_as_the_input() => Check.Any(
        d =>
        {
            var sum = 0.0;
            foreach (var (key, value) in d)
                sum += key * value * value;
            d[1] = sum * d[2];
            return sum + d[1] * d.Values.Sum();
        },
        new SortedDictionary<int, double> { [2] = 1.5, [1] = -0.7, [5] = 2 });

    [Fact]
    public void Sorted_dictionary_as_a_local() => Check.Vector(
        x =>
        {
            var d = new SortedDictionary<string, double>();
            for (var i = 0; i < x.Length; i++)
                d["k" + (i * 7 % 5)] = x[i] * x[0];
            d.Remove("k0");
            return d.Sum(p => p.Value * p.Value) + (d.TryGetValue("k2", out var v) ? v : 1) + d.First().Value;
        },
        Vectors);

    [Fact]
    public void Sorted_list_as_the_input() => Check.Any(
        d => d.Values[0] * d[7] + d.Sum(p => p.Key * Math.Sin(p.Value)),
        new SortedList<int, double> { [7] = 1.5, [3] = -0.7 });

    [Fact]
    public void Dictionary_of_arrays_as_the_input() => Check.Any(
        d =>
        {
            var sum = 0.0;
            foreach (var (name, w) in d)
                sum += name.Length * w.Sum(v => v * v) * w[0];
            return sum;
        },
        new Dictionary<string, double[]> { ["a"] = [1, 2], ["bcd"] = [0.5, -1, 3] });

    [Fact]
    public void Linked_list_as_the_input() => Check.Any(
        list =>
        {
            list.AddLast(list.First!.Value * list.Last!.Value);
            return list.Aggregate(1.0, (a, b) => a * b + b);
        },
        new LinkedList<double>([1.0, 2.5, -0.4]));

    [Fact]
    public void Stack_as_the_input() => Check.Any(
        stack =>
        {
            var top = stack.Pop();
            stack.Push(top * top * stack.Peek());
            return stack.Sum() * top;
        },
        new Stack<double>([1.0, 2.5, -0.4]));

    [Fact]
    public void Observable_collection_as_the_input() => Check.Any(
        c =>
        {
            c[1] *= c[0];
            c.Add(c[1] * c[1]);
            return c.Sum(v => v * c[0]);
        },
        new ObservableCollection<double>([1.0, 2.5, -0.4]));

    [Fact]
    public void Concurrent_dictionary_as_the_input() => Check.Any(
        d =>
        {
            d["c"] = d["a"] * d["b"];
            return d["c"] * d["a"] + (d.TryGetValue("b", out var b) ? b * b : 0);
        },
        new ConcurrentDictionary<string, double> { ["a"] = 1.5, ["b"] = -0.7 });

    [Fact]
    public void Concurrent_collections_as_locals() => Check.Vector(
        x =>
        {
            var queue = new ConcurrentQueue<double>();
            var stack = new ConcurrentStack<double>();
            var counts = new ConcurrentDictionary<int, double>();
            foreach (var v in x)
            {
                queue.Enqueue(v * v);
                stack.Push(v * x[0]);
                counts.AddOrUpdate((int)Math.Floor(v + 0.3) & 1, v, (_, old) => old * 0.5 + v * v);
            }

            var sum = counts.GetOrAdd(5, 0.5);
            while (queue.TryDequeue(out var a) && stack.TryPop(out var b))
                sum = 0.5 * sum + a * b;
            return sum + counts.Values.Sum(v => v * v);
        },
        Vectors);

    [Fact]
    public void Immutable_array_as_the_input() => Check.Any(
        a =>
        {
            var b = a.SetItem(1, a[0] * a[2]).Add(a[1]);
            return b.Sum(v => v * v) + b[1] * a[1] + b.Length;
        },
        ImmutableArray.Create(1.0, 2.5, -0.4));

    [Fact]
    public void Immutable_list_as_the_input() => Check.Any(
        a =>
        {
            var b = a.SetItem(1, a[0] * a[2]).Add(a[1]).Insert(0, a[2]);
            return b.Sum(v => v * v) + b[1] * a[1] + b.Count;
        },
        ImmutableList.Create(1.0, 2.5, -0.4));

    [Fact]
    public void Immutable_dictionary_as_the_input() => Check.Any(
        d =>
        {
            var e = d.SetItem("a", d["a"] * d["b"]).Add("c", d["b"]);
            return e["a"] * e["c"] + e.Sum(p => p.Value);
        },
        ImmutableDictionary.CreateRange([KeyValuePair.Create("a", 1.5), KeyValuePair.Create("b", -0.7)]));

    [Fact]
    public void Immutable_collections_as_locals() => Check.Vector(
        x =>
        {
            var list = ImmutableList<double>.Empty.AddRange(x).SetItem(0, x[0] * x[1]);
            var stack = ImmutableStack<double>.Empty.Push(x[0]).Push(x[1] * x[0]);
            var queue = ImmutableQueue<double>.Empty.Enqueue(x[1]).Enqueue(x[0] * 2);
            var builder = ImmutableArray.CreateBuilder<double>();
            builder.Add(x[0] * x[0]);
            builder.AddRange(x);
            var map = ImmutableSortedDictionary<int, double>.Empty.Add(2, x[1]).SetItem(1, x[0] * x[1]);
            return list.Sum(v => v * v) + stack.Peek() * queue.Peek() + builder.ToImmutable().Sum(v => v * x[1]) + map[1] * map[2];
        },
        Vectors);

    [Fact]
    public void Hash_sets_of_numbers() => Check.Vector(
        x =>
        {
            var set = x.Select(v => v * x[0]).ToHashSet();
            set.Add(x[1] * 0.3);
            return set.Sum(v => v * v) + set.Count;
        },
        Vectors);

    [Fact]
    public void Sorted_sets_of_numbers() => Check.Vector(
        x =>
        {
            var set = new SortedSet<double>(x.Select(v => v * x[0]));
            return set.Min * set.Max + set.Aggregate(0.5, (a, b) => a * 0.5 + b);
        },
        Vectors);

    [Fact]
    public void Dictionary_as_the_result() => Check.Any<double[], Dictionary<string, double>>(
        x => new() { ["sum"] = x.Sum(), ["square"] = x.Sum(v => v * v) }, Vectors);

    [Fact]
    public void Immutable_array_as_the_result() => Check.Any<double[], ImmutableArray<double>>(
        x => [.. x.Select(v => v * v * x[0])], Vectors);

    [Fact]
    public void Stack_and_queue_as_the_result() => Check.Any<double[], (Stack<double>, Queue<double>)>(
        x => (new Stack<double>(x.Select(v => v * x[0])), new Queue<double>(x.Select(Math.Sin))), Vectors);
}
