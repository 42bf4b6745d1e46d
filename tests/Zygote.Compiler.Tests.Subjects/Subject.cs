using System;

namespace Subjects;

/// <summary>Small functions, one for each shape of program; their goldens show every stage of compilation.</summary>
public static class Subject
{
    public static double StraightLine(double x) => x * Math.Sin(x) + 2 / x;

    public static double Branch(double x)
    {
        if (x > 1)
            return x * x;
        return 3 * x;
    }

    public static double CountedLoop(double x, int n)
    {
        var power = 1.0;
        for (var i = 0; i < n; i++)
            power *= x;
        return power;
    }

    public static double NewtonLoop(double x)
    {
        var root = x;
        while (Math.Abs(root * root - x) > 1e-12)
            root = (root + x / root) / 2;
        return root;
    }

    public static double ArrayInPlace(double[] x)
    {
        for (var i = 1; i < x.Length; i++)
            x[i] *= x[i - 1];
        return x[^1];
    }

    public static double StructResult(double x)
    {
        var z = new Complex2(x, 1);
        var square = z.Times(z);
        return square.Re + 2 * square.Im;
    }

    public static double Recursion(double x, int n) => n == 0 ? 1 : x * Recursion(x, n - 1);

    public static Func<double, double> Closure(double scale) => x => scale * x * x;
}

public readonly struct Complex2(double re, double im)
{
    public readonly double Re = re;
    public readonly double Im = im;

    public Complex2 Times(Complex2 other) => new(Re * other.Re - Im * other.Im, Re * other.Im + Im * other.Re);
}
