using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Xunit;

namespace Zygote.Behavior.Tests;

public class MemoryTests
{
    sealed class Holder(Memory<double> data)
    {
        public Memory<double> Data = data;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Sum(ReadOnlyMemory<double> m)
    {
        var r = 0.0;
        foreach (var v in m.Span)
            r += v * v;
        return r;
    }

    static double Rotated(ref double first, int n)
    {
        var r = 0.0;
        for (var i = 0; i < n; i++)
        {
            ref var v = ref Unsafe.Add(ref first, i);
            r = (r * 0.5) + (v * v);
            v += 1;
        }

        return r;
    }

    [Fact]
    public void Memory_over_arrays() => Check.Vector(
        x =>
        {
            Memory<double> m = x;
            var tail = m[1..];
            tail.Span[0] *= x[0];
            var half = x.AsMemory(0, 2);
            half.Span.Fill(half.Span[0] * half.Span[1]);
            return Sum(m) + (Sum(tail) * x[0]) + tail.Length + Sum(default) + tail.ToArray()[0];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void Memory_in_objects() => Check.Vector(
        x =>
        {
            var h = new Holder(x.AsMemory(1));
            var list = new List<Memory<double>> { x.AsMemory(), h.Data };
            for (var i = 0; i < list.Count; i++)
                list[i].Span[0] *= 1.5 * x[0];
            h.Data = new double[] { x[0], x[1] };
            h.Data.Span[0] *= x[1];
            return Sum(h.Data) + Sum(list[0]);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void A_list_as_a_span() => Check.Vector(
        x =>
        {
            var list = new List<double>();
            for (var i = 0; i < x.Length; i++)
                list.Add(x[i]);
            list.Add(x[0] * x[1]);
            foreach (ref var v in CollectionsMarshal.AsSpan(list))
                v *= x[0];
            var s = CollectionsMarshal.AsSpan(list)[1..];
            s[0] += s[^1];
            return list[0] * list[1] * list[^1];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void MemoryMarshal_and_Unsafe() => Check.Vector(
        x =>
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(x);
            var r = Rotated(ref first, x.Length);
            r *= Rotated(ref MemoryMarshal.GetReference(x.AsSpan(1)), x.Length - 1);
            var s = MemoryMarshal.CreateSpan(ref x[1], x.Length - 1);
            s[0] *= r;
            ref var second = ref Unsafe.Add(ref first, 1);
            second += Unsafe.Subtract(ref second, 1);
            if (Unsafe.AreSame(ref second, ref x[1]) && !Unsafe.AreSame(ref first, ref second))
                r += x[0];
            return r * s[0] * MemoryMarshal.Cast<double, double>(x.AsSpan())[0] * Unsafe.As<double, double>(ref second);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void One_past_the_end_is_no_error() => Check.Vector(
        x =>
        {
            ref var end = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(x), x.Length);
            var r = 0.0;
            for (ref var p = ref MemoryMarshal.GetArrayDataReference(x); !Unsafe.AreSame(ref p, ref end); p = ref Unsafe.Add(ref p, 1))
            {
                r += p * p;
                p *= r;
            }

            return r + x[0] + MemoryMarshal.GetArrayDataReference(x);
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void A_dictionary() => Check.Vector(
        x =>
        {
            var d = new Dictionary<int, double>();
            for (var i = 0; i < 5; i++)
                d[i % 3] = x[i % x.Length] * i;
            d[7] = d[1] * d[2];
            d[1] *= x[0];
            d.Remove(2);
            return (d.TryGetValue(1, out var v) ? v * d[7] : 0) + (d.TryGetValue(2, out var w) ? w : x[1]) + d[0];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void A_dictionary_of_strings_and_a_ref_into_it() => Check.Vector(
        x =>
        {
            var d = new Dictionary<string, double> { ["a"] = x[0], ["b"] = x[1] * x[0] };
            CollectionsMarshal.GetValueRefOrAddDefault(d, "c", out _) += d["a"] * d["b"];
            ref var b = ref CollectionsMarshal.GetValueRefOrNullRef(d, "b");
            b *= d["c"];
            return d["b"] * d["c"];
        },
        [1, 2, 3], [0.5, -1]);

    [Fact]
    public void A_span_over_some_fields_of_locals() => Check.Two(
        (a, b) =>
        {
            var p = (First: a, Second: b);
            var s = MemoryMarshal.CreateSpan(ref p.First, 1);
            s[0] *= b;
            return p.First * p.First;
        },
        (1, 2), (-0.5, 3));
}
