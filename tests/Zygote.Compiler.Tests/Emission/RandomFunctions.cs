using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Emission;

/// <summary>
/// Random functions of (double[], int[], (double, int)[]) that always end: a slot counts the blocks entered. Blocks use
/// values of the entry, their own, and of the only predecessor that some of them have; the control flow may be irreducible.
/// </summary>
sealed class RandomFunctions(int seed)
{
    public delegate double Program(double[] doubles, int[] ints, (double, int)[] pairs);

    static readonly Type Pair = typeof((double, int));
    static readonly FieldInfo Item1 = Pair.GetField("Item1")!;
    static readonly FieldInfo Item2 = Pair.GetField("Item2")!;
    static readonly MethodInfo BumpMethod = typeof(RandomFunctions).GetMethod(nameof(Bump))!;

    readonly Random _random = new(seed);
    Value _fuel = null!;
    Value[] _slots = null!;
    Value[] _arrays = null!;

    public static double Bump(double[] doubles, int by)
    {
        doubles[0] += by;
        return doubles[0] * 0.5;
    }

    public Function Next()
    {
        var function = Programs.BuildBlocks<Program>((_, _, _) => { }, "random" + seed);
        var b = new Builder(function.Entry);
        _arrays = [.. function.Entry.Parameters];
        _fuel = b.Slot(typeof(int));
        _slots = [b.Slot(typeof(double)), b.Slot(typeof(short)), b.Slot(Pair)];
        b.Store(_fuel, Constant.Of(25));

        Type[] types = [typeof(int), typeof(double), Pair];
        var blocks = Enumerable.Range(0, _random.Next(1, 7)).Select(_ => function.AddBlock()).ToList();
        foreach (var block in blocks)
        {
            for (var i = _random.Next(4); i > 0; i--)
                block.AddParameter(types[_random.Next(3)]);
        }

        var exit = Programs.NewBlock(function, typeof(double));
        new Builder(exit).Return(exit.Parameters[0]);
        var values = Fill(b, []);
        End(b, values, blocks, exit);
        for (var i = 0; i < blocks.Count; i++)
        {
            b.Block = blocks[i];
            var own = Fill(b, [.. values, .. b.Block.Parameters]);
            if (_random.Next(3) == 0)
            {
                var child = function.AddBlock();
                var other = function.AddBlock();
                b.BranchIf(Pick(own, typeof(int)), new Edge(child), new Edge(other));
                b.Block = child;
                End(b, Fill(b, own), blocks, exit);
                b.Block = other;
                own = Fill(b, own);
            }

            End(b, own, blocks, exit);
        }

        return function;
    }

    void End(Builder b, List<Value> values, List<Block> blocks, Block exit)
    {
        var left = b.Sub(b.Load(_fuel), Constant.Of(1));
        b.Store(_fuel, left);
        Edge To(Block target) => new(target, target.Parameters.Select(p => Pick(values, p.Type)));
        Edge Any() => To(blocks[_random.Next(blocks.Count)]);
        var more = b.Compare(Comparison.Greater, left, Constant.Of(0));
        switch (_random.Next(4))
        {
            case 0:
                var index = b.Binary(Opcode.Mul, more, b.Add(b.Binary(Opcode.And, Pick(values, typeof(int)),
                    Constant.Of(3)), Constant.Of(1)));
                b.Switch(index, To(exit), Any(), Any(), Any());
                break;
            case 1:
                b.BranchIf(more, Any(), To(exit));
                break;
            default:
                b.BranchIf(b.Binary(Opcode.And, more, b.Compare(AnyComparison(), Pick(values, typeof(double)),
                    Pick(values, typeof(double)))),
                    Any(), _random.Next(2) == 0 ? To(exit) : new Edge(exit, Pick(values, typeof(double))));
                break;
        }
    }

    List<Value> Fill(Builder b, List<Value> values)
    {
        values = [.. values];
        for (var i = _random.Next(12); i > 0; i--)
        {
            if (Step(b, values) is { } value && value.Type != typeof(void))
                values.Add(value);
        }

        return values;
    }

    Value? Step(Builder b, List<Value> values)
    {
        Value Int() => Pick(values, typeof(int));
        Value Double() => Pick(values, typeof(double));
        Value Struct() => Pick(values, Pair);
        switch (_random.Next(20))
        {
            case 0: return b.Binary((Opcode)_random.Next(3), Int(), Int());
            case 1 or 2: return b.Binary((Opcode)_random.Next(3), Double(), Double());
            case 3: return b.Compare(AnyComparison(), Double(), Double());
            case 4: return b.Compare(AnyComparison(), Int(), Int());
            case 5:
                return b.Convert(new Conversion(new[] { typeof(byte), typeof(short),
                typeof(double) }[_random.Next(3)]), Int());
            case 6: return b.GetField(Struct(), Item1);
            case 7: return b.GetField(Struct(), Item2);
            case 8: return b.WithField(Struct(), Item1, Double());
            case 9: return b.WithField(Struct(), Item2, Int());
            case 10: return b.Call(BumpMethod, _arrays[0], Int());
            case 11: return b.Load(_slots[_random.Next(3)]);
            case 12: b.Store(_slots[0], Double()); return null;
            case 13: b.Store(_slots[1], Int()); return null;
            case 14: b.Store(b.FieldAddress(_slots[2], Item1), Double()); return null;
            default:
                // Mostly in range.
                var index = b.Binary(Opcode.And, Int(), Constant.Of(_random.Next(30) == 0 ? 7 : 3));
                var array = _arrays[_random.Next(3)];
                var address = b.ElementAddress(array, index);
                if (array == _arrays[2] && _random.Next(2) == 0)
                    address = b.FieldAddress(address, Item1);
                if (_random.Next(2) == 0)
                    Step(b, values);
                var old = _random.Next(2) == 0 ? b.Load(address) : null;
                if (_random.Next(2) == 0)
                {
                    var type = StackTypes.Of(address.Type.GetElementType()!);
                    Value next = old is not null && type == typeof(double) ? b.Add(old, Double()) : Pick(values, type);
                    b.Store(address, next);
                }

                return old;
        }
    }

    Comparison AnyComparison() => (Comparison)_random.Next(10);

    Value Pick(List<Value> values, Type type)
    {
        var fitting = values.Where(v => v.Type == type).ToList();
        if (fitting.Count == 0 || _random.Next(6) == 0)
            return type == typeof(int) ? Constant.Of(_random.Next(-2, 9)) : type == typeof(double)
                ? Constant.Of(_random.Next(5) * 0.5) : Constant.Zero(type);
        return fitting[Math.Max(_random.Next(fitting.Count), _random.Next(fitting.Count))];
    }
}
