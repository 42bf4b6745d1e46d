using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using Zygote.Sparsity;

namespace Zygote.Compiler.Tests;

public sealed class ColouringTests
{
    public static TheoryData<int, double> Patterns => [.. Enumerable.Range(0, 60).Select(s => (s, (s % 6 + 1) * 0.05))];

    static SparsityPattern Pattern(int rowCount, int columnCount, Func<int, int, bool> has) =>
        new(columnCount, Enumerable.Range(0, rowCount).Select(i => Enumerable.Range(0, columnCount).Where(j => has(i, j))));

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Columns_of_one_colour_share_no_row(int seed, double density)
    {
        var random = new Random(seed);
        var pattern = Pattern(random.Next(1, 30), random.Next(1, 30), (_, _) => random.NextDouble() < density);
        var colours = Colouring.OfColumns(pattern);
        for (var i = 0; i < pattern.RowCount; i++)
            Assert.Distinct(pattern.Row(i).Select(j => colours[j]));
        Assert.Equal(Enumerable.Range(0, colours.Max() + 1), colours.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Star_colourings_have_no_path_of_two_colours(int seed, double density)
    {
        var random = new Random(seed);
        var n = random.Next(1, 25);
        var half = new bool[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                half[i, j] = random.NextDouble() < density;
        }

        var pattern = Pattern(n, n, (i, j) => half[Math.Max(i, j), Math.Min(i, j)]);
        var colours = Colouring.Star(pattern);
        IEnumerable<int> Neighbours(int v) => pattern.Row(v).Where(w => w != v);
        foreach (var a in Enumerable.Range(0, n))
        {
            foreach (var b in Neighbours(a))
            {
                Assert.NotEqual(colours[a], colours[b]);
                foreach (var c in Neighbours(b).Where(c => c != a))
                {
                    foreach (var d in Neighbours(c).Where(d => d != b && d != a))
                        Assert.True(new[] { a, b, c, d }.Select(v => colours[v]).Distinct().Count() > 2, $"{a} {b} {c} {d}");
                }
            }
        }

        var read = pattern.Hessian.Entries.SelectMany(e => e.Select(x => x.Place)).Distinct();
        Assert.Equal(pattern.NonZeroCount, read.Count());
    }
}
