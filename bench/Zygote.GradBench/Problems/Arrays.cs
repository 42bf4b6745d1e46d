using System;

namespace Zygote.GradBench.Problems;

static class Arrays
{
    public static double[][] ZerosLike(double[][] rows) => Array.ConvertAll(rows, row => new double[row.Length]);
}
