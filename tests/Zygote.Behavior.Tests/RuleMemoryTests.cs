using System;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Pullbacks of rules read what the rule was given, and what it returned, after the program has written there.</summary>
public sealed class RuleMemoryTests
{
    static class Functions
    {
        public static double[] Product(double[] a, double[] b)
        {
            var result = new double[a.Length];
            for (var i = 0; i < a.Length; i++)
                result[i] = a[i] * b[i];
            return result;
        }

        public static double[] Exponentials(double[] x) => Array.ConvertAll(x, Math.Exp);

        public static double[] Gathered(double[] x, int[] at) => Array.ConvertAll(at, i => x[i]);

        public static double Total(double[][] rows)
        {
            var sum = 0.0;
            foreach (var row in rows)
                sum += row[0] * row[1];
            return sum;
        }
    }

    static class Rules
    {
        [PullbackOf(typeof(Functions), nameof(Functions.Product))]
        static (double[], Func<double[], (double[], double[])>) Product(double[] a, double[] b) =>
            (Functions.Product(a, b), y => (Functions.Product(y, b), Functions.Product(a, y)));

        [PushforwardOf(typeof(Functions), nameof(Functions.Product))]
        static (double[], double[]) Product(double[] a, double[] b, double[] aDot, double[] bDot)
        {
            var tangent = new double[a.Length];
            for (var i = 0; i < a.Length; i++)
                tangent[i] = aDot[i] * b[i] + a[i] * bDot[i];
            return (Functions.Product(a, b), tangent);
        }

        [PullbackOf(typeof(Functions), nameof(Functions.Exponentials))]
        static (double[], Func<double[], double[]>) Exponentials(double[] x)
        {
            var value = Functions.Exponentials(x);
            return (value, y => Functions.Product(y, value));
        }

        [PushforwardOf(typeof(Functions), nameof(Functions.Exponentials))]
        static (double[], double[]) Exponentials(double[] x, double[] xDot) =>
            (Functions.Exponentials(x), Functions.Product(Functions.Exponentials(x), xDot));

        [PullbackOf(typeof(Functions), nameof(Functions.Gathered))]
        static (double[], Func<double[], double[]>) Gathered(double[] x, int[] at) => (
            Functions.Gathered(x, at),
            y =>
            {
                var result = new double[x.Length];
                for (var i = 0; i < at.Length; i++)
                    result[at[i]] += y[i];
                return result;
            });

        [PushforwardOf(typeof(Functions), nameof(Functions.Gathered))]
        static (double[], double[]) Gathered(double[] x, int[] at, double[] xDot, int[] atDot) =>
            (Functions.Gathered(x, at), Functions.Gathered(xDot, at));

        [PullbackOf(typeof(Functions), nameof(Functions.Total))]
        static (double, Func<double, double[][]>) Total(double[][] rows) =>
            (Functions.Total(rows), y => Array.ConvertAll(rows, row => new[] { y * row[1], y * row[0] }));

        [PushforwardOf(typeof(Functions), nameof(Functions.Total))]
        static (double, double) Total(double[][] rows, double[][] rowsDot)
        {
            var tangent = 0.0;
            for (var i = 0; i < rows.Length; i++)
                tangent += rowsDot[i][0] * rows[i][1] + rows[i][0] * rowsDot[i][1];
            return (Functions.Total(rows), tangent);
        }
    }

    [Fact]
    public void Inputs_that_are_overwritten_after_the_call() => Check.Scalar(
        t =>
        {
            double[] a = [t, 2 * t];
            var c = Functions.Product(a, a);
            a[0] = 7;
            a[1] = t;
            return c[0] + c[1] * a[1];
        },
        1.5, -0.4);

    [Fact]
    public void Results_that_are_overwritten_after_the_call() => Check.Vector(
        x =>
        {
            var y = Functions.Exponentials(x);
            var sum = y[0] * y[1];
            y[0] = x[0] * x[0];
            y[1] = 0;
            return sum + y[0];
        },
        [0.3, -0.7], [1.5, 0.2]);

    [Fact]
    public void Indices_that_are_overwritten_after_the_call() => Check.Vector(
        x =>
        {
            int[] at = [0, 1, 0];
            var sum = 0.0;
            for (var k = 0; k < 3; k++)
            {
                var y = Functions.Gathered(x, at);
                sum += y[0] * y[1] * y[2];
                at[k] = 1;
            }

            return sum;
        },
        [0.3, -0.7], [1.5, 0.2]);

    [Fact]
    public void Arrays_of_arrays() => Check.Vector(
        x =>
        {
            double[][] rows = [[x[0], x[1]], [x[1], 3]];
            var sum = Functions.Total(rows);
            rows[0][0] = 5;
            rows[1] = [x[0], x[0]];
            return sum * Functions.Total(rows);
        },
        [0.3, -0.7], [1.5, 0.2]);

    // The cotangent of a result is cleared when it has been used, which a pullback within a pullback saw.
    [Fact]
    public void Second_derivatives_without_any_writing() => Check.Vector(
        x => Functions.Product(x, x)[0] + Functions.Product(Functions.Exponentials(x), x)[1], [0.3, -0.7], [1.5, 0.2]);
}
