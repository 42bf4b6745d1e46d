using System;

using Xunit;

using static Zygote.Compiler.Tests.Lifting.LiftedProgram;

namespace Zygote.Compiler.Tests.Lifting;

public sealed class MemoryLiftingTests
{
    static double _counter = 3;

    [Fact]
    public void Arrays_of_one_dimension()
    {
        double[] a = [1, 2, 3.5];
        AssertSame((double[] v) => { var s = 0.0; for (var i = 0; i < v.Length; i++) s += v[i] * i; return s; }, a);
        AssertSame((double[] v) => { var s = 0.0; foreach (var x in v) s += x; return s; }, a);
        AssertSame((double[] v) => { v[1] += v[0]; v[2]++; return v[1]; }, a);
        AssertSame((int n) => { var v = new double[n]; v[n - 1] = n; return v; }, 4);
        AssertSame((int n) => new[] { n, 2, 3, 4, 5, 6 }, 4);
        AssertSame((byte[] v) => { v[0]--; return v[0] + v[1]; }, new byte[] { 0, 255 });
        AssertSame((bool[] v) => { v[0] = !v[1]; return v[0]; }, new bool[2]);
        AssertSame((string[] v) => { v[0] = v[1] + "x"; return v.Length; }, (object)new[] { "a", "b" });
        AssertSame((float[] v, long i) => v[i], new float[] { 1, 2 }, 1L);
        AssertSame((ushort[] v, DayOfWeek[] d) => v[0] + (int)d[1], new ushort[] { 65535 }, new[] { DayOfWeek.Friday, DayOfWeek.Monday });
        AssertSame((double[] v) => v[^1] + v[1..].Length, a);
    }

    [Fact]
    public void Arrays_of_arrays_and_of_several_dimensions()
    {
        double[][] jagged = [[1, 2], [3]];
        AssertSame((double[][] v) => { v[0][1] *= v[1][0]; return v[0][1]; }, (object)jagged);
        AssertSame((double[][] v) => { var s = 0.0; foreach (var r in v) foreach (var x in r) s += x; return s; }, (object)jagged);
        AssertSame((double[,] m) => { m[0, 1] += m[1, 0]; return m[0, 1] + m.GetLength(0) * m.Length; }, new double[,] { { 1, 2 }, { 3, 4 } });
        AssertSame((int n) => { var m = new double[n, n + 1]; m[1, 2] = 5; return m; }, 3);
        AssertSame((double[,] m) => { var s = 0.0; foreach (var x in m) s += x; return s; }, new double[,] { { 1, 2 }, { 3, 4 } });
        AssertSame((double[,,] m) => Twice(ref m[0, 0, 1]) + m[0, 0, 1], new double[,,] { { { 1, 2 } } });
    }

    [Fact]
    public void References_to_variables()
    {
        AssertSame((ref double x) => { x *= 2; return x + 1; }, 3.0);
        AssertSame((in double x) => x * x, 3.0);
        AssertSame((double x, out double y) => { y = x; y *= y; }, 3.0, 0.0);
        AssertSame((double x) => { Twice(ref x); return x; }, 3.0);
        AssertSame((double x) => { var y = x; Twice(ref y); Twice(ref y); return x + y; }, 3.0);
        AssertSame((double[] v) => { Twice(ref v[1]); return v[1]; }, new double[] { 1, 2 });
        AssertSame((double[] v) => { ref var x = ref v[1]; x += 2; x *= x; return x; }, new double[] { 1, 2 });
        AssertSame(RefInALoop, new double[] { 1, 2, 3 });
        AssertSame((ref byte b) => { b += 250; return b > 10; }, (byte)20);
        AssertSame((ref string s) => { s += "x"; return s.Length; }, "abc");
        AssertSame((double x) => int.TryParse("12", out var n) ? n * x : 0, 3.0);
        AssertSame((double[] v, bool c) => { v[1] += c ? v[0] : 7; v[0] *= c ? 2 : 3; return v[0]; }, new double[] { 1, 2 }, true);
        AssertSame((double[] v, bool c) => { var i = 0; v[i++] += c && v[i] > 0 ? v[i++] : 7; return i; }, new double[] { 1, 2 }, true);
        AssertSame(RefIntoARef, (object)new Segment[1]);
        AssertSame((ref double a, ref double b, bool c) => { if (c) a = b; else b += a; return a; }, 1.0, 2.0, false);
        AssertSame((double[] v) => Pick(v, 1) += 3, new double[] { 1, 2, 3 });
    }

    [Fact]
    public void Structs()
    {
        AssertSame((double x) => { var p = new Point(x, 2); p.X += 1; return p.X * p.Y; }, 3.0);
        AssertSame((Point p) => p.Norm(), new Point(3, 4));
        AssertSame((Point p) => p.Shift(2).X + p.X, new Point(3, 4));
        AssertSame((Point p) => p with { Y = 7 }, new Point(3, 4));
        AssertSame((Point p, Point q) => p + q, new Point(3, 4), new Point(1, 2));
        AssertSame(PointsInAnArray, (object)new[] { new Point(3, 4), new Point(1, 2) });
        AssertSame((int n) => { var s = 0.0; for (var i = 0; i < n; i++) { s += new Point(i, 1).Norm(); } return s; }, 4);
        AssertSame((Segment s) => { s.To.X = 9; return s.From.X + s.To.X; }, new Segment { From = new(1, 2), To = new(3, 4) });
        AssertSame((ref Segment s) => { s.To.Move(2); s.From = s.To; }, new Segment { From = new(1, 2), To = new(3, 4) });
        AssertSame((double x) => { Point p = default; return p.X + x; }, 1.0);
        AssertSame((double x, double y) => { var (a, b) = (y, x); (a, b) = (b, a + b); return (a * 2, b); }, 1.0, 2.0);
        AssertSame((double? x) => x.HasValue ? x.Value * 2 : x ?? -1, 4.0);
        AssertSame((double? x, double? y) => x + y, 4.0, null);
        AssertSame((Point p) => p == new Point(3, 4) && p.Equals((object)p), new Point(3, 4));
        AssertSame((decimal d) => d * 2m + 1, 1.5m);
    }

    [Fact]
    public void Static_fields()
    {
        AssertSame((double x) => x * _counter, 2.0);
        AssertSame((double x) => { _counter = x; Twice(ref _counter); return _counter; }, 2.0);
    }

    [Fact]
    public void Objects()
    {
        AssertSame((double x) => { var c = new Cell { Value = x }; c.Value *= 2; c.Next = c; return c.Next.Next!.Value; }, 2.0);
        AssertSame(LinkedList, 2.0);
        AssertSame((double x) => new Cell().Next!.Value * x, 2.0);
        AssertSame((double x) => { object o = x; return (double)o + ((o as double?) ?? 1) + (o is int ? 5 : 7); }, 2.0);
        AssertSame((object o) => (string)o, 3);
        AssertSame((object o) => (int)o, 3L);
        AssertSame((Cell c) => (c with { Value = 3 }).Value + c.Value, new Cell { Value = 1 });
        AssertSame((double x) => new Pair<double>(x, x * 2).Sum(v => v + 1), 2.0);
        AssertSame((double x) => { object? o = (double?)x; return (double?)o; }, 2.0);
        AssertSame(() => typeof(double));
    }

    static double LinkedList(double x)
    {
        Cell? list = null;
        for (var i = 0; i < 4; i++)
            list = new Cell { Value = x * i, Next = list };
        var sum = 0.0;
        for (; list != null; list = list.Next)
            sum += list.Value;
        return sum;
    }

    static double PointsInAnArray(Point[] v)
    {
        v[1].X += v[0].Y;
        v[0] = v[1];
        v[0].Move(1);
        return v[0].X + v[1].X;
    }

    static double RefInALoop(double[] v)
    {
        for (var i = 0; i < v.Length; i++)
        {
            ref var x = ref v[i];
            x += i;
        }

        return v[2];
    }

    static double RefIntoARef(Segment[] v)
    {
        ref var s = ref v[0];
        ref var p = ref s.To;
        p.X = 3;
        s.From = p;
        return v[0].From.X;
    }

    static double Twice(ref double x) => x *= 2;

    static ref double Pick(double[] v, int i) => ref v[i];

    record struct Point(double X, double Y)
    {
        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

        public readonly double Norm() => Math.Sqrt(X * X + Y * Y);

        public readonly Point Shift(double d) => new(X + d, Y + d);

        public void Move(double d) => X += d;
    }

    struct Segment
    {
        public Point From;
        public Point To;
    }

    sealed record Cell
    {
        public double Value { get; set; }

        public Cell? Next { get; set; }
    }

    sealed record Pair<T>(T First, T Second)
    {
        public double Sum(Func<T, double> f) => f(First) + f(Second);
    }
}
