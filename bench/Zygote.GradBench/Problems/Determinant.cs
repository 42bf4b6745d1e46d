using System.Text.Json;

using Zygote.GradBench.Protocol;

namespace Zygote.GradBench.Problems;

/// <summary>The determinant by expansion by minors, which takes n! steps: the algorithm is the benchmark.</summary>
static class Determinant
{
    /// <param name="a">Shape <c>[n, n]</c>, row after row.</param>
    /// <param name="n">At least 1.</param>
    public static double Of(double[] a, int n)
    {
        // The rows and columns that remain are linked lists; entry n is the head of each.
        var nextRow = new int[n + 1];
        var nextColumn = new int[n + 1];
        for (var i = 0; i < n; i++)
            nextRow[i] = nextColumn[i] = i + 1;
        nextRow[n] = nextColumn[n] = 0;
        return Minor(a, n, n, nextRow, nextColumn);
    }

    static double Minor(double[] a, int n, int size, int[] nextRow, int[] nextColumn)
    {
        var row = nextRow[n];
        if (size == 1)
            return a[row * n + nextColumn[n]];

        nextRow[n] = nextRow[row];
        var sum = 0.0;
        var sign = 1.0;
        var previous = n;
        for (var k = 0; k < size; k++)
        {
            var column = nextColumn[previous];
            nextColumn[previous] = nextColumn[column];
            sum += sign * a[row * n + column] * Minor(a, n, size - 1, nextRow, nextColumn);
            nextColumn[previous] = column;
            previous = column;
            sign = -sign;
        }

        nextRow[n] = row;
        return sum;
    }

    public static Evaluation Primal(JsonElement input)
    {
        var (a, n) = (input.Vector("A"), input.Int("ell"));
        return Evaluation.Of(() => Of(a, n), JsonOutput.Number);
    }

    public static Evaluation Gradient(JsonElement input)
    {
        var (a, n) = (input.Vector("A"), input.Int("ell"));
        return Evaluation.OfGradient(b => Of(b, n), a, new double[a.Length], JsonOutput.Vector);
    }
}
