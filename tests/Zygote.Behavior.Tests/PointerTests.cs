using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public unsafe class PointerTests
{
    struct Vector
    {
        public double X;
        public double Y;
    }

    static double Dot(double* a, double* b, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += a[i] * *(b + i);
        return sum;
    }

    [Fact]
    public void Indexed() => Check.Vector(
        x =>
        {
            fixed (double* p = x)
            {
                p[0] *= p[1];
                for (var i = 1; i < x.Length; i++)
                    p[i] += p[i - 1] * p[i];
                return p[x.Length - 1] * x[0];
            }
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Moving_pointers() => Check.Both(
        (double[] a, double[] b) =>
        {
            var sum = 0.0;
            fixed (double* start = a, other = &b[1])
            {
                double* p = start, q = other, end = start + a.Length;
                while (p < end)
                {
                    sum += *p * *q;
                    *p++ *= 2;
                    if (p != end)
                        *q += sum;
                }

                p--;
                sum += *p * p[-1] * (p - start);
            }

            return sum * a[0] * b[1];
        },
        ([1, 2, 3], [2, 1]), ([0.3, -1], [0.1, 2]));

    [Fact]
    public void Pointer_arguments() => Check.Vector(
        x =>
        {
            fixed (double* p = x)
                return Dot(p, p + 1, x.Length - 1) * x[0];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Memory_of_the_stack() => Check.Two(
        (a, b) =>
        {
            var p = stackalloc double[3];
            p[0] = a;
            p[1] = a * b;
            *(p + 2) = p[0] + p[1];
            var f = stackalloc float[2];
            f[1] = (float)b;
            return p[2] * p[1] * *p;
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void Pointers_to_structs_and_locals() => Check.Two(
        (a, b) =>
        {
            var points = new Vector[2];
            var y = a;
            var q = &y;
            *q *= b;
            fixed (Vector* p = points)
            {
                p->X = a * *q;
                p[1].Y = b;
                (p + 1)->X = p->X * p[1].Y;
                var last = p;
                last++;
                return last->X * points[1].Y * y;
            }
        },
        (1, 2), (-0.5, 3));

    [Fact]
    public void An_empty_array_has_no_address() => Check.Vector(
        x =>
        {
            fixed (double* p = new double[0], q = (double[]?)null)
                return p == null && q == null ? x[0] * x[0] : x[0];
        },
        [1, 2]);
}
