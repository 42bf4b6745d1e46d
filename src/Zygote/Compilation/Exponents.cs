using System;
using System.Collections.Generic;

namespace Zygote.Compilation;

/// <summary>Vectors of exponents with a given sum, each with a number; and the weights of interpolation between them.</summary>
static class Exponents
{
    /// <summary>All of them, in lexical order, the largest first exponent first.</summary>
    public static List<int[]> All(int dimension, int sum)
    {
        var all = new List<int[]>();
        var current = new int[dimension];
        void Fill(int position, int rest)
        {
            if (position == dimension - 1)
            {
                current[position] = rest;
                all.Add((int[])current.Clone());
                return;
            }

            for (var e = rest; e >= 0; e--)
            {
                current[position] = e;
                Fill(position + 1, rest - e);
            }
        }

        if (dimension > 0)
            Fill(0, sum);
        else if (sum == 0)
            all.Add([]);
        return all;
    }

    /// <summary>The place in <see cref="All"/>.</summary>
    public static int IndexOf(int[] exponents, int sum)
    {
        var index = 0;
        for (var i = 0; i < exponents.Length - 1; i++)
        {
            // Those with a larger exponent here come before.
            var others = exponents.Length - 1 - i;
            for (var rest = 0; rest < sum - exponents[i]; rest++)
                index += Count(others, rest);
            sum -= exponents[i];
        }

        return index;
    }

    static int Count(int dimension, int sum) => (int)Math.Round(Binomial(dimension + sum - 1, sum));

    /// <summary>
    /// What the coefficient of order |i| in direction j contributes to the partial derivative with exponents i.
    /// </summary>
    /// <remarks>Griewank, Utke, Walther (2000), equation 13, with directions that are the exponents themselves.</remarks>
    public static double Weight(int[] i, int[] j, int order)
    {
        var sum = 0.0;
        var k = new int[i.Length];
        while (Next(k, i))
        {
            var total = 0;
            foreach (var e in k)
                total += e;
            var term = Math.Pow((double)total / order, order) * ((order - total) % 2 == 0 ? 1 : -1);
            for (var l = 0; l < i.Length && term != 0; l++)
                term *= Binomial(i[l], k[l]) * Binomial((double)order * k[l] / total, j[l]);
            sum += term;
        }

        return sum;
    }

    /// <summary>Counts through all vectors up to the limits; false after the last.</summary>
    static bool Next(int[] k, int[] limits)
    {
        for (var l = 0; l < k.Length; l++)
        {
            if (k[l] < limits[l])
            {
                k[l]++;
                return true;
            }

            k[l] = 0;
        }

        return false;
    }

    static double Binomial(double n, int k)
    {
        var result = 1.0;
        for (var i = 0; i < k; i++)
            result = result * (n - i) / (i + 1);
        return result;
    }
}
