using System;
using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Functions <c>double f(int, double, double[])</c> over local variables, with any control flow at all.</summary>
static class RandomFunctions
{
    public struct Pair(double x, int n)
    {
        public double X = x;
        public int N = n;
    }

    public static Function Make(int seed)
    {
        var random = new Random(seed);
        var f = new Function($"random{seed}", [typeof(int), typeof(double), typeof(double[])], typeof(double));
        var entry = f.AddEntry();
        var ints = new List<Value>();
        var doubles = new List<Value>();
        var b = new Builder(entry);
        var fuel = b.Slot(typeof(int));
        for (var i = 0; i < 3; i++)
        {
            ints.Add(b.Slot(i == 2 ? typeof(sbyte) : typeof(int)));
            doubles.Add(b.Slot(typeof(double)));
        }

        var pair = b.Slot(typeof(Pair));
        var other = b.Slot(typeof(Pair));
        b.Store(fuel, Constant.Of(20));
        b.Store(ints[0], entry.Parameters[0]);
        b.Store(doubles[0], entry.Parameters[1]);

        var blocks = new List<Block>();
        var count = random.Next(2, 9);
        for (var i = 0; i < count; i++)
            blocks.Add(f.AddBlock());
        var exit = f.AddBlock();
        b.Branch(blocks[0]);
        foreach (var block in blocks)
        {
            b.Block = block;
            var known = new List<Value>();
            for (var k = random.Next(5); k > 0; k--)
                Statement();

            var left = b.Sub(b.Load(fuel), Constant.Of(1));
            b.Store(fuel, left);
            var next = f.AddBlock();
            b.BranchIf(b.Compare(Comparison.Less, left, Constant.Of(0)), new Edge(exit), new Edge(next));
            b.Block = next;
            var condition = b.Compare((Comparison)random.Next(6), b.Load(Pick(ints)), Constant.Of(random.Next(-2, 3)));
            var (one, two) = (blocks[random.Next(count)], random.Next(6) == 0 ? exit : blocks[random.Next(count)]);
            if (random.Next(3) == 0)
                b.Branch(one);
            else
                b.BranchIf(condition, new Edge(one), new Edge(two));

            void Statement()
            {
                switch (random.Next(9))
                {
                    case 0:
                        b.Store(Pick(ints), Int());
                        break;
                    case 1:
                        b.Store(Pick(doubles), Double());
                        break;
                    case 2:
                        b.Store(b.FieldAddress(pair, Field("X")), Double());
                        break;
                    case 3:
                        b.Store(b.FieldAddress(other, Field("N")), Int());
                        break;
                    case 4:
                        b.Store(other, b.Load(pair));
                        break;
                    case 5:
                        b.Store(pair, b.WithField(b.Load(other), Field("N"), Int()));
                        break;
                    case 6:
                        b.Store(Element(), Double());
                        break;
                    case 7:
                        known.Add(b.Load(Element()));
                        break;
                    default:
                        known.Add(Double());
                        break;
                }
            }

            Value Element() => b.ElementAddress(entry.Parameters[2], Constant.Of(random.Next(4)));

            Value Int() => random.Next(4) switch
            {
                0 => b.Add(b.Load(Pick(ints)), Constant.Of(random.Next(-3, 100))),
                1 => b.Mul(b.Load(Pick(ints)), b.Load(Pick(ints))),
                2 => b.Load(b.FieldAddress(random.Next(2) == 0 ? pair : other, Field("N"))),
                _ => b.Compare(Comparison.LessUn, b.Load(Pick(doubles)), b.Load(Pick(doubles))),
            };

            Value Double() => random.Next(6) switch
            {
                0 => b.Add(b.Load(Pick(doubles)), Constant.Of(0.5)),
                1 => b.Mul(b.Load(Pick(doubles)), Constant.Of(random.Next(3) - 1.0)),
                2 => b.Load(b.FieldAddress(random.Next(2) == 0 ? pair : other, Field("X"))),
                3 when known.Count > 0 => Pick(known),
                4 => b.Convert(typeof(double), b.Load(Pick(ints))),
                _ => b.Sub(b.Load(Pick(doubles)), b.Load(Pick(doubles))),
            };
        }

        b.Block = exit;
        var result = b.Add(b.Load(doubles[0]), b.Mul(b.Load(doubles[1]), Constant.Of(3.0)));
        result = b.Add(result, b.GetField(b.Load(pair), Field("X")));
        result = b.Add(result, b.Convert(typeof(double), b.Add(b.Load(ints[1]), b.Load(ints[2]))));
        b.Return(result);
        return f;

        Value Pick(List<Value> list) => list[random.Next(list.Count)];
    }

    /// <summary>The result and the final contents of the array, bit by bit.</summary>
    public static string Behaviour(Function f, int n, double x)
    {
        double[] memory = [1, -2, 0, 4];
        var result = (double)Evaluator.Run(f, n, x, memory)!;
        return $"{BitConverter.DoubleToInt64Bits(result):x} {string.Join(' ', memory)}";
    }

    static System.Reflection.FieldInfo Field(string name) => typeof(Pair).GetField(name)!;
}
