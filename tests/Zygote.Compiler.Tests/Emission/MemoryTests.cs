using System;
using System.Reflection;
using Xunit;
using Zygote.Emission;
using Zygote.IR;
using static Zygote.Compiler.Tests.Emission.Programs;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionMemoryTests
{
    const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    static FieldInfo Field<T>(string name) => typeof(T).GetField(name, Any)!;

    struct Vector
    {
        public double X;
        public double Y;
    }

    sealed class Particle
    {
        public Vector Position;
        double _mass = 2;
        public byte Small;
        public object? Tag;

        public double Mass => _mass;

        double Scaled(double by) => by * _mass;
    }

    static double s_total = 5;

    static class Precise
    {
        public static double Value = 7;

        static Precise() => Initialised++;
    }

    static int Initialised;

    [Fact]
    public void Small_integers_are_extended_by_their_sign()
    {
        var load = Compile<Func<sbyte[], int>>((b, p) => b.Return(b.Load(b.ElementAddress(p[0], C(0)))));
        Assert.Equal(-1, load([-1]));
        var loadByte = Compile<Func<byte[], int>>((b, p) => b.Return(b.Load(b.ElementAddress(p[0], C(0)))));
        Assert.Equal(255, loadByte([255]));
        var returned = Compile<Func<int, byte>>((b, p) => b.Return(p[0]));
        Assert.Equal(1, returned(257));
        var field = Compile<Func<Particle, int, int>>((b, p) =>
        {
            b.Store(b.FieldAddress(p[0], Field<Particle>("Small")), p[1]);
            b.Return(b.Load(b.FieldAddress(p[0], Field<Particle>("Small"))));
        });
        Assert.Equal(44, field(new Particle { Small = 1 }, 300));
        var slot = Compile<Func<int, int>>((b, p) =>
        {
            var s = b.Slot(typeof(sbyte));
            b.Store(s, p[0]);
            b.Return(b.Load(s));
        });
        Assert.Equal(-56, slot(200));
    }

    [Fact]
    public void Structs_in_arrays_are_reached_field_by_field()
    {
        var function = Build<Action<Vector[], int>>((b, p) =>
        {
            var y = b.FieldAddress(b.ElementAddress(p[0], p[1]), Field<Vector>("Y"));
            b.Store(y, b.Add(b.Load(y), C(1.0)));
            b.Store(b.ElementAddress(p[0], C(0)), b.Load(b.ElementAddress(p[0], p[1])));
            b.Return();
        });
        var vectors = new Vector[] { default, new() { X = 1, Y = 2 } };
        Compile<Action<Vector[], int>>(function)(vectors, 1);
        Assert.Equal([1, 3, 1, 3], [vectors[0].X, vectors[0].Y, vectors[1].X, vectors[1].Y]);
    }

    [Fact]
    public void Private_members_and_internal_types_of_other_assemblies_are_reached()
    {
        var mass = Field<Particle>("_mass");
        var run = Compile<Func<object, double>>((b, p) =>
        {
            var particle = b.UncheckedCast(typeof(Particle), p[0]);
            b.Store(b.FieldAddress(particle, mass), C(3.0));
            b.Return(b.Call(typeof(Particle).GetMethod("Scaled", Any)!, particle, b.Load(b.FieldAddress(particle, mass))));
        });
        Assert.Equal(9.0, run(new Particle()));

        var captured = 4.0;
        Func<double, double> closure = x => x * captured;
        var call = Compile<Func<object, double>>((b, p) =>
            b.Return(b.Call(closure.Method, b.UncheckedCast(closure.Target!.GetType(), p[0]), C(2.0))));
        Assert.Equal(8.0, call(closure.Target!));

        var list = typeof(System.Collections.Generic.List<double>);
        var items = Compile<Func<System.Collections.Generic.List<double>, double>>((b, p) =>
            b.Return(b.Load(b.ElementAddress(b.Load(b.FieldAddress(p[0], list.GetField("_items", Any)!)), C(1)))));
        Assert.Equal(6.0, items([5, 6]));
        var table = typeof(Emitter).Assembly.GetType("Zygote.Emission.ObjectConstants")!;
        var count = Compile<Func<int>>((b, _) => b.Return(b.Call(table.GetProperty("Count")!.GetMethod!)));
        Assert.True(count() >= 0);
    }

    [Fact]
    public void Static_fields_and_their_constructors()
    {
        var run = Compile<Func<double, double>>((b, p) =>
        {
            var address = b.StaticAddress(typeof(EmissionMemoryTests).GetField(nameof(s_total), Any)!);
            b.Store(address, b.Add(b.Load(address), p[0]));
            b.Return(b.Load(address));
        });
        Assert.Equal(8.0, run(3));
        var precise = Compile<Func<double>>((b, _) => b.Return(b.Load(b.StaticAddress(typeof(Precise).GetField("Value")!))));
        Assert.Equal(0, Initialised);
        Assert.Equal(7.0, precise());
        Assert.Equal(1, Initialised);
    }

    static double Change(Particle particle)
    {
        particle.Position.X = 10;
        particle.Tag = "changed";
        return 1;
    }

    [Fact]
    public void Loads_are_not_moved_over_what_may_change_the_memory()
    {
        var x = Field<Vector>("X");
        var run = Compile<Func<Particle, double>>((b, p) =>
        {
            var address = b.FieldAddress(b.FieldAddress(p[0], Field<Particle>("Position")), x);
            var before = b.Load(address);
            var one = b.Call(typeof(EmissionMemoryTests).GetMethod(nameof(Change), Any)!, p[0]);
            var after = b.Load(address);
            b.Return(b.Sub(b.Mul(after, C(100.0)), b.Add(before, one)));
        });
        Assert.Equal(994.0, run(new Particle { Position = new Vector { X = 5 } }));

        var swap = Compile<Action<double[]>>((b, p) =>
        {
            var first = b.Load(b.ElementAddress(p[0], C(0)));
            var second = b.Load(b.ElementAddress(p[0], C(1)));
            b.Store(b.ElementAddress(p[0], C(0)), second);
            b.Store(b.ElementAddress(p[0], C(1)), first);
            b.Return();
        });
        double[] pair = [1, 2];
        swap(pair);
        Assert.Equal([2, 1], pair);
    }

    [Fact]
    public void Checks_come_before_what_follows_them()
    {
        var change = typeof(EmissionMemoryTests).GetMethod(nameof(Change), Any)!;
        var element = Compile<Action<double[], Particle>>((b, p) =>
        {
            var address = b.ElementAddress(p[0], C(5));
            b.Store(address, b.Call(change, p[1]));
            b.Return();
        });
        var field = Compile<Action<Particle, Particle>>((b, p) =>
        {
            var address = b.FieldAddress(p[0], Field<Particle>("_mass"));
            b.Store(address, b.Call(change, p[1]));
            b.Return();
        });
        var unused = Compile<Action<double[], Particle>>((b, p) =>
        {
            b.ElementAddress(p[0], C(5));
            b.Call(change, p[1]);
            b.Return();
        });
        var reference = Compile<Action<object[], Particle>>((b, p) =>
        {
            var address = b.ElementAddress(p[0], C(5));
            b.Call(change, p[1]);
            b.Store(address, Constant.Zero(typeof(object)));
            b.Return();
        });
        var particle = new Particle();
        Assert.Throws<IndexOutOfRangeException>(() => element([1], particle));
        Assert.Throws<NullReferenceException>(() => field(null!, particle));
        Assert.Throws<IndexOutOfRangeException>(() => unused([1], particle));
        Assert.Throws<IndexOutOfRangeException>(() => reference([""], particle));
        Assert.Null(particle.Tag);
        element(new double[6], particle);
        Assert.Equal("changed", particle.Tag);
    }

    static void Fill(ref Vector vector, out int count)
    {
        vector.X += 1;
        count = 3;
    }

    [Fact]
    public void Slots_are_zero_at_the_start_of_each_execution_and_can_be_given_away()
    {
        var run = Compile<Func<double>>((b, _) =>
        {
            var vector = b.Slot(typeof(Vector));
            var count = b.Slot(typeof(int));
            var x = b.FieldAddress(vector, Field<Vector>("X"));
            var before = b.Load(x);
            b.Call(typeof(EmissionMemoryTests).GetMethod(nameof(Fill), Any)!, vector, count);
            b.Return(b.Add(b.Add(b.Mul(before, C(100.0)), b.Load(x)), b.Convert(typeof(double), b.Load(count))));
        });
        Assert.Equal([4, 4], [run(), run()]);
    }

    delegate double ByReference(ref Vector vector, in double factor);

    [Fact]
    public void Parameters_may_be_addresses()
    {
        var run = Compile<ByReference>((b, p) =>
        {
            var x = b.FieldAddress(p[0], Field<Vector>("X"));
            b.Store(x, b.Mul(b.Load(x), b.Load(p[1])));
            b.Return(b.Load(x));
        });
        var vector = new Vector { X = 3 };
        Assert.Equal(6.0, run(ref vector, 2));
        Assert.Equal(6.0, vector.X);
    }

    [Fact]
    public void An_address_used_in_several_blocks_is_kept()
    {
        var run = CompileBlocks<Func<double[], int, double>>((f, b, p) =>
        {
            var address = b.ElementAddress(p[0], p[1]);
            var result = CountedLoop(f, b, C(3), [C(0.0)], (b, _, c) =>
            {
                b.Store(address, b.Add(b.Load(address), C(1.0)));
                return [b.Load(address)];
            });
            b.Return(result[0]);
        });
        double[] array = [0, 5];
        Assert.Equal(8.0, run(array, 1));
        Assert.Equal(8.0, array[1]);
    }
}
