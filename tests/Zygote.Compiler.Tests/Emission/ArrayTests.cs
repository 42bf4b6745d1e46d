using System;
using System.Linq;
using System.Reflection;
using Xunit;
using Zygote.Emission;
using Zygote.IR;
using static Zygote.Compiler.Tests.Emission.Programs;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionArrayTests
{
    const BindingFlags Any = BindingFlags.Static | BindingFlags.NonPublic;

    [Fact]
    public void Elements_of_arrays_of_all_primitive_types()
    {
        Increment<double>(2.5, 3.5);
        Increment<float>(2.5f, 3.5f);
        Increment<int>(int.MaxValue, int.MinValue);
        Increment<uint>(uint.MaxValue, 0);
        Increment<long>(5, 6);
        Increment<ulong>(5, 6);
        Increment<byte>(255, 0);
        Increment<sbyte>(127, -128);
        Increment<short>(-1, 0);
        Increment<ushort>(65535, 0);
        Increment<char>('a', 'b');
        Increment<bool>(false, true);
        Increment<nint>(4, 5);
        Increment<DayOfWeek>(DayOfWeek.Monday, DayOfWeek.Tuesday);

        static void Increment<T>(T before, T after)
        {
            // once through one address, once through two
            foreach (var single in new[] { false, true })
            {
                var run = Compile<Action<T[], int>>((b, p) =>
                {
                    var address = b.ElementAddress(p[0], p[1]);
                    var value = b.Load(address);
                    var one = Constant.Of(1);
                    Value sum = value.Type == typeof(int) ? b.Add(value, one)
                        : b.Add(value, b.Convert(value.Type, one));
                    b.Store(single ? address : b.ElementAddress(p[0], p[1]), sum);
                    b.Return();
                });
                T[] array = [before, before, before];
                run(array, 1);
                Assert.Equal([before, after, before], array);
                Assert.Throws<IndexOutOfRangeException>(() => run(array, 3));
                Assert.Throws<NullReferenceException>(() => run(null!, 0));
            }
        }
    }

    [Fact]
    public void References_in_arrays_and_covariance()
    {
        var run = Compile<Func<object[], object, object>>((b, p) =>
        {
            var address = b.ElementAddress(p[0], C(1));
            var old = b.Load(address);
            b.Store(address, p[1]);
            b.Return(old);
        });
        object[] array = ["a", "b"];
        Assert.Equal("b", run(array, 3));
        Assert.Equal(3, array[1]);
        string[] strings = ["a", "b"];
        Assert.Equal("b", run(strings, "c"));
        Assert.Throws<ArrayTypeMismatchException>(() => run(strings, 3));
    }

    static void Replace(ref object place) => place = 1;

    static string Read(in object place) => place.ToString()!;

    [Fact]
    public void Addresses_of_reference_elements_are_checked_for_those_who_write()
    {
        var write = Compile<Action<object[]>>((b, p) =>
        {
            b.Call(typeof(EmissionArrayTests).GetMethod(nameof(Replace), Any)!, b.ElementAddress(p[0], C(0)));
            b.Return();
        });
        object[] array = ["a"];
        write(array);
        Assert.Equal(1, array[0]);
        string[] strings = ["a"];
        Assert.Throws<ArrayTypeMismatchException>(() => write(strings));
        var read = Compile<Func<object[], string>>((b, p) =>
            b.Return(b.Call(typeof(EmissionArrayTests).GetMethod(nameof(Read), Any)!, b.ElementAddress(p[0], C(0)))));
        Assert.Equal("a", read(strings));
    }

    [Fact]
    public void Arrays_of_several_dimensions()
    {
        var trace = CompileBlocks<Func<double[,], double>>((f, b, p) =>
            b.Return(CountedLoop(f, b, b.Call(typeof(Array).GetMethod("GetLength")!, p[0], C(0)), [C(0.0)], (b, i, c) =>
            {
                var address = b.ElementAddress(p[0], i, i);
                b.Store(address, b.Mul(b.Load(address), C(2.0)));
                return [b.Add(c[0], b.Load(b.ElementAddress(p[0], i, i)))];
            })[0]));
        var matrix = new double[,] { { 1, 2 }, { 3, 4 } };
        Assert.Equal(10.0, trace(matrix));
        Assert.Equal([2, 2, 3, 8], matrix.Cast<double>());
        var make = Compile<Func<int, int, float[,,]>>((b, p) =>
        {
            var array = b.NewArray(typeof(float[,,]), p[0], p[1], C(2));
            b.Store(b.ElementAddress(array, C(0), C(0), C(1)), Constant.Of(3f));
            b.Return(array);
        });
        Assert.Equal(3f, make(1, 2)[0, 0, 1]);
        Assert.Equal(12, Compile<Func<float[,,], int>>((b, p) => b.Return(b.Length(p[0])))(new float[2, 3, 2]));
        Assert.Throws<IndexOutOfRangeException>(() => make(0, 0));
    }

    [Fact]
    public void Jagged_arrays()
    {
        var run = Compile<Func<double[][], int, int, double>>((b, p) =>
            b.Return(b.Load(b.ElementAddress(b.Load(b.ElementAddress(p[0], p[1])), p[2]))));
        Assert.Equal(4.0, run([[1, 2], [3, 4]], 1, 1));
        Assert.DoesNotContain(".local", Emitter.List(Build<Func<double[][], int, int, double>>((b, p) =>
            b.Return(b.Load(b.ElementAddress(b.Load(b.ElementAddress(p[0], p[1])), p[2]))))));
    }
}
