using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Zygote.Emission;
using Zygote.IR;
using static Zygote.Compiler.Tests.Emission.Programs;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionObjectTests
{
    const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    class Shape(double size)
    {
        public double Size = size;

        public virtual double Area() => Size;
    }

    sealed class Square(double size) : Shape(size)
    {
        public override double Area() => Size * Size;
    }

    sealed class Plain
    {
        public double Value;
    }

    sealed class Initialised
    {
        public double Value = 5;
    }

    static FieldInfo Item(Type tuple, int index) => tuple.GetField("Item" + index)!;

    [Fact]
    public void A_tuple_is_built_in_one_local()
    {
        var type = typeof((double, int, string));
        var function = Build<Func<double, int, (double, int, string)>>((b, p) => b.Return(b.Struct(type,
            (Item(type, 1), b.Mul(p[0], p[0])), (Item(type, 2), p[1]), (Item(type, 3), Constant.Of("s")))));
        Assert.Equal((9.0, 4, "s"), Compile<Func<double, int, (double, int, string)>>(function)(3, 4));
        var listing = Emitter.List(function);
        Assert.Single(listing.Split(".local")[1..]);
        Assert.DoesNotContain("stloc", listing);
    }

    [Fact]
    public void Struct_values_are_immutable()
    {
        var type = typeof((double, double));
        var run = Compile<Func<(double, double), (double, double)>>((b, p) =>
        {
            var changed = b.WithField(p[0], Item(type, 1), b.GetField(p[0], Item(type, 2)));
            var twice = b.WithField(changed, Item(type, 1), C(7.0));
            var sum = b.Add(b.GetField(changed, Item(type, 1)), b.GetField(p[0], Item(type, 1)));
            b.Return(b.WithField(twice, Item(type, 2), sum));
        });
        Assert.Equal((7.0, 5.0), run((2, 3)));
    }

    [Fact]
    public void The_new_field_may_be_computed_from_other_structs()
    {
        var type = typeof((double, double));
        var swap = Compile<Func<(double, double), (double, double)>>((b, p) =>
        {
            var copy = b.WithField(p[0], Item(type, 1), b.Add(b.GetField(p[0], Item(type, 1)), C(1.0)));
            var other = b.WithField(p[0], Item(type, 2), b.GetField(copy, Item(type, 1)));
            b.Return(b.WithField(copy, Item(type, 2), b.Mul(b.GetField(other, Item(type, 2)), b.GetField(other,
                Item(type, 1)))));
        });
        Assert.Equal((3.0, 6.0), swap((2, 9)));
    }

    [Fact]
    public void Structs_in_loops_and_zero_structs()
    {
        var type = typeof((double, double));
        var run = CompileBlocks<Func<int, (double, double)>>((f, b, p) =>
        {
            var c = CountedLoop(f, b, p[0], [Constant.Zero(type)], (b, i, c) =>
            [
                b.WithField(b.WithField(c[0], Item(type, 1), b.Add(b.GetField(c[0], Item(type, 1)), C(1.0))),
                    Item(type, 2), b.Convert(typeof(double), i)),
            ]);
            b.Return(c[0]);
        });
        Assert.Equal((4.0, 3.0), run(4));
        var zero = Compile<Func<double>>((b, _) => b.Return(b.GetField(Constant.Zero(type), Item(type, 2))));
        Assert.Equal(0.0, zero());
        var nested = Compile<Func<(double, (double, double)), double>>((b, p) => b.Return(b.GetField(
            b.GetField(p[0], typeof((double, (double, double))).GetField("Item2")!), Item(type, 2))));
        Assert.Equal(3.0, nested((1, (2, 3))));
    }

    static (double, double) Pair(double x) => (x, x + 1);

    [Fact]
    public void Fields_of_results_and_of_loaded_structs()
    {
        var type = typeof((double, double));
        var call = Compile<Func<double, double>>((b, p) =>
            b.Return(b.GetField(b.Call(typeof(EmissionObjectTests).GetMethod(nameof(Pair), Any)!, p[0]), Item(type, 2))));
        Assert.Equal(4.0, call(3));
        var load = Compile<Func<(double, double)[], double>>((b, p) =>
            b.Return(b.GetField(b.Load(b.ElementAddress(p[0], C(1))), Item(type, 2))));
        Assert.Equal(4.0, load([(1, 2), (3, 4)]));
    }

    [Fact]
    public void Objects_with_and_without_constructors()
    {
        var constructor = typeof(Square).GetConstructor([typeof(double)])!;
        var function = Build<Func<double, Shape>>((b, p) =>
        {
            var square = b.NewObject(typeof(Square));
            b.Call(constructor, square, b.Add(p[0], C(1.0)));
            b.Return(square);
        });
        Assert.Equal(9.0, Compile<Func<double, Shape>>(function)(2).Area());
        Assert.Contains("newobj", Emitter.List(function));

        var raw = Compile<Func<Initialised>>((b, _) => b.Return(b.NewObject(typeof(Initialised))));
        Assert.Equal(0.0, raw().Value);
        Assert.NotSame(raw(), raw());
        var plain = Compile<Func<double, Plain>>((b, p) =>
        {
            var made = b.NewObject(typeof(Plain));
            b.Store(b.FieldAddress(made, typeof(Plain).GetField(nameof(Plain.Value))!), p[0]);
            b.Return(made);
        });
        Assert.Equal(new Plain { Value = 3 }.Value, plain(3).Value);

        var late = Compile<Func<double, Square>>((b, p) =>
        {
            var made = b.NewObject(typeof(Square));
            b.Store(b.FieldAddress(made, typeof(Shape).GetField("Size")!), p[0]);
            b.Call(constructor, made, b.Load(b.FieldAddress(made, typeof(Shape).GetField("Size")!)));
            b.Return(made);
        });
        Assert.Equal(4.0, late(4).Size);
    }

    [Fact]
    public void Virtual_direct_and_delegate_calls()
    {
        var area = typeof(Shape).GetMethod("Area")!;
        var both = Compile<Func<Shape, double>>((b, p) =>
            b.Return(b.Sub(b.CallVirtual(area, p[0]), b.Call(area, p[0]))));
        Assert.Equal(6.0, both(new Square(3)));
        Assert.Throws<NullReferenceException>(() => both(null!));
        var invoke = Compile<Func<Func<double, double>, double>>((b, p) =>
            b.Return(b.CallVirtual(typeof(Func<double, double>).GetMethod("Invoke")!, p[0], C(4.0))));
        Assert.Equal(2.0, invoke(Math.Sqrt));
        var make = Compile<Func<Shape, bool, Func<double>>>((b, p) =>
            b.Return(b.NewDelegate(typeof(Func<double>), new DelegateTarget(area, true), p[0])));
        Assert.Equal(9.0, make(new Square(3), true)());
        var direct = Compile<Func<Shape, Func<double>>>((b, p) =>
            b.Return(b.NewDelegate(typeof(Func<double>), new DelegateTarget(area), p[0])));
        Assert.Equal(3.0, direct(new Square(3))());
        var ofStatic = Compile<Func<Func<double, (double, double)>>>((b, _) => b.Return(b.NewDelegate(
            typeof(Func<double, (double, double)>),
            new DelegateTarget(typeof(EmissionObjectTests).GetMethod(nameof(Pair), Any)!), Constant.Zero(typeof(object)))));
        Assert.Equal((1.0, 2.0), ofStatic()(1));
        Assert.Same(ofStatic(), ofStatic());
    }

    [Fact]
    public void Boxes_casts_tokens_and_sizes()
    {
        var round = Compile<Func<double, double>>((b, p) =>
        {
            var box = b.Append(Opcode.Box, typeof(object), typeof(double), p[0]);
            var address = b.Append(Opcode.UnboxAddress, typeof(double).MakeByRefType(), typeof(double), box);
            b.Store(address, b.Add(b.Load(address), C(1.0)));
            b.Return(b.Load(b.Append(Opcode.UnboxAddress, typeof(double).MakeByRefType(), typeof(double), box)));
        });
        Assert.Equal(4.0, round(3));
        var cast = Compile<Func<object, Square>>((b, p) => b.Return(b.Cast(typeof(Square), p[0])));
        Assert.Throws<InvalidCastException>(() => cast(""));
        var test = Compile<Func<object, object?>>((b, p) => b.Return(b.Append(Opcode.IsInstance, typeof(Square),
            typeof(Square), p[0])));
        Assert.Null(test(""));
        Assert.NotNull(test(new Square(1)));
        var token = Compile<Func<Type>>((b, _) => b.Return(b.Call(typeof(Type).GetMethod("GetTypeFromHandle")!,
            b.Append(Opcode.Token, typeof(RuntimeTypeHandle), typeof(Square)))));
        Assert.Equal(typeof(Square), token());
        Assert.Equal(16, Compile<Func<int>>((b, _) => b.Return(
            b.Append(Opcode.SizeOf, typeof(int), typeof((double, double)))))());
        var boxed = Compile<Func<int, object>>((b, p) => b.Return(b.Append(Opcode.Box, typeof(object), typeof(DayOfWeek),
            p[0])));
        Assert.Equal(DayOfWeek.Friday, boxed(5));
    }

    [Fact]
    public void Constants_of_every_kind()
    {
        Assert.Equal(long.MinValue, Compile<Func<long>>((b, _) => b.Return(Constant.Of(long.MinValue)))());
        Assert.Equal(5, Compile<Func<nint>>((b, _) => b.Return(Constant.NativeInt(5)))());
        Assert.Equal(1.5f, Compile<Func<float>>((b, _) => b.Return(Constant.Of(1.5f)))());
        Assert.Equal("text", Compile<Func<string>>((b, _) => b.Return(Constant.Of("text")))());
        Assert.Null(Compile<Func<string>>((b, _) => b.Return(Constant.Zero(typeof(string))))());
        Assert.Equal(default, Compile<Func<decimal>>((b, _) => b.Return(Constant.Zero(typeof(decimal))))());
        Assert.Equal(typeof(int), Compile<Func<Type>>((b, _) => b.Return(Constant.OfObject(typeof(int))))());
        var list = new List<int>();
        Assert.Same(list, Compile<Func<List<int>>>((b, _) => b.Return(Constant.OfObject(list)))());
        foreach (var number in new[] { -1, 0, 8, 100, -128, 1000, int.MinValue })
            Assert.Equal(number, Compile<Func<int>>((b, _) => b.Return(C(number)))());
    }

    [Fact]
    public void Objects_held_by_code_are_released_with_it()
    {
        var weak = Make();
        for (var i = 0; i < 20 && weak.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(weak.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Make()
        {
            var held = new object();
            var function = Build<Func<object>>((b, _) => b.Return(Constant.OfObject(held)));
            Assert.Same(held, Compile<Func<object>>(function)());
            return new WeakReference(held);
        }
    }

    [Fact]
    public void Malformed_functions_are_refused_with_their_name()
    {
        var other = Build<Func<double, double>>((b, p) => b.Return(b.Add(p[0], p[0])));
        var outer = Build<Func<double, double>>((b, _) => b.Return(new OuterValue(other.Entry.Parameters[0])), "outer");
        var foreign = Build<Func<double, double>>((b, _) => b.Return(other.Entry.Parameters[0]), "foreign");
        var open = Build<Func<double, double>>((_, _) => { }, "open");
        var mixed = Build<Func<double, int, double>>((b, p) => b.Return(b.Add(p[0], p[1])), "mixed");
        var result = Build<Func<double, int>>((b, p) => b.Return(p[0]), "result");
        foreach (var function in new[] { outer, foreign, open, mixed, result })
            Assert.Contains(function.Name, Assert.Throws<InvalidOperationException>(() => Emitter.Emit(function)).Message);
    }
}
