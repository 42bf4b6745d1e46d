using System.Numerics;

namespace Zygote.Rules;

/// <summary>New arrays. All loops are plain, for they are differentiated where a rule is.</summary>
static class Copies
{
    public static T[] Of<T>(T[] x)
    {
        var copy = new T[x.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = x[i];
        return copy;
    }

    public static T[,] Of<T>(T[,] x)
    {
        var copy = new T[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < copy.GetLength(0); i++)
        {
            for (var j = 0; j < copy.GetLength(1); j++)
                copy[i, j] = x[i, j];
        }

        return copy;
    }

    public static T[] Sum<T>(T[] x, T[] y)
        where T : INumberBase<T>
    {
        var sum = new T[x.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = x[i] + y[i];
        return sum;
    }

    public static T[] Difference<T>(T[] x, T[] y)
        where T : INumberBase<T>
    {
        var sum = new T[x.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = x[i] - y[i];
        return sum;
    }

    public static T[] Scaled<T>(T factor, T[] x)
        where T : INumberBase<T>
    {
        var result = new T[x.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = factor * x[i];
        return result;
    }

    public static T[,] Sum<T>(T[,] x, T[,] y)
        where T : INumberBase<T> => Combined(x, T.One, y);

    public static T[,] Difference<T>(T[,] x, T[,] y)
        where T : INumberBase<T> => Combined(x, -T.One, y);

    static T[,] Combined<T>(T[,] x, T factor, T[,] y)
        where T : INumberBase<T>
    {
        var sum = new T[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < sum.GetLength(0); i++)
        {
            for (var j = 0; j < sum.GetLength(1); j++)
                sum[i, j] = x[i, j] + factor * y[i, j];
        }

        return sum;
    }

    public static T[,] Scaled<T>(T factor, T[,] x)
        where T : INumberBase<T>
    {
        var result = new T[x.GetLength(0), x.GetLength(1)];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var j = 0; j < result.GetLength(1); j++)
                result[i, j] = factor * x[i, j];
        }

        return result;
    }
}
