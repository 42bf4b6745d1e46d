using System;

namespace Zygote.Testing;

// Taylor coefficients along a line, for functions with a real result.
sealed partial class Verification<T, R>
{
    const int UsualOrder = 4;
    const int MostNested = 3;

    void Taylor()
    {
        if (typeof(R) != typeof(double) && typeof(R) != typeof(float))
        {
            if (options.TaylorOrder is not null)
                throw new ArgumentException("TaylorOrder is set, and the result of the function is not a double or a float.");
            return;
        }
        var order = options.TaylorOrder ?? UsualOrder;
        foreach (var direction in _numbers.Length == 1 ? [[1.0]] : new[] { RandomDirection() })
        {
            double[] series;
            try
            {
                series = Series(_x, direction, order);
            }
            catch (NotDifferentiableException refusal) when (options.TaylorOrder is null)
            {
                _taylorRefusal = refusal.Message;
                return;
            }
            catch (NotDifferentiableException refusal)
            {
                throw Refused("A Taylor series", "TaylorOrder = 0", refusal);
            }
            SameValue([series[0]], "coefficient 0 of AD.Taylor");
            if (options.Forward)
                AgainstNested(series, direction);
            for (var k = 0; k < order; k++)
            {
                AgainstDifferences(
                    RuleCheckKind.Taylor, Coefficient(k + 1), [(k + 1) * series[k + 1]], x => [Series(x, direction, order)[k]], direction,
                    _ => $"{k + 1} times coefficient {k + 1} against differences of coefficient {k}, {By(direction)}");
            }
        }
    }

    /// <summary>Forward over forward over forward; more would compile for long.</summary>
    void AgainstNested(double[] series, double[] direction)
    {
        var nested = _probe;
        var factorial = 1.0;
        for (var k = 1; k <= Math.Min(options.SecondOrder ? MostNested : 1, series.Length - 1); k++)
        {
            nested = nested.AlongOf(_x, direction);
            factorial *= k;
            var derivative = Second(() => nested.Value(_x)[0], "nested forward mode");
            Same(
                RuleCheckKind.Taylor, $"derivative of order {k} of y {By(direction)}", Coefficient(k), factorial * series[k],
                "nested forward mode", derivative, Math.Abs(_value[0]) + Math.Abs(factorial * series[k]));
        }
    }

    static string Coefficient(int k) => $"coefficient {k} of AD.Taylor";

    double[] Series(T x, double[] direction, int order)
    {
        var point = Numbers.Copy(x);
        return f switch
        {
            Func<double, double> real => AD.Taylor(real, order)((double)(object)point!),
            Func<float, float> real => Array.ConvertAll(AD.Taylor(real, order)((float)(object)point!), c => (double)c),
            Func<T, double> real => AD.Taylor(real, order)(point, Numbers.With(x, direction)),
            Func<T, float> real => Array.ConvertAll(AD.Taylor(real, order)(point, Numbers.With(x, direction)), c => (double)c),
            _ => throw new InvalidOperationException(),
        };
    }
}
