using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Every operator of LINQ that numbers pass through, next to what else a method does.</summary>
public class LinqTests
{
    static readonly double[][] Vectors = [[1.1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7], [0.4]];
    static readonly double[] Data = [0.3, -0.2, 1.7, 0.9];

    static double Fold(IEnumerable<double> items)
    {
        var sum = 1.0;
        foreach (var item in items)
            sum += item * sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double FoldApart(IEnumerable<double> items) => Fold(items);

    static void Test(Func<double[], double> f) => Check.Vector(f, Vectors);

    [Fact]
    public void Select_and_sum() => Test(x => x.Select(v => v * v).Sum() * x[0]);

    [Fact]
    public void Select_with_index() => Test(x => x.Select((v, i) => v * v * (i + 1)).Sum());

    [Fact]
    public void Select_consumed_elsewhere() => Test(x => FoldApart(x.Select(v => v * v * x[0]).Where(v => v > 0.2)));

    [Fact]
    public void Where_in_both_forms() => Test(x => Fold(x.Where(v => v > 0.3)) + Fold(x.Where((v, i) => i % 2 == 0 && v > -5)));

    [Fact]
    public void Over_a_list() => Test(
        x =>
        {
            var list = x.Select(v => v * 2).ToList();
            return Fold(list.Select(v => v * v)) + list.Sum() + list.Max() + FoldApart(list.Where(v => v > 1.05));
        });

    [Fact]
    public void Sums_with_selector_and_of_other_types() => Test(
        x => x.Sum(v => v * v) + (x.Select(v => (float)v).Sum() * 0) + x.Sum(v => v > 0 ? 3 : 1) + x.Select(v => v > 0 ? 1L : 2L).Sum()
            + (x.Sum(v => v > 0 ? v * 3 : (double?)null) ?? 0) + (double)x.Sum(v => 2m) + (x.Sum(v => (int?)4) ?? 0));

    [Fact]
    public void Float_sums_and_means() => Check.FloatVector(
        x => x.Sum() * x.Average() + x.Max() * x.Min() + x.Select(v => v * v).Average(),
        x => x.Sum() * x.Average() + x.Max() * x.Min() + x.Select(v => v * v).Average(),
        [1.1f, 2f, -0.5f], [0.5f]);

    [Fact]
    public void Means() => Test(
        x => (x.Average() * x.Average(v => v * v)) + x.Select((v, i) => i).Average() + (x.Select(v => v > 0 ? v : (double?)null).Average() ?? 3));

    [Fact]
    public void Extrema() => Test(
        x => (x.Max() * x.Min()) + x.Max(v => v * v) + x.Min(v => -v * v * v) + x.Select((v, i) => i).Max()
            + (x.Select(v => v > 0 ? v : (double?)null).Max() ?? 3) + (x.Select(v => v > 0 ? v * v : (double?)null).Min() ?? 3));

    [Fact]
    public void Extrema_of_several_equal_elements()
    {
        Check.Close([0, 0, 1], AD.Gradient((double[] x) => x.Max(), [2.0, 1, 2]));
        Check.Close([0, 0, 1], AD.Gradient((double[] x) => x.Min(), [1.0, 2, 1]));
        Check.Close([1, 0], AD.Gradient((double[] x) => x.Max(), [0.0, -0.0]));
    }

    [Fact]
    public void Extrema_with_nan()
    {
        foreach (double[] x in (double[][])[[double.NaN, 1, 2], [1, double.NaN, 3], [double.NaN]])
        {
            var (max, g) = AD.ValueAndGradient((double[] v) => v.Max(), x);
            Assert.Equal(x.Max(), max);
            Assert.Equal(1, g.Sum());
            Assert.Equal(x.Min(), AD.ValueAndGradient((double[] v) => v.Min(), x).Value);
        }
    }

    [Fact]
    public void Extrema_by_a_key() => Test(
        x => (x.MaxBy(v => v * v) * x.MinBy(v => v)) + x.Select(v => new[] { v, v * v }).MaxBy(p => p[1])![0]
            + x.Select(v => (v, v * v)).MinBy(p => p.Item2).Item2);

    [Fact]
    public void Aggregates() => Test(
        x => x.Aggregate((a, b) => (a * b) + a) + x.Aggregate(2.0, (a, b) => a * (b + 1)) + x.Aggregate(1.0, (a, b) => a - b, a => a * a * x[0]));

    [Fact]
    public void Running_totals_by_an_aggregate() => Test(
        x => x.Aggregate(new List<double> { 1 }, (list, v) =>
        {
            list.Add(list[^1] * v + v);
            return list;
        }).Sum());

    [Fact]
    public void Zips() => Test(
        x => x.Zip(Data, (a, b) => a * b).Sum() + x.Zip(x.Skip(1)).Sum(p => p.First * p.Second)
            + x.Zip(x.Reverse(), Data).Sum(t => t.First * t.Second * t.Third));

    [Fact]
    public void Orders() => Test(
        x =>
        {
            var sum = 0.0;
            foreach (var sequence in new[]
            {
                x.OrderBy(v => v), x.OrderByDescending(v => v * v), x.Order(), x.OrderDescending(),
                x.OrderBy(v => v > 0).ThenBy(v => v), x.OrderBy(v => v > 0).ThenByDescending(v => v * v),
                x.OrderByDescending(v => (int)(v + 0.35)).ThenBy(v => -v),
            })
                sum += Fold(sequence.Select((v, i) => v * (i + 1)));
            return sum;
        });

    [Fact]
    public void Order_is_stable() => Test(
        x => Fold(x.Select((v, i) => (Value: v, Key: i % 2)).OrderBy(p => p.Key).Select((p, i) => p.Value * (i + 1))));

    [Fact]
    public void Order_with_a_comparer() => Test(
        x => Fold(x.OrderBy(v => v, Comparer<double>.Create((a, b) => b.CompareTo(a))).Select((v, i) => v * (i + 1))));

    [Fact]
    public void The_key_selector_of_an_order_may_have_effects() => Check.Vector(
        x =>
        {
            var seen = 1.0;
            var sorted = x.OrderBy(v =>
            {
                seen *= v + 2;
                return v;
            }).ToArray();
            return seen * sorted[0];
        },
        [1.1, 2, 3], [0.5, -1, 2, 4, 0.1]);

    [Fact]
    public void Groups() => Test(
        x => x.GroupBy(v => v > 0.6).Sum(g => g.Sum() * g.Count() * (g.Key ? 2 : 3))
            + x.GroupBy(v => (int)(v + 0.35), v => v * v).Select(g => g.Max() * g.Key).Sum()
            + x.GroupBy(v => v > 0, (key, items) => items.Aggregate(1.0, (a, b) => a * b) + (key ? 1 : 0)).Sum()
            + x.GroupBy(v => v > 0, v => v * 3, (key, items) => items.Sum() * items.First()).Sum());

    [Fact]
    public void Lookups() => Test(
        x =>
        {
            var lookup = x.ToLookup(v => v > 0.6 ? "big" : "small");
            return (lookup["big"].Sum() * lookup["small"].Sum()) + lookup["none"].Sum() + lookup.Count
                + (lookup.Contains("big") ? x[0] : 0) + x.ToLookup(v => v > 0, v => v * v).Sum(g => g.Sum());
        });

    [Fact]
    public void Joins() => Test(
        x => x.Select((v, i) => (v, i)).Join(Data.Select((d, i) => (d, i)), a => a.i, b => b.i, (a, b) => a.v * a.v * b.d).Sum()
            + x.Select((v, i) => (v, i)).GroupJoin(x.Select((w, i) => (w, i: i % 2)), a => a.i, b => b.i, (a, b) => a.v * b.Sum(t => t.w)).Sum());

    [Fact]
    public void Select_many() => Test(
        x => x.SelectMany(v => new[] { v, v * v }).Sum() + x.SelectMany((v, i) => Enumerable.Repeat(v, i)).Sum()
            + x.SelectMany(v => x, (v, w) => v * w).Sum() + x.SelectMany((v, i) => x.Take(i), (v, w) => v * w).Sum());

    [Fact]
    public void Parts() => Test(
        x => Fold(x.Take(2)) + Fold(x.Skip(1)) + Fold(x.TakeWhile(v => v > 0.4)) + Fold(x.SkipWhile(v => v > 0.4)) + Fold(x.TakeLast(2))
            + Fold(x.SkipLast(1)) + Fold(x.Take(1..3)) + Fold(x.Take(^2..)) + Fold(x.TakeWhile((v, i) => i < 2)) + Fold(x.SkipWhile((v, i) => i < 1)));

    [Fact]
    public void Put_together() => Test(
        x => Fold(x.Concat(x.Select(v => v * v))) + Fold(x.Append(x[0])) + Fold(x.Prepend(x[^1] * 2)) + Fold(x.Reverse().Where(v => v > 0))
            + Fold(x.Where(v => v > 50).DefaultIfEmpty(x[0])) + x.Where(v => v > 50).DefaultIfEmpty().Sum() + Fold(Enumerable.Empty<double>())
            + Fold(Enumerable.Repeat(x[0], 3)));

    [Fact]
    public void Ranges() => Test(x => Enumerable.Range(0, x.Length).Select(i => x[i] * i).Sum() + Enumerable.Range(1, 3).Sum(k => Math.Pow(x[0], k)));

    [Fact]
    public void Into_collections() => Test(
        x =>
        {
            var array = x.Select(v => v * v).ToArray();
            var list = x.Where(v => v > 0).ToList();
            array[0] *= list.Count == 0 ? 1 : list[0];
            return Fold(array) + Fold(list) + Fold(x.ToArray());
        });

    [Fact]
    public void Single_elements() => Test(
        x => (x.First() * x.Last()) + x.First(v => v > -5) + x.Last(v => v > -5) + x.ElementAt(0) + x.Select(v => v * v).ElementAt(^1)
            + x.FirstOrDefault(v => v > 100) + x.LastOrDefault(v => v > 0) + x.Take(1).Single() + x.SingleOrDefault(v => v == x[0])
            + x.ElementAtOrDefault(1) + x.ElementAtOrDefault(77) + x.FirstOrDefault(v => v > 100, x[0] * x[0]));

    [Fact]
    public void Flat_questions() => Test(
        x => x[0] * (x.Count() + (x.Count(v => v > 0) * 2) + (x.Any() ? 3 : 4) + (x.Any(v => v > 1.05) ? 5 : 6) + (x.All(v => v > 0) ? 7 : 8)
            + (x.Select(v => v).Contains(17) ? 9 : 10) + (x.Select(v => v).SequenceEqual(x) ? 11 : 12) + x.LongCount()));

    [Fact]
    public void Distinct_elements() => Test(
        x => Fold(x.Concat(x).Distinct()) + Fold(x.DistinctBy(v => v > 0.6)) + Fold(x.Union(Data)) + Fold(x.Intersect(x.Skip(1)))
            + Fold(x.Except(x.Take(1))) + Fold(x.UnionBy(Data, v => v > 0)) + Fold(x.ExceptBy([true], v => v > 1.05)) + Fold(x.IntersectBy([true, false], v => v > 1.05)));

    [Fact]
    public void Untyped_sequences() => Test(
        x =>
        {
            IEnumerable objects = new object[] { x[0], "a", x[0] * x[0] };
            IEnumerable numbers = x;
            return Fold(objects.OfType<double>()) + Fold(numbers.Cast<double>()) + objects.OfType<string>().Count();
        });

    [Fact]
    public void Chunks_and_indices() => Test(
        x => x.Chunk(2).Sum(c => c.Aggregate(1.0, (a, b) => a * b)) + x.Index().Sum(p => p.Item * p.Item * p.Index));

    [Fact]
    public void Totals_by_key() => Test(
        x => x.AggregateBy(v => v > 0.6, 1.0, (a, v) => a * v).Sum(p => p.Value * (p.Key ? 2 : 3))
            + x.AggregateBy(v => v > 0.6, k => k ? 1.0 : 2.0, (a, v) => a * v).Sum(p => p.Value * p.Value)
            + (x.CountBy(v => v > 0.6).Sum(p => p.Value) * x[0]));

    [Fact]
    public void Query_syntax() => Test(
        x => (from v in x
              let square = v * v
              where square > 0.2
              orderby square descending
              from d in Data
              join i in Enumerable.Range(0, 3) on (int)d equals i
              group square * d * (i + 1) by d > 0.5 into g
              select g.Sum() * g.Count()).Sum());

    [Fact]
    public void Lazy_queries_see_later_changes() => Test(
        x =>
        {
            var a = new double[x.Length];
            var factor = x[0];
            var query = a.Select(v => v * factor);
            for (var i = 0; i < a.Length; i++)
                a[i] = x[i] * x[i];
            var first = query.Sum();
            factor = x[^1];
            a[0] *= 2;
            return first * query.Sum();
        });

    static readonly IEnumerable<double> Built = Data.Where(d => d > 0).Select(d => d * d);

    [Fact]
    public void A_query_that_was_built_outside_is_a_constant()
    {
        var list = new List<double>(Data);
        var captured = list.Select(d => d + 1).OrderBy(d => d).Take(3);
        Test(x => x[0] * captured.Sum() + Fold(captured.Select(d => d * x[0])) + FoldApart(captured) * x[0]);
        Test(x => x[0] * Built.Sum() + Fold(Built.Select(d => d * x[0])) + FoldApart(Built.Zip(x, (a, b) => a * b)));
    }

    [Fact]
    public void Exceptions_as_in_the_original()
    {
        Assert.Throws<ArgumentNullException>(() => AD.Gradient((double[] x) => x.Select((Func<double, double>)null!).Sum(), [1.0]));
        Assert.Throws<ArgumentNullException>(() => AD.Gradient((double[] x) => (x.Length > 0 ? null : x)!.Sum(v => v), [1.0]));
        Assert.Equal(
            "Sequence contains no elements",
            Assert.Throws<InvalidOperationException>(() => AD.Gradient((double[] x) => x.Where(v => v > 5).First(), [1.0])).Message);
        Assert.Throws<InvalidOperationException>(() => AD.Gradient((double[] x) => x.Where(v => v > 5).Max(), [1.0]));
        Assert.Throws<InvalidOperationException>(() => AD.Gradient((double[] x) => x.Single(), [1.0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double[] x) => x.Select(v => v).ElementAt(3), [1.0, 2]));
    }

    [Fact]
    public void An_exception_inside_a_query_is_caught() => Test(
        x =>
        {
            var sum = x[0];
            try
            {
                sum += x.Where(v => v > 1.05).Select(v => v * v).Average();
            }
            catch (InvalidOperationException)
            {
                sum *= x[0];
            }

            return sum;
        });

    [Fact]
    public void Matrix_product_with_linq() => Test(
        x =>
        {
            var rows = Enumerable.Range(0, 3).Select(i => x.Select(v => v * (i + 1)).ToArray()).ToArray();
            var product = rows.Select(r => r.Zip(x, (a, b) => a * b).Sum()).ToArray();
            return product.Aggregate(1.0, (a, b) => a * b);
        });
}
