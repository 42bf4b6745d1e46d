using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Collections of the platform as locals, inputs and results.</summary>
public class CollectionTests
{
    static readonly double[][] Vectors = [[1.1, 3, 2], [0.5, -1, 2, 4, 0.1, 3.3, -2.5], [0.7, -0.3], [0.4]];

    static void Test(Func<double[], double> f) => Check.Vector(f, Vectors);

    static double Weigh(IEnumerable<double> items)
    {
        var sum = 0.0;
        var weight = 1.0;
        foreach (var item in items)
        {
            sum += item * item * weight;
            weight += 0.7;
        }

        return sum;
    }

    [Fact]
    public void Queues_and_stacks() => Test(
        x =>
        {
            var queue = new Queue<double>(x);
            var stack = new Stack<double>(x);
            for (var i = 0; i < 5; i++)
            {
                queue.Enqueue(queue.Dequeue() * stack.Peek());
                stack.Push(stack.Pop() * 0.5 + queue.Peek());
            }

            return Weigh(queue) + Weigh(stack) + queue.ToArray()[0] + stack.ToArray()[0] + queue.Count;
        });

    [Fact]
    public void Queue_as_the_input() => Check.Any(
        q =>
        {
            var first = q.Dequeue();
            q.Enqueue(first * q.Peek());
            return Weigh(q) * first;
        },
        new Queue<double>([1, 2, 3.5]));

    [Fact]
    public void Linked_lists() => Test(
        x =>
        {
            var list = new LinkedList<double>(x);
            var node = list.First!;
            list.AddAfter(node, x[0] * x[0]);
            list.AddLast(list.Last!.Value * 2);
            node.Value *= 3;
            list.RemoveFirst();
            list.AddFirst(x[^1]);
            return Weigh(list) + list.Count;
        });

    [Fact]
    public void Sets_of_integers_beside_numbers() => Test(
        x =>
        {
            var seen = new HashSet<int>();
            var names = new HashSet<string> { "a", "b" };
            var sum = 0.0;
            for (var i = 0; i < 8; i++)
            {
                if (seen.Add(i * i % 5))
                    sum += x[0] * i * i;
            }

            foreach (var s in seen)
                sum += x[^1] * s;
            return names.Contains("a") ? sum * x[0] : 0;
        });

    [Fact]
    public void Sorted_lists() => Test(
        x =>
        {
            var list = new SortedList<int, double>();
            for (var i = 0; i < x.Length; i++)
                list.Add(-i, x[i] * x[0]);
            list[0] = list[0] * 2;
            var sum = 0.0;
            foreach (var (key, value) in list)
                sum += key * value * value;
            return sum + list.Values[0] + (list.TryGetValue(0, out var v) ? v * v : 1);
        });

    [Fact]
    public void Read_only_and_observable_collections() => Test(
        x =>
        {
            var list = new List<double>(x);
            var view = new ReadOnlyCollection<double>(list);
            list[0] *= 2;
            var open = new Collection<double> { x[0], x[^1] };
            open.Insert(1, x[0] * x[0]);
            open[0] *= 2;
            return Weigh(view) + Weigh(open) + (view[0] * open[1]);
        });

    [Fact]
    public void A_list_as_result() => Check.Any<double[], List<double>>(x => [.. x.Select(v => v * v * x[0])], Vectors);

    [Fact]
    public void Lists_of_lists_as_the_input() => Check.Any(
        rows => rows.Sum(r => r.Sum(v => v * v) * r[0]), new List<List<double>> { new() { 1, 2 }, new() { 3.5 } });

    [Fact]
    public void A_priority_queue() => Test(
        x =>
        {
            var queue = new PriorityQueue<double, int>();
            for (var i = 0; i < x.Length; i++)
                queue.Enqueue(x[i] * x[i], i * 7 % 5);
            var sum = 0.0;
            while (queue.TryDequeue(out var v, out var priority))
                sum = sum * 0.5 + v * (priority + 1);
            return sum;
        });
}
