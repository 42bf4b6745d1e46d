using System;
using System.Threading;

using Zygote.Compilation;
using Zygote.Differentiation;

namespace Zygote.Sparsity;

/// <summary>A sparse matrix of derivatives: with a pattern that was given, or one that is found anew at each point.</summary>
abstract class SparseFunction(SparsityPattern? given)
{
    SparsityPattern? _last;

    public SparseMatrix Invoke(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var pattern = given ?? Recalled(Pattern(x));
        if (pattern.ColumnCount != x.Length)
            throw new ArgumentException($"The point has {x.Length} numbers, the pattern {pattern.ColumnCount} columns.", nameof(x));
        var values = new double[pattern.NonZeroCount];
        Evaluate(pattern, x, values);
        return new SparseMatrix(pattern, values);
    }

    public abstract SparsityPattern Pattern(double[] x);

    protected abstract void Evaluate(SparsityPattern pattern, double[] x, double[] values);

    /// <summary>The last pattern, with its colouring, where this one is the same.</summary>
    SparsityPattern Recalled(SparsityPattern pattern)
    {
        if (Volatile.Read(ref _last) is { } last && last.IsSame(pattern))
            return last;
        Volatile.Write(ref _last, pattern);
        return pattern;
    }

    /// <summary>The function may write into its argument and, in forward mode, into the direction: both are for this call.</summary>
    protected static double[] Along(Func<double[], double[], (double[] Value, double[] Tangent)> pushforward, double[] x, double[] direction) =>
        pushforward((double[])x.Clone(), direction).Tangent;

    protected static bool[] Reached(
        Func<double[], double[], (double[] Value, double[] Tangent)> pushforward, double[] x, bool[] columns) =>
        Marked(Along(pushforward, x, Array.ConvertAll(columns, c => c ? Dependence.Mark : 0)));

    protected static bool[] Marked(double[] derivatives) => Array.ConvertAll(derivatives, Dependence.IsMarked);

    protected static double[] Ones(int count, int[] places)
    {
        var direction = new double[count];
        foreach (var place in places)
            direction[place] = 1;
        return direction;
    }

    /// <summary>
    /// Forward mode along the sums of the axes of each colour, several at a time: colour by colour the compressed column.
    /// </summary>
    protected static void Compress(
        DirectionsFunction<double[], double[]> f, double[] x, int[][] colours, Action<int, double[]> take)
    {
        for (var first = 0; first < colours.Length; first += Requests.Width)
        {
            var directions = new double[Requests.Width][];
            for (var k = 0; k < directions.Length; k++)
                directions[k] = Ones(x.Length, first + k < colours.Length ? colours[first + k] : []);
            var columns = f.Invoke((double[])x.Clone(), directions).Tangents;
            for (var k = 0; k < columns.Length && first + k < colours.Length; k++)
                take(first + k, columns[k]);
        }
    }

    protected static void RequireRows(int count, SparsityPattern pattern)
    {
        if (count != pattern.RowCount)
            throw new InvalidOperationException($"The function has {count} results at this point, its pattern {pattern.RowCount} rows.");
    }

    protected static InvalidOperationException Outside(string line, int index) => new(
        $"At this point {line} {index} has an entry outside of the pattern: the function takes another path than where the "
        + "pattern was found. Find the pattern at this point, or unite both.");
}
