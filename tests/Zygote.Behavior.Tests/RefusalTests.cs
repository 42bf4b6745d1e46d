using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>What cannot be differentiated says so, where and why; it never gives a zero instead.</summary>
public class RefusalTests
{
    static double Last;
    static double[] Buffer = new double[4];
    static object? Box;

    /// <summary>The line of <paramref name="f"/> is the line of the call that makes it: lambdas are written on one line.</summary>
    static NotDifferentiableException Refused(
        Func<double, double> f, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "", int lines = 1)
    {
        NotDifferentiableException? first = null;
        foreach (var call in new Action[] { () => AD.Gradient(f, 1.5), () => AD.Derivative(f, 1.5) })
        {
            var e = Assert.Throws<NotDifferentiableException>(call);
            first ??= e;
            Assert.NotNull(e.Method);
            Assert.NotNull(e.SourceFile);
            Assert.EndsWith(Path.GetFileName(file), e.SourceFile);
            Assert.InRange(e.SourceLine!.Value, line, line + lines - 1);
            Assert.False(string.IsNullOrWhiteSpace(e.Reason));
            Assert.False(char.IsUpper(e.Reason[0]), e.Reason);
            Assert.False(e.Reason.EndsWith('.'), e.Reason);
            Assert.False(string.IsNullOrWhiteSpace(e.Remedy));
            Assert.Contains(e.Reason, e.Message);
            Assert.Contains(e.Remedy, e.Message);
        }

        return first!;
    }

    /// <summary>Refused somewhere or right; a wrong number is neither.</summary>
    static void NeverWrong(Func<double, double> f, double x = 1.5)
    {
        NotDifferentiableException? refusal = null;
        try
        {
            AD.Gradient(f, x);
        }
        catch (NotDifferentiableException e)
        {
            refusal = e;
        }

        if (refusal is null)
            Check.Scalar(f, x);
        else
            Assert.Throws<NotDifferentiableException>(() => AD.Derivative(f, x));
    }

    /// <summary>Too late: the code around the call has been compiled as if the field were constant.</summary>
    [Fact]
    public void Static_field_written_by_a_delegate_from_outside()
    {
        Action<double> store = v => Last = v * v;
        Func<double> load = () => Last;
        Assert.Contains("static", Refused(x => { store(x); return load() * x; }).Reason);
        Check.Scalar(x => { store(x); return Last * x; }, 0.7, -1.3); // read here: that is known in time
    }

    [Fact]
    public void Static_fields_of_reference_type()
    {
        NeverWrong(x => (Buffer = [x, x * x])[1]);
        NeverWrong(x => StoreAndRead(x) * x);
    }

    static double StoreAndRead(double x)
    {
        Buffer = [x, Recall(), x * x, 1];
        Keep(Buffer[2]);
        return Recall() * Buffer[0];
    }

    [Fact]
    public void Static_arrays_as_scratch_are_right_or_refused()
    {
        NeverWrong(x =>
        {
            Buffer[0] = x * x;
            return Buffer[0] * x;
        });
        NeverWrong(x =>
        {
            Keep(x * 3);
            return Recall() * x;
        });
    }

    static void Keep(double x) => Buffer[1] = x;

    static double Recall() => Buffer[1];

    [Fact]
    public void Bits() => Assert.Contains("bits", Refused(x => x * BitConverter.DoubleToInt64Bits(x * x)).Reason);

    [Fact]
    public void Bits_there_and_back() => Refused(x => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) + 1));

    [Fact]
    public void Native_code() => Refused(x => Native.erf(x) * x);

    [Fact]
    public void Decimal() => Refused(x => (double)((decimal)x * 2m));

    [Fact]
    public void Decimal_methods() => Refused(x => (double)decimal.Multiply(new decimal(x), 2m));

    [Fact]
    public void Conversion_by_class_to_decimal() => Refused(x => (double)Convert.ToDecimal(x));

    [Fact]
    public void Time_spans() => Refused(x => TimeSpan.FromSeconds(x).TotalSeconds);

    [Fact]
    public void Pointers() => Refused(x => Guarded.Pointer(x), Guarded.PointerLine - 1, lines: 3);

    [Fact]
    public void Stack_allocation() => NeverWrong(x =>
    {
        Span<double> s = stackalloc double[2];
        s[0] = x;
        s[1] = x * s[0];
        return s[1];
    });

    [Fact]
    public void Unsafe_reinterpretation() => Refused(x => Unsafe.BitCast<long, double>(Unsafe.BitCast<double, long>(x)));

    [Fact]
    public void Dynamic_methods()
    {
        var method = new DynamicMethod("square", typeof(double), [typeof(double)]);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ret);
        var f = method.CreateDelegate<Func<double, double>>();
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f));
        Assert.NotEmpty(e.Remedy);
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => f(x) * x, 1.0));
    }

    [Fact]
    public void Expression_trees()
    {
        System.Linq.Expressions.Expression<Func<double, double>> tree = x => x * x;
        var f = tree.Compile();
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f, 1.0));
    }

    [Fact]
    public void Multicast_delegates_inside()
    {
        Func<double, double> f = x => x * x;
        f += x => x * x * x;
        NeverWrong(x => f(x) * x);
        var sum = new double[1];
        NeverWrong(x =>
        {
            sum[0] = 0;
            Action<double> a = v => sum[0] += v;
            a += v => sum[0] += v * v;
            a(x);
            return sum[0];
        });
    }

    [Fact]
    public void Reflection() => Refused(x => (double)typeof(Math).GetMethod("Sin", [typeof(double)])!.Invoke(null, [x])!);

    [Fact]
    public void Threads_inside() => NeverWrong(x =>
    {
        var y = new double[1];
        var t = new Thread(() => y[0] = x * x);
        t.Start();
        t.Join();
        return y[0];
    });

    [Fact]
    public void Tasks_inside() => NeverWrong(x => System.Threading.Tasks.Task.Run(() => x * x).Result);

    [Fact]
    public void Lazy_values() => NeverWrong(x => new Lazy<double>(() => x * x).Value);

    [Fact]
    public void Async_locals() => NeverWrong(x =>
    {
        var local = new AsyncLocal<double> { Value = x * x };
        return local.Value;
    });

    [Fact]
    public void Weak_references() => NeverWrong(x =>
    {
        var r = new WeakReference<double[]>([x * x]);
        return r.TryGetTarget(out var a) ? a[0] : x * x;
    });

    [Fact]
    public void Objects_in_static_fields() => NeverWrong(x =>
    {
        Box = x * x;
        return (double)Box * x;
    });

    [Fact]
    public void Conditional_weak_tables_and_dictionaries_of_the_outside()
    {
        var memory = new Dictionary<int, double>();
        NeverWrong(x =>
        {
            memory[0] = x * x;
            return memory[0] * x;
        });
    }

    [Fact]
    public void Iterators() => NeverWrong(x => Squares(x).Sum());

    static IEnumerable<double> Squares(double x)
    {
        for (var i = 1; i < 4; i++)
            yield return x * x * i;
    }

    [Fact]
    public void Sorting()
    {
        NeverWrong(x =>
        {
            double[] y = [3 * x, x * x, 1];
            Array.Sort(y);
            return y[0] + (2 * y[1]) + (3 * y[2]);
        });
        NeverWrong(x => new[] { 3 * x, x * x, 1 }.OrderBy(v => v).First());
        NeverWrong(x => new[] { 3 * x, x * x, 1 }.Max());
    }

    [Fact]
    public void Complex_numbers() => NeverWrong(x => System.Numerics.Complex.Pow(new System.Numerics.Complex(x, 1), 2).Real);

    [Fact]
    public void Halves() => NeverWrong(x => (double)(Half)1.5 * x);

    [Fact]
    public void Half_arithmetic_is_not_silent()
    {
        Func<double, double> f = x => (double)((Half)x * (Half)x);
        double g;
        try
        {
            g = AD.Gradient(f, 1.5);
        }
        catch (NotDifferentiableException)
        {
            return;
        }

        Assert.Equal(3, g, 2);
    }

    [Fact]
    public void Saturating_and_generic_conversions() => NeverWrong(x => double.CreateChecked(float.CreateTruncating(x)) * 0 + double.CreateSaturating(x) * x);

    [Fact]
    public void Convert_to_double() => NeverWrong(x => Convert.ToDouble((object)(x * x)) + Convert.ToDouble(x) + Convert.ToSingle(1.0));

    [Fact]
    public void Dynamic_dispatch() => NeverWrong(x =>
    {
        dynamic d = x * x;
        return d * 2.0;
    });

    [Fact]
    public void Interlocked_and_volatile() => NeverWrong(x =>
    {
        var y = 0.0;
        Interlocked.Exchange(ref y, x * x);
        return y;
    });

    [Fact]
    public void Block_copies() => NeverWrong(x =>
    {
        double[] a = [x * x, x];
        var b = new double[2];
        System.Buffer.BlockCopy(a, 0, b, 0, 16);
        return b[0];
    });

    [Fact]
    public void Array_values_by_reflection() => NeverWrong(x =>
    {
        Array a = new double[1];
        a.SetValue(x * x, 0);
        return (double)a.GetValue(0)!;
    });

    [Fact]
    public void Memory_streams() => NeverWrong(x =>
    {
        var stream = new MemoryStream();
        var writer = new BinaryWriter(stream);
        writer.Write(x);
        writer.Flush();
        stream.Position = 0;
        return new BinaryReader(stream).ReadDouble();
    });

    [Fact]
    public void Member_wise_clone() => NeverWrong(x =>
    {
        var a = new Cloned { Value = x * x };
        var b = a.Copy();
        a.Value = 3;
        return b.Value * a.Value;
    });

    sealed class Cloned
    {
        public double Value;

        public Cloned Copy() => (Cloned)MemberwiseClone();
    }

    [Fact]
    public void Refusal_in_a_callee_names_the_callee()
    {
        var e = Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double x) => x + Guarded.Outer(x), 1.0));
        Assert.Equal("Inner", e.Method!.Name);
        Assert.Equal(Guarded.InnerLine, e.SourceLine);
    }

    [Fact]
    public void What_does_not_carry_a_derivative_is_allowed()
    {
        Check.Scalar(x => x * (double)(1.5m * 2m) * BitConverter.DoubleToInt64Bits(1.0) * 1e-18, 1.5);
        Check.Scalar(x => x * Guarded.Constant(3), 1.5);
        Last = 2;
        Check.Scalar(x => x * Last, 1.5);
        Check.Scalar(x => x + AD.StopGradient(0.0) + BitConverter.DoubleToInt64Bits(AD.StopGradient(x)) * 0, 1.5);
    }

    static class Native
    {
        [DllImport("libm")]
        public static extern double erf(double x);
    }

    static class Guarded
    {
        public static readonly int PointerLine = LineOf("var p = (byte*)&x;");
        public static readonly int InnerLine = LineOf("x = (double)(decimal)x; // inner");

        public static double Constant(double x)
        {
            try
            {
                return x * x;
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        }

        public static unsafe double Pointer(double x)
        {
            var p = (byte*)&x;
            return *p * *p;
        }

        public static double Outer(double x) => Inner(x * 2);

        static double Inner(double x)
        {
            x = (double)(decimal)x; // inner
            return x;
        }

        static int LineOf(string text, [CallerFilePath] string file = "") =>
            Array.FindIndex(File.ReadAllLines(file), l => l.TrimStart().StartsWith(text, StringComparison.Ordinal)) + 1;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)]
    struct Overlapping
    {
        [System.Runtime.InteropServices.FieldOffset(0)]
        public double D;

        [System.Runtime.InteropServices.FieldOffset(0)]
        public double E;
    }

    /// <summary>Gave zero: the derivative of one field did not reach the other that is the same memory.</summary>
    [Fact]
    public void Overlapping_fields() => Refused(x =>
    {
        var u = default(Overlapping);
        u.D = x * x;
        return u.E;
    }, lines: 5);

    static readonly double[] Behind = new double[4];

    static double ReadBehind(int n) => n == 0 ? Behind[1] : ReadBehind(n - 1);

    static double ReadBehind(double x, int n) => n == 0 ? Behind[1] * x : ReadBehind(x, n - 1);

    static void WriteBehind(double x, int n)
    {
        Behind[n] = x * x;
        if (n > 0)
            WriteBehind(x, n - 1);
    }

    /// <summary>Gave too small a derivative: a recursive method read what was stored behind a static field.</summary>
    [Fact]
    public void Memory_behind_a_static_field_that_a_callee_reads_or_writes()
    {
        NeverWrong(x =>
        {
            Behind[1] = x * x;
            return ReadBehind(3) * x;
        });
        NeverWrong(x =>
        {
            Behind[1] = x * x;
            return ReadBehind(x, 3);
        });
        NeverWrong(x =>
        {
            WriteBehind(x, 3);
            return Behind[1] * x;
        });
    }
}
