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

    public static double[] Ones(int count, int[] places)
    {
        var direction = new double[count];
        foreach (var place in places)
            direction[place] = 1;
        return direction;
    }

    public static void RequireRows(int count, int rowCount)
    {
        if (count != rowCount)
            throw new InvalidOperationException($"The function has {count} results at this point, its pattern {rowCount} rows.");
    }

    public static InvalidOperationException Outside(string line, int index) => new(
        $"At this point {line} {index} has an entry outside of the pattern: the function takes another path than where the "
        + "pattern was found. Find the pattern at this point, or unite both.");
}
