using System;

namespace Zygote;

/// <summary>
/// A polynomial in the increments of two parameters, cut off at a degree in each: the Taylor coefficients of a function of
/// them. Series and continued fractions run on these give derivatives by parameters, of any order, without difference quotients.
/// </summary>
/// <param name="first">The highest degree in the first increment.</param>
/// <param name="second">The highest degree in the second increment.</param>
sealed class Jet(int first, int second)
{
    readonly double[,] _c = new double[first + 1, second + 1];

    public int Degree => first + second;

    public ref double this[int i, int j] => ref _c[i, j];

    public static Jet Constant(double value, int first, int second)
    {
        var jet = new Jet(first, second);
        jet[0, 0] = value;
        return jet;
    }

    /// <summary><c>value + firstSlope ε + secondSlope δ</c>.</summary>
    public static Jet Linear(double value, double firstSlope, double secondSlope, int first, int second)
    {
        var jet = Constant(value, first, second);
        if (first > 0)
            jet[1, 0] = firstSlope;
        if (second > 0)
            jet[0, 1] = secondSlope;
        return jet;
    }

    /// <summary>A function of one of the parameters, from its Taylor coefficients.</summary>
    public static Jet Function(double[] coefficients, int first, int second, bool ofSecond = false)
    {
        var jet = new Jet(first, second);
        if (ofSecond)
        {
            for (var j = 0; j <= second; j++)
                jet[0, j] = coefficients[j];
        }
        else
        {
            for (var i = 0; i <= first; i++)
                jet[i, 0] = coefficients[i];
        }

        return jet;
    }

    /// <summary>The derivative that a coefficient stands for.</summary>
    public double Derivative(int i, int j) => _c[i, j] * GammaCore.Factorial(i) * GammaCore.Factorial(j);

    public Jet Copy()
    {
        var copy = new Jet(first, second);
        Array.Copy(_c, copy._c, _c.Length);
        return copy;
    }

    public Jet Add(Jet other)
    {
        var sum = new Jet(first, second);
        for (var i = 0; i <= first; i++)
        {
            for (var j = 0; j <= second; j++)
                sum[i, j] = _c[i, j] + other[i, j];
        }

        return sum;
    }

    public Jet Scale(double factor)
    {
        var product = new Jet(first, second);
        for (var i = 0; i <= first; i++)
        {
            for (var j = 0; j <= second; j++)
                product[i, j] = _c[i, j] * factor;
        }

        return product;
    }

    public Jet Times(Jet other)
    {
        var product = new Jet(first, second);
        for (var i = 0; i <= first; i++)
        {
            for (var j = 0; j <= second; j++)
            {
                double sum = 0;
                for (var k = 0; k <= i; k++)
                {
                    for (var l = 0; l <= j; l++)
                        sum += _c[k, l] * other[i - k, j - l];
                }

                product[i, j] = sum;
            }
        }

        return product;
    }

    /// <summary>Solves <c>quotient * other = this</c> from the lowest degree up.</summary>
    public Jet Over(Jet other)
    {
        var quotient = new Jet(first, second);
        for (var i = 0; i <= first; i++)
        {
            for (var j = 0; j <= second; j++)
            {
                var rest = _c[i, j];
                for (var k = 0; k <= i; k++)
                {
                    for (var l = 0; l <= j; l++)
                    {
                        if (k + l > 0)
                            rest -= other[k, l] * quotient[i - k, j - l];
                    }
                }

                quotient[i, j] = rest / other[0, 0];
            }
        }

        return quotient;
    }

    /// <summary>A function of this, from its Taylor coefficients at the constant term, by Horner's scheme.</summary>
    public Jet Compose(double[] coefficients)
    {
        var increment = Copy();
        increment[0, 0] = 0;
        var result = Constant(coefficients[Degree], first, second);
        for (var k = Degree - 1; k >= 0; k--)
        {
            result = result.Times(increment);
            result[0, 0] += coefficients[k];
        }

        return result;
    }

    /// <summary><c>value exp(this - constant term)</c>.</summary>
    public Jet Exp(double value)
    {
        var coefficients = new double[Degree + 1];
        coefficients[0] = value;
        for (var k = 1; k <= Degree; k++)
            coefficients[k] = coefficients[k - 1] / k;
        return Compose(coefficients);
    }

    /// <summary><c>(exp(t) - 1) / t</c> of this, which is entire.</summary>
    public Jet ExpM1Ratio()
    {
        var t = _c[0, 0];
        var coefficients = new double[Degree + 1];
        if (Math.Abs(t) < 2)
        {
            for (var m = 0; m <= Degree; m++)
            {
                // sum of binomial(k, m) t^(k - m) / (k + 1)!
                var term = 1 / GammaCore.Factorial(m + 1);
                for (var k = m; k < m + 40; k++)
                {
                    coefficients[m] += term;
                    term *= t * (k + 1) / ((k + 1 - m) * (k + 2.0));
                }
            }
        }
        else
        {
            // From (t f)' = exp t; the factorial is that of the derivative.
            var exp = Math.Exp(t);
            coefficients[0] = SpecialFunctions.ExpM1(t) / t;
            for (var m = 1; m <= Degree; m++)
                coefficients[m] = (exp / GammaCore.Factorial(m) - coefficients[m - 1]) / t;
        }

        return Compose(coefficients);
    }

    /// <summary>Whether adding this, times a margin for what follows, changes none of the coefficients of a sum.</summary>
    public bool IsNegligible(Jet sum, double margin)
    {
        for (var i = 0; i <= first; i++)
        {
            for (var j = 0; j <= second; j++)
            {
                if (!(Math.Abs(_c[i, j]) * margin <= 1e-17 * Math.Abs(sum[i, j])))
                    return false;
            }
        }

        return true;
    }
}
