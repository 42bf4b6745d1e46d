using System;
using System.Linq;

using Xunit;

using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>The same numbers as with a check of each product.</summary>
public sealed class CheckSumsTests
{
    static readonly double[] Special = [0, -0.0, 1.5, -2, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e300];

    static Value Product(Builder b, Value x, Value y) =>
        b.Call(typeof(Calculus).GetMethod(nameof(Calculus.ScaleTangent), [x.Type, x.Type])!, x, y);

    static Function Of(Type type, Func<Builder, Value[], Value> make)
    {
        var f = new Function("f", [type, type, type, type], type);
        var b = new Builder(f.AddEntry());
        b.Return(make(b, [.. f.Entry.Parameters]));
        return f;
    }

    static void Same(Func<Function> make, int blocks)
    {
        var (before, after) = (make(), make());
        CheckSums.Run(after);
        Ssa.Check(after);
        Assert.Equal(blocks, after.Blocks.Count);
        foreach (var a in Special)
        {
            foreach (var b in Special)
            {
                foreach (var c in Special)
                {
                    object[] x = [a, b, c, 2.5];
                    if (before.ReturnType == typeof(float))
                        x = [.. x.Select(v => (object)(float)(double)v)];
                    Assert.Equal(Evaluator.Run(before, x), Evaluator.Run(after, x));
                }
            }
        }
    }

    [Fact]
    public void A_sum_of_products()
    {
        foreach (var type in (Type[])[typeof(double), typeof(float)])
        {
            Same(() => Of(type, (b, x) => b.Add(Product(b, x[0], x[1]), Product(b, x[2], x[3]))), 3);
            Same(() => Of(type, (b, x) => b.Sub(b.Add(x[0], Product(b, x[0], x[1])), Product(b, x[2], x[1]))), 3);
        }
    }

    [Fact]
    public void One_product_stays() => Same(() => Of(typeof(double), (b, x) => b.Add(Product(b, x[0], x[1]), x[2])), 1);

    [Fact]
    public void Sums_that_do_not_need_each_other_are_asked_together() => Same(
        () => Of(typeof(double), (b, x) =>
        {
            var (p, q) = (b.Add(Product(b, x[0], x[1]), Product(b, x[1], x[2])), b.Add(Product(b, x[0], x[2]), Product(b, x[3], x[1])));
            return b.Mul(p, q);
        }), 3);

    [Fact]
    public void A_sum_of_sums_that_are_used_elsewhere_is_asked_after_them() => Same(
        () => Of(typeof(double), (b, x) =>
        {
            var p = b.Add(Product(b, x[0], x[1]), Product(b, x[1], x[2]));
            return b.Mul(p, b.Sub(b.Sub(Product(b, p, x[2]), Product(b, x[0], x[3])), p));
        }), 5);

    /// <summary>The product was taken out of its block, and the sum in it lost its operand.</summary>
    [Fact]
    public void Products_of_another_block_stay_there() => Same(
        () =>
        {
            var f = new Function("f", [typeof(double), typeof(double), typeof(double), typeof(double)], typeof(double));
            var (entry, next) = (f.AddEntry(), f.AddBlock());
            var b = new Builder(entry);
            var x = entry.Parameters;
            var outer = b.Add(b.Add(Product(b, x[0], x[1]), Product(b, x[1], x[2])), x[3]);
            b.Branch(next);
            b.Block = next;
            b.Return(b.Add(b.Add(Product(b, x[2], x[3]), outer), Product(b, x[0], x[2])));
            return f;
        }, 6);

    [Fact]
    public void Floats_are_not_added_to_doubles() => Same(
        () => Of(typeof(double), (b, x) =>
        {
            var narrow = x.Select(v => b.Convert(typeof(float), v)).ToArray();
            var p = b.Add(Product(b, x[0], x[1]), Product(b, x[1], x[2]));
            var q = b.Add(Product(b, narrow[0], narrow[1]), Product(b, narrow[1], narrow[2]));
            return b.Add(b.Convert(typeof(double), q), p);
        }), 5);
}
