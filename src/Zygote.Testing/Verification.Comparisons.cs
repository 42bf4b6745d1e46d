using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Zygote.Testing;

// Comparisons, and what is said where they fail.
sealed partial class Verification<T, R>
{
    string Name => $"{method.DeclaringType?.Name}.{method.Name}";

    void SameValue(double[] value, string mode)
    {
        for (var i = 0; i < Math.Max(value.Length, _value.Length); i++)
        {
            _comparisons++;
            if (i >= value.Length || i >= _value.Length)
                throw Failure(RuleCheckKind.Value, "how many numbers the result has", mode, value.Length, "the function", _value.Length);
            if (BitConverter.DoubleToInt64Bits(value[i]) != BitConverter.DoubleToInt64Bits(_value[i]))
                throw Failure(RuleCheckKind.Value, $"value of {_resultNames[i]}", mode, value[i], "the function", _value[i]);
        }
    }

    /// <summary>What the function itself writes into its arguments, its derivative writes as well.</summary>
    void SameInputs(T after, string call)
    {
        var own = Numbers.Copy(_x);
        f(own);
        var (expected, actual) = (Numbers.Read(own), Numbers.Read(after));
        for (var i = 0; i < expected.Length && i < actual.Length; i++)
        {
            _comparisons++;
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
                throw Failure(RuleCheckKind.Inputs, $"{_inputNames[i]} after the call", call, actual[i], "the function", expected[i]);
        }
        if (expected.Length != actual.Length)
            throw Failure(RuleCheckKind.Inputs, "how many numbers the input has after the call", call, actual.Length, "the function", expected.Length);
    }

    /// <summary>A pullback may be called many times.</summary>
    void SameAgain(double[] first, double[] second)
    {
        for (var i = 0; i < first.Length; i++)
        {
            _comparisons++;
            if (BitConverter.DoubleToInt64Bits(first[i]) != BitConverter.DoubleToInt64Bits(second[i]))
            {
                throw Failure(
                    RuleCheckKind.Inputs, $"cotangent of {_inputNames[i]}", "the second call of a pullback", second[i], "the first", first[i]);
            }
        }
    }

    /// <summary>Derivatives of a vector of numbers along a direction against differences of it.</summary>
    void AgainstDifferences(
        RuleCheckKind kind, string mode, double[] actual, Func<T, double[]> function, double[] direction, Func<int, string> component)
    {
        var (largest, smallest, position) = (0.1, 1e-3, 1.0);
        if (IsUnit(direction, out var index))
        {
            position = Math.Abs(_numbers[index]);
            largest = 0.1 * Math.Max(position, 1);
            smallest = 1e-3 * (position == 0 ? 1 : position);
        }
        var here = function(_x);
        if (here.Length != actual.Length)
            throw Failure(kind, "how many numbers the derivative has", mode, actual.Length, "the function", here.Length);
        Exception? thrown = null;
        var (expected, error) = Differences.Of(At, actual.Length, largest, smallest, _tolerances.Spacing, position);
        var norm = Largest([.. actual.Concat(here).Concat(_value).Where(double.IsFinite)]);
        for (var i = 0; i < actual.Length; i++)
        {
            _comparisons++;
            var (a, d) = (actual[i], expected[i]);
            var (difference, larger) = (Math.Abs(a - d), Math.Max(Math.Abs(a), Math.Abs(d)));
            if (difference <= _tolerances.Difference * larger || difference <= 10 * _tolerances.Floor * norm)
                continue; // what cancels is rounding, of which a quotient makes more
            var isKnown = error[i] <= _tolerances.Converged * larger
                || error[i] <= _tolerances.Resolved * Math.Abs(here[i]) / Math.Max(position, 1);
            if (isKnown && difference <= 10 * error[i])
                continue;
            if (double.IsNaN(d) || double.IsFinite(a) && !(difference > 10 * error[i]))
            {
                throw NotVerifiable(
                    double.IsNaN(d)
                        ? $"the function is not finite{(thrown is null ? "" : ", or throws,")} at all steps around the point"
                        : $"differences do not converge: {Text(d)} with an error of about {Text(error[i])}, and {mode} gives {Text(a)}",
                    component(i), thrown);
            }
            throw Failure(kind, component(i), mode, a, "central differences", d, error[i]);
        }

        double[] At(double t)
        {
            try
            {
                var numbers = function(Numbers.With(_x, [.. _numbers.Zip(direction, (x, d) => d == 0 ? x : x + t * d)]));
                if (numbers.Length == actual.Length)
                    return numbers;
            }
            catch (Exception outside) when (outside is not NotDifferentiableException)
            {
                // Not defined that far away; nearer it may be.
                thrown = outside;
            }
            return [.. Enumerable.Repeat(double.NaN, actual.Length)];
        }
    }

    /// <summary>Two derivatives that must be the same number; <paramref name="size"/> is that of what they are sums of.</summary>
    void Same(RuleCheckKind kind, string component, string mode, double actual, string other, double expected, double size)
    {
        _comparisons++;
        var difference = Math.Abs(actual - expected);
        if (!(difference <= _tolerances.Agreement * Math.Max(Math.Abs(actual), Math.Abs(expected)) || difference <= _tolerances.Floor * size))
            throw Failure(kind, component, mode, actual, other, expected);
    }

    string Component(int result, double[] direction) =>
        IsUnit(direction, out var i) ? $"d {_resultNames[result]} / d {_inputNames[i]}" : $"derivative of {_resultNames[result]} along {Describe(direction)}";

    string Transposed(double[] weights, double[] direction) =>
        IsUnit(weights, out var i) ? Component(i, direction) : $"derivative of {Weighted(weights)} {By(direction)}";

    string SecondBy(double[] weights, double[] direction, int input) =>
        $"second derivative of {Weighted(weights)} {By(direction)} and by {_inputNames[input]}";

    string By(double[] direction) => IsUnit(direction, out var i) ? $"by {_inputNames[i]}" : $"along {Describe(direction)}";

    string Describe(double[] direction) => $"the direction {List(_inputNames, direction)}";

    string Weighted(double[] weights) =>
        IsUnit(weights, out var i) ? _resultNames[i] : $"the sum of y with weights {List(_resultNames, weights)}";

    static string List(string[] names, double[] numbers)
    {
        const int Most = 12;
        var text = new StringBuilder("(");
        for (var i = 0; i < Math.Min(Most, numbers.Length); i++)
            text.Append(i == 0 ? "" : ", ").Append(names[i]).Append(" = ").Append(Text(numbers[i]));
        return text.Append(numbers.Length > Most ? $", ... {numbers.Length} numbers)" : ")").ToString();
    }

    static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    string Where => $"  function: {Name}\n  at:       {List(_inputNames, _numbers)}\n";

    RuleCheckException NotVerifiable(string reason, string? component, Exception? inner = null) =>
        new(
            RuleCheckKind.NotVerifiable,
            $"Not verifiable: {reason}.\n{Where}{(component is null ? "" : $"  number:   {component}\n")}" +
                "This usually means: the point is at a kink, at a pole or at the end of the domain; choose another one or a smaller Radius.",
            inner) { Component = component };

    RuleCheckException Refused(string mode, string remedy, NotDifferentiableException refusal) =>
        new(
            RuleCheckKind.Refused,
            $"{mode} is refused.\n{Where}  reason:   {refusal.Message}\nWhere that is intended, set {remedy} in RuleCheckOptions.",
            refusal);

    RuleCheckException Failure(
        RuleCheckKind kind, string component, string mode, double actual, string other, double expected, double error = 0)
    {
        var relative = Math.Abs(actual - expected) / Math.Max(Math.Abs(actual), Math.Abs(expected));
        var width = Math.Max(mode.Length, other.Length);
        var message =
            $"{char.ToUpperInvariant(mode[0])}{mode[1..]} disagrees with {other}.\n{Where}  number:   {component}\n" +
            $"  {mode.PadRight(width)}  {Text(actual)}\n" +
            $"  {other.PadRight(width)}  {Text(expected)}{(error > 0 ? $"  (error about {error.ToString("G2", CultureInfo.InvariantCulture)})" : "")}\n" +
            $"  relative difference: {relative.ToString("G3", CultureInfo.InvariantCulture)}\n" +
            $"This usually means: {Diagnosis.Of(kind, mode, actual, expected)}";
        return new RuleCheckException(kind, message)
        {
            Component = component,
            Actual = actual,
            Expected = expected,
            RelativeDifference = relative,
        };
    }

    V Forward<V>(Func<V> derivative) => Try(derivative, "Forward mode", "Forward = false");

    V Reverse<V>(Func<V> derivative) => Try(derivative, "Reverse mode", "Reverse = false");

    V Second<V>(Func<V> derivative, string mode) =>
        Try(derivative, $"The second derivative by {mode}", "SecondOrder = false");

    V Try<V>(Func<V> derivative, string mode, string remedy)
    {
        try
        {
            return derivative();
        }
        catch (NotDifferentiableException refusal)
        {
            throw Refused(mode, remedy, refusal);
        }
    }
}
