using System;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class BoxingTests
{
    struct Counter(double start) : IComparable<Counter>, IComparable
    {
        public double Total { get; private set; } = start;

        public void Add(double x) => Total += x;

        public readonly int CompareTo(Counter other) => Total.CompareTo(other.Total);

        public readonly int CompareTo(object? other) => CompareTo((Counter)other!);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static object Box(double x) => x > 1 ? x : (object)(float)x;

    static double Unbox(object o) => o is float f ? f * 2 : (double)o;

    static double Any(params object[] items)
    {
        var sum = 0.0;
        foreach (var item in items)
            sum = (sum * 0.5) + (item switch { double d => d, int i => i, double[] a => a[0], Counter c => c.Total, _ => 1 });
        return sum;
    }

    [Fact]
    public void There_and_back() => Check.Scalar(
        x =>
        {
            object o = x * x;
            var y = (double)o;
            o = Math.Sin(y);
            return y * (double)o;
        },
        0.7, 1.3);

    [Fact]
    public void In_arrays_of_objects() => Check.Two(
        (a, b) =>
        {
            var items = new object[] { a, b * a, 3, new double[] { a, b }, "text", new Counter(b) };
            var sum = Any(items);
            items[0] = (double)items[1] * (double)items[0];
            return sum * Any(items) * Any(a, 2, b);
        },
        (0.7, 1.1), (-0.4, 2));

    [Fact]
    public void By_methods_that_are_not_inlined() => Check.Scalar(x => Unbox(Box(x * 2)) * x, 0.75, 1.3);

    [Fact]
    public void Behind_comparable() => Check.Two(
        (a, b) =>
        {
            IComparable<Counter> c = new Counter(a);
            IComparable d = new Counter(b), e = a;
            return c.CompareTo(new Counter(b)) > 0 ? a * ((Counter)c).Total : d.CompareTo(c) * b * ((Counter)d).Total * e.CompareTo(b);
        },
        (0.7, 1.1), (2, -0.4));

    [Fact]
    public void Copies_are_apart() => Check.Two(
        (a, b) =>
        {
            var c = new Counter(a);
            object box = c;
            c.Add(b);
            var d = (Counter)box;
            d.Add(a * b);
            return (c.Total * d.Total) + ((Counter)box).Total;
        },
        (0.7, 1.1), (2, -0.4));

    [Fact]
    public void Chosen_by_data_in_a_loop() => Check.Vector(
        v =>
        {
            object state = 1.0;
            foreach (var x in v)
                state = x > 0 ? (double)(state is double d ? d : ((double[])state)[0]) * x : new[] { x * (state is double e ? e : 2) };
            return state is double result ? result : ((double[])state)[0] * 3;
        },
        [0.5, -1, 2], [0.5, 1.5, -2], [-1, -2, 0.3]);

    [Fact]
    public void As_tuple_interface() => Check.Two(
        (a, b) =>
        {
            ITuple t = (a, b * a, 3);
            return (double)t[0]! * (double)t[1]! * t.Length;
        },
        (0.7, 1.1));

    [Fact]
    public void Enums_and_integers_beside() => Check.Scalar(
        x =>
        {
            object day = DayOfWeek.Friday;
            object count = 3;
            return x * (int)(DayOfWeek)day * (int)count * (day is DayOfWeek.Friday ? x : 1) * (count.Equals(3) ? x : 2);
        },
        0.7);
}
