using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Sorting, and the other methods of arrays and lists that move or look for elements.</summary>
public class SortingTests
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
    public void Arrays() => Test(
        x =>
        {
            var a = (double[])x.Clone();
            Array.Sort(a);
            var b = x.Select(v => v * v).ToArray();
            Array.Sort(b, (p, q) => q.CompareTo(p));
            var c = (double[])x.Clone();
            Array.Sort(c, Comparer<double>.Create((p, q) => Math.Abs(p).CompareTo(Math.Abs(q))));
            var d = x.Concat(x.Select(v => v * 0.3)).ToArray();
            Array.Sort(d, 1, d.Length - 1);
            Array.Sort(d, 0, 2, Comparer<double>.Create((p, q) => q.CompareTo(p)));
            return Weigh(a) + Weigh(b) + Weigh(c) + Weigh(d);
        });

    [Fact]
    public void The_input_itself() => Test(
        x =>
        {
            Array.Sort(x);
            return Weigh(x);
        });

    [Fact]
    public void Keys_and_items() => Test(
        x =>
        {
            var keys = x.Select(v => -v * v).ToArray();
            var items = x.Select(v => v + 1).ToArray();
            Array.Sort(keys, items);
            var order = Enumerable.Range(0, x.Length).ToArray();
            Array.Sort((double[])x.Clone(), order);
            var sum = Weigh(keys) + Weigh(items);
            for (var i = 0; i < order.Length; i++)
                sum += x[order[i]] * i;
            var names = x.Select((v, i) => i % 2).ToArray();
            var values = (double[])x.Clone();
            Array.Sort(names, values, Comparer<int>.Create((p, q) => q - p));
            Array.Sort(names, values, 0, 1);
            return sum + Weigh(values);
        });

    [Fact]
    public void Ties_as_in_the_platform() => Check.Vector(
        x =>
        {
            var objects = x.Select((v, i) => new { Key = i * 7 % 5, Value = v }).ToArray();
            Array.Sort(objects, (p, q) => p.Key - q.Key);
            var keys = x.Select((v, i) => i * 3 % 4).ToArray();
            var items = (double[])x.Clone();
            Array.Sort(keys, items);
            return Weigh(objects.Select(o => o.Value)) + Weigh(items);
        },
        [.. Enumerable.Range(1, 40).Select(i => Math.Sin(i))], [.. Enumerable.Range(1, 7).Select(i => Math.Cos(i))]);

    [Fact]
    public void Lists() => Test(
        x =>
        {
            var list = new List<double>(x);
            list.Sort();
            var sum = Weigh(list);
            list.Sort((p, q) => q.CompareTo(p));
            sum += Weigh(list);
            list.Sort(Comparer<double>.Create((p, q) => Math.Abs(p).CompareTo(Math.Abs(q))));
            sum += Weigh(list);
            list.AddRange(x);
            list.Sort(0, x.Length, null);
            return sum + Weigh(list);
        });

    [Fact]
    public void Median_and_trimmed_mean() => Test(
        x =>
        {
            var sorted = new List<double>(x);
            sorted.Sort();
            var n = sorted.Count;
            var median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2] + sorted[n / 2 - 1]) / 2;
            return median * sorted.Skip(n / 4).Take(n - n / 2).Average();
        });

    [Fact]
    public void Methods_of_arrays() => Test(
        x =>
        {
            var sum = 0.0;
            var a = Array.ConvertAll(x, v => v * v);
            Array.Reverse(a);
            Array.Resize(ref a, a.Length + 1);
            a[^1] = x[0];
            Array.ForEach(a, v => sum += v * sum + v);
            sum += Weigh(Array.FindAll(a, v => v > 0.2)) + Array.Find(x, v => v > 0.6) + Array.FindLast(x, v => v < 1);
            sum += x[0] * (Array.IndexOf(x, 17) + (Array.Exists(x, v => v > 3.2) ? 2 : 3) + Array.FindIndex(x, v => v > 0) + (Array.TrueForAll(x, v => v > 0) ? 1 : 2));
            Array.Fill(a, x[0], 0, 1);
            Array.Clear(a, 1, 1);
            var view = Array.AsReadOnly(a);
            return sum + view[0] * view.Count + Weigh(view) + Array.BinarySearch([1.0, 2, 3], 2.5);
        });

    [Fact]
    public void Methods_of_lists() => Test(
        x =>
        {
            var sum = 0.0;
            var list = new List<double>(2) { x[0] };
            list.AddRange(x);
            list.AddRange(x.Select(v => v * v));
            list.InsertRange(1, x);
            list.Insert(0, x[^1] * 3);
            list.RemoveAt(1);
            list.RemoveRange(1, 1);
            sum += list.RemoveAll(v => v > 10) * x[0];
            list.Reverse();
            list.Reverse(0, 2);
            list.Capacity = list.Count + 10;
            list.TrimExcess();
            list.ForEach(v => sum += v * 0.5);
            sum += Weigh(list.GetRange(1, list.Count - 1)) + Weigh(list.ConvertAll(v => v * v)) + Weigh(list.FindAll(v => v > 0.2));
            sum += list.Find(v => v > 0.2) + list.FindLast(v => v < 5) + x[0] * (list.Contains(17) ? 1 : 2) + list.IndexOf(17)
                + list.FindIndex(v => v > 0.2) + (list.Exists(v => v > 3.2) ? x[0] : 1) + (list.TrueForAll(v => v > -1.5) ? x[0] : 1);
            var copy = new double[list.Count + 1];
            list.CopyTo(copy, 1);
            list.Remove(17);
            var array = list.ToArray();
            list.Clear();
            list.Add(array[0] * copy[1]);
            return sum + Weigh(copy) + Weigh(array) + list[0] + Weigh(list.AsReadOnly());
        });

    [Fact]
    public void Block_copies() => Test(
        x =>
        {
            var a = new double[x.Length + 1];
            Buffer.BlockCopy(x, 0, a, 8, 8 * x.Length);
            Buffer.BlockCopy(a, 8, a, 0, 8 * x.Length);
            int[] from = [1, 2, 3], to = new int[3];
            Buffer.BlockCopy(from, 1, to, 2, 6);
            return Weigh(a) * to[1];
        });
}
