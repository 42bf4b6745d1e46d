using System;
using System.Linq;
using System.Reflection;

namespace Zygote.Testing;

/// <summary>The checks, in the order in which a disagreement says most.</summary>
sealed partial class Verification<T, R>(Func<T, R> f, MethodInfo method, bool isPacked, RuleCheckOptions options)
{
    readonly Probe<T, R> _probe = new(() => f);
    readonly Random _random = new(options.Seed);
    int _comparisons;
    string? _taylorRefusal;

    // Of the point that is being checked.
    T _x = default!;
    R _y = default!;
    double[] _numbers = [];
    double[] _value = [];
    string[] _inputNames = [];
    string[] _resultNames = [];
    Tolerances _tolerances = Tolerances.Of(Precision.Double, options);

    public RuleCheckReport Run(T x)
    {
        var numbers = Numbers.Read(x);
        if (numbers.Length == 0)
            throw new ArgumentException("There is no real number in the inputs: nothing to differentiate with respect to.");
        for (var k = 0; k <= options.Points; k++)
            At(k == 0 ? Numbers.Copy(x) : Numbers.With(x, Array.ConvertAll(numbers, Near)));
        var (call, bytes) = Allocation.Of(f, x, options);
        if (options.Allocates is { } allocates && allocates != bytes > 0)
        {
            throw new RuleCheckException(
                RuleCheckKind.Allocation,
                allocates
                    ? $"A warm call of {call} of {Name} allocates nothing, and was expected to."
                    : $"A warm call of {call} of {Name} allocates {bytes} bytes, and was expected to allocate nothing.\n" +
                        "This usually means: the function or a rule that it uses makes arrays, objects, closures or boxes, or returns a delegate.");
        }
        return new RuleCheckReport(options.Points + 1, _comparisons, call, bytes, _taylorRefusal);
    }

    /// <summary>Of packed arguments as <c>x1[0]</c>; of a single one as <c>x[0]</c>.</summary>
    string[] Names(T x)
    {
        var names = Numbers.Names(x, "");
        if (!isPacked)
            return [.. names.Select(n => "x" + n)];
        var prefix = IsOurs(typeof(T)) ? ".X".Length : ".Item".Length;
        var isSingle = typeof(T).GetGenericArguments().Length == 1;
        return [.. names.Select(n => "x" + n[(isSingle ? prefix + 1 : prefix)..])];
    }

    static bool IsOurs(Type type) => type.Assembly == typeof(RuleCheck).Assembly;

    double Near(double number) =>
        number + (2 * _random.NextDouble() - 1) * options.Radius * (number == 0 ? 1 : Math.Abs(number));

    void At(T x)
    {
        // As the input is stored: a float is a rounded number.
        (_x, _numbers) = (x, Numbers.Read(x));
        _inputNames = Names(x);
        _y = _probe.Call(x);
        _value = Numbers.Read(_y);
        if (_value.Length == 0)
            throw new ArgumentException("There is no real number in the result of the function.");
        _resultNames = [.. Numbers.Names(_y, "").Select(n => "y" + (n.StartsWith(".Y", StringComparison.Ordinal) && IsOurs(typeof(R)) ? n[2..] : n))];
        _tolerances = Tolerances.Of((Precision)Math.Max((int)Numbers.PrecisionOf(x), (int)Numbers.PrecisionOf(_y)), options);
        if (Array.FindIndex(_value, v => !double.IsFinite(v)) is var bad and >= 0)
            throw NotVerifiable($"{_resultNames[bad]} is {Text(_value[bad])} there", null);

        FirstOrder();
        if (options.SecondOrder)
            SecondOrder();
        if (options.TaylorOrder != 0)
            Taylor();
    }

    /// <summary>Each number by itself where there are few, else random combinations of all, scaled as the numbers are.</summary>
    double[][] Directions()
    {
        if (_numbers.Length <= options.Componentwise)
            return Basis(_numbers.Length);
        return [RandomDirection(), RandomDirection()];
    }

    double[] RandomDirection() => Array.ConvertAll(_numbers, x => RandomSign() * (x == 0 ? 1 : Math.Abs(x)));

    double[][] Cotangents() =>
        _value.Length <= options.Componentwise ? Basis(_value.Length) : [RandomCotangent(), RandomCotangent()];

    double[] RandomCotangent() => _value.Length == 1 ? [1] : Array.ConvertAll(_value, _ => RandomSign());

    /// <summary>A number of size 1/2 to 1: none is so small that what it weighs could be missed.</summary>
    double RandomSign() => (_random.Next(2) == 0 ? -1 : 1) * (0.5 + 0.5 * _random.NextDouble());

    static double[][] Basis(int count) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var unit = new double[count];
            unit[i] = 1;
            return unit;
        })];

    static bool IsUnit(double[] direction, out int index)
    {
        index = Array.FindIndex(direction, d => d != 0);
        var first = index;
        return direction[first] == 1 && Array.FindIndex(direction, first + 1, d => d != 0) < 0;
    }

    void FirstOrder()
    {
        foreach (var direction in Directions())
        {
            if (options.Forward)
            {
                var (value, tangent, after) = Forward(() => _probe.Forward(_x, direction));
                SameValue(Numbers.Read(value), "forward mode (AD.Pushforward)");
                SameInputs(after, "AD.Pushforward");
                AgainstDifferences(RuleCheckKind.Forward, "forward mode (AD.Pushforward)", tangent, _probe.Value, direction, i => Component(i, direction));
            }
        }
        if (!options.Reverse)
            return;
        foreach (var weights in Cotangents())
        {
            var (value, cotangent, again, after) = Reverse(() => _probe.Reverse(_x, _y, weights));
            SameValue(Numbers.Read(value), "reverse mode (AD.Pullback)");
            SameInputs(after, "AD.Pullback");
            SameAgain(cotangent, again);
            foreach (var direction in Directions())
            {
                var byReverse = Dot(cotangent, direction);
                if (options.Forward)
                {
                    var tangent = _probe.Tangent(_x, direction);
                    Same(
                        RuleCheckKind.Reverse, Transposed(weights, direction),
                        "reverse mode (AD.Pullback)", byReverse, "forward mode (AD.Pushforward)", Dot(weights, tangent),
                        Size(cotangent, direction) + Size(weights, tangent) + Largest(cotangent) + Size(weights, _value));
                }
                else
                {
                    AgainstDifferences(
                        RuleCheckKind.Reverse, "reverse mode (AD.Pullback)", [byReverse], x => [Dot(weights, _probe.Value(x))], direction,
                        _ => Transposed(weights, direction));
                }
            }
        }
    }

    void SecondOrder()
    {
        var weights = RandomCotangent();
        var other = RandomDirection();
        var back = options.Reverse ? _probe.BackOf(_y, weights) : null;
        foreach (var direction in Directions())
        {
            double[]? twiceForward = null, mixed = null;
            if (options.Forward)
            {
                var along = _probe.AlongOf(_x, direction);
                twiceForward = Second(() => along.Tangent(_x, other), "forward over forward");
                AgainstDifferences(
                    RuleCheckKind.SecondOrder, "forward over forward", twiceForward, along.Value, other,
                    i => $"second derivative of {_resultNames[i]} {By(direction)} and along {Describe(other)}");
            }
            if (back is not null)
            {
                var gradient = Numbers.With(_x, back.Value(_x));
                if (options.Forward)
                {
                    mixed = Second(() => back.Tangent(_x, direction), "forward over reverse");
                    AgainstDifferences(
                        RuleCheckKind.SecondOrder, "forward over reverse", mixed, back.Value, direction, i => SecondBy(weights, direction, i));
                }
                var twiceReverse = Second(() => back.Cotangent(_x, gradient, direction), "reverse over reverse");
                if (mixed is null)
                {
                    AgainstDifferences(
                        RuleCheckKind.SecondOrder, "reverse over reverse", twiceReverse, back.Value, direction, i => SecondBy(weights, direction, i));
                }
                else
                {
                    // Where second derivatives cancel, what is left is rounding of first ones.
                    var size = Largest(mixed) + Largest(Numbers.Read(gradient));
                    for (var i = 0; i < mixed.Length; i++)
                    {
                        Same(
                            RuleCheckKind.SecondOrder, SecondBy(weights, direction, i),
                            "reverse over reverse", twiceReverse[i], "forward over reverse", mixed[i], size);
                    }
                }
            }
            if (twiceForward is not null && mixed is not null)
            {
                Same(
                    RuleCheckKind.SecondOrder, $"second derivative of {Weighted(weights)} {By(direction)} and along {Describe(other)}",
                    "forward over forward", Dot(weights, twiceForward), "forward over reverse", Dot(mixed, other),
                    Size(weights, twiceForward) + Size(mixed, other) + Largest(back!.Value(_x)));
            }
        }
    }

    static double Largest(double[] a) => a.Select(Math.Abs).DefaultIfEmpty().Max();

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => y == 0 ? 0 : x * y).Sum();

    static double Size(double[] a, double[] b) => a.Zip(b, (x, y) => y == 0 ? 0 : Math.Abs(x * y)).Sum();
}
