using System;
using System.Linq;
using System.Numerics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Complex functions on their branch cuts: the derivative continues that of the side on which the value lies.</summary>
public class NumericComplexTests
{
    /// <summary>A point on the cut, the direction across it and the one along it.</summary>
    static readonly (string Name, Func<Complex, Complex> F, Complex OnCut, Complex Across, Complex Along)[] Functions =
    [
        ("Sqrt", Complex.Sqrt, -2, Complex.ImaginaryOne, 1),
        ("Log", Complex.Log, -2, Complex.ImaginaryOne, 1),
        ("Log10", Complex.Log10, -0.5, Complex.ImaginaryOne, 1),
        ("Log to a base", z => Complex.Log(z, 3), -2, Complex.ImaginaryOne, 1),
        ("Pow", z => Complex.Pow(z, 0.3), -2, Complex.ImaginaryOne, 1),
        ("complex Pow", z => Complex.Pow(z, new Complex(0.3, -0.7)), -2, Complex.ImaginaryOne, 1),
        ("Asin", Complex.Asin, 2, Complex.ImaginaryOne, 1),
        ("Asin below", Complex.Asin, -2, Complex.ImaginaryOne, 1),
        ("Acos", Complex.Acos, 2, Complex.ImaginaryOne, 1),
        ("Acos below", Complex.Acos, -2, Complex.ImaginaryOne, 1),
        ("Atan", Complex.Atan, new Complex(0, 2), 1, Complex.ImaginaryOne),
        ("Atan below", Complex.Atan, new Complex(0, -2), 1, Complex.ImaginaryOne),
    ];

    public static TheoryData<string> Names => [.. Functions.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Branch_cuts(string name)
    {
        var (_, f, onCut, across, along) = Array.Find(Functions, c => c.Name == name);
        foreach (var zero in new[] { 0.0, -0.0 })
        {
            var z = across == Complex.One ? new Complex(zero, onCut.Imaginary) : new Complex(onCut.Real, zero);
            var value = f(z);
            var near = new[] { z + (1e-6 * across), z - (1e-6 * across) }.MinBy(w => Complex.Abs(f(w) - value));
            Assert.True(Complex.Abs(f(near) - value) < 1e-5, "no side has the value");
            var expected = (f(near + (1e-4 * along)) - f(near - (1e-4 * along))) / (2e-4 * along);
            var (primal, tangent) = AD.Pushforward(f, z, Complex.One);
            Assert.Equal(value, primal);
            Assert.True(Complex.Abs(tangent - expected) < 1e-5, $"{tangent}, not {expected}");
            var slope = AD.Pullback(f, z).Pullback(Complex.One);
            Assert.True(Complex.Abs(slope - Complex.Conjugate(expected)) < 1e-5, $"pullback {slope}, not the conjugate of {expected}");
        }
    }
}
