using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Taylor arithmetic: the coefficients of a result from those of the operands, by recurrences that need O(k) operations for
/// coefficient k.
/// </summary>
/// <remarks>
///   y = a * b      =>  y[k] = sum a[j] b[k-j]
///   y = a / b      =>  y[k] = (a[k] - sum of j > 0: b[j] y[k-j]) / b[0]
///   y = f(x)       =>  k y[k] = sum of j > 0: j x[j] g[k-j]     from y' = g x', where g is the rule of f
/// There is no recurrence for any function: the body of its derivative rule is evaluated in series, lazily, and may name x and
/// y. So 1 + y * y gives that of the tangent, and cos, whose own rule leads back to sin, the pair of both. Of a rule with
/// branches all ways are evaluated, and <see cref="Calculus.Choose(bool, double, double)"/> takes the one that holds. Products are
/// <see cref="Calculus.ScaleTangent(double, double)"/>, so that zero wins over infinity as at first order.
/// Source: Griewank, Walther (2008), Evaluating Derivatives, section 13.2.
/// </remarks>
sealed partial class Recurrences(Function function, IDerivativeContext context)
{
    /// <summary>
    /// Up to this order sums are written out; from there on they are loops over arrays. Measured: at 10 the code without loops is
    /// two to three times as fast, at 20 the JIT no longer inlines the products and it is half as fast.
    /// </summary>
    const int MaxUnrolled = 12;

    /// <summary>Of longer series the product is one of vectors.</summary>
    const int MaxScalar = 7;

    /// <summary>A rule with branches is evaluated on all its paths, and the right result is chosen.</summary>
    const int MaxPaths = 8;

    static readonly MethodBase?[] Powers =
    [
        typeof(Math).GetMethod(nameof(Math.Pow)), typeof(MathF).GetMethod(nameof(MathF.Pow)),
        typeof(double).GetMethod(nameof(double.Pow)), typeof(float).GetMethod(nameof(float.Pow)),
    ];

    readonly Dictionary<MethodBase, bool> _straight = [];
    readonly CoefficientArrays _arrays = new(function, context.IsInside);

    /// <summary>The derivative rule of the method is plain arithmetic, on a few paths: rules with loops have no recurrence.</summary>
    public bool Knows(MethodBase method)
    {
        if (Linearization.IsScale(method) || IsPower(method))
            return true;
        if (_straight.TryGetValue(method, out var known))
            return known;

        // Rules may name each other in a circle, so the question is about all that this one leads to.
        var reached = new HashSet<MethodBase> { method };
        var work = new Stack<MethodBase>(reached);
        while (work.TryPop(out var next))
        {
            if (!IsPlain(next, called => { if (reached.Add(called)) work.Push(called); }))
                return _straight[method] = false;
        }

        foreach (var plain in reached)
            _straight[plain] = true;
        return true;
    }

    /// <summary>Coefficients 1 to <paramref name="order"/> of an operation, or of a call of a method that is known.</summary>
    public Value[] Evaluate(Instruction y, Builder builder, Func<Value, int, Value> coefficient, int order)
    {
        _arrays.Restart();
        var evaluation = new Evaluation(context, _arrays, builder, order);
        var operands = new Dictionary<Value, Series>();
        foreach (var x in y.Operands)
            operands.TryAdd(x, new Series((_, k) => k == 0 ? x : coefficient(x, k)));
        if (y.Opcode == Opcode.Call && IsPower((MethodBase)y.Payload!))
            return evaluation.Power(operands[y.Operands[0]], operands[y.Operands[1]]);
        if ((y.Opcode == Opcode.Mul || (y.Opcode == Opcode.Call && Linearization.IsScale((MethodBase)y.Payload!)))
            && evaluation.Product(operands[y.Operands[0]], operands[y.Operands[1]]) is { } product)
        {
            return product;
        }

        var series = evaluation.Operation(y, [.. y.Operands.Select(x => operands[x])], y);
        return [.. Enumerable.Range(1, order).Select(k => series[k])];
    }

    /// <summary>The partial by the base is a power again, and so on: they have code of their own.</summary>
    static bool IsPower(MethodBase method) => Array.IndexOf(Powers, method) >= 0;

    bool IsPlain(MethodBase method, Action<MethodBase> leadsTo) =>
        Linearization.IsScale(method)
        || (!IsPower(method) && context.FindRule(method, RuleKind.Derivative) is { Kind: RuleKind.Derivative } rule
            && context.RuleCode(rule) is var code && PathsFrom(code.Entry, []) <= MaxPaths
            && code.Blocks.All(block => block.Instructions.All(i => IsPlain(i, block == code.Entry, leadsTo))));

    /// <summary>How many ways lead from a block to a return: too many where there are loops or other ways out.</summary>
    static int PathsFrom(Block block, HashSet<Block> path)
    {
        if (block.Terminator!.Opcode == Opcode.Return)
            return 1;
        if (block.Terminator.Opcode is not (Opcode.Branch or Opcode.BranchIf) || !path.Add(block))
            return MaxPaths + 1;
        var count = Math.Min(MaxPaths + 1, block.Edges.Sum(e => PathsFrom(e.Target, path)));
        path.Remove(block);
        return count;
    }

    /// <param name="i">An instruction of a rule.</param>
    /// <param name="always">All paths lead to it: else it is executed where it would not have been, and must not fail.</param>
    /// <param name="leadsTo">Called with the methods that matter, too.</param>
    bool IsPlain(Instruction i, bool always, Action<MethodBase> leadsTo)
    {
        if (i.Opcode != Opcode.Call)
            return IsPlain(i, always);
        var called = (MethodBase)i.Payload!;
        if (!StackTypes.IsFloat(i.Type) || !i.Operands.Any(o => StackTypes.IsFloat(o.Type) && o is not Constant))
            return always && context.IsPure(called);
        if (!always && !context.IsPure(called))
            return false; // it may throw where it is not meant to be called
        leadsTo(called);
        return true;
    }

    static bool IsPlain(Instruction i, bool always) => i.Opcode switch
    {
        Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.Neg or Opcode.WithField or Opcode.Compare => true,
        Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not => true,
        Opcode.Div or Opcode.Rem => always || StackTypes.IsFloat(i.Type),
        Opcode.Convert => !StackTypes.IsFloat(i.Operands[0].Type) || StackTypes.IsFloat(i.Type),
        _ => false,
    };

    /// <summary>Coefficients on demand, in order.</summary>
    sealed class Series(Func<Series, int, Value> next)
    {
        readonly List<Value> _coefficients = [];
        Value? _array;
        int _stored;

        /// <summary>Coefficient k of x' t is k x[k].</summary>
        public Series? Slope { get; set; }

        /// <summary>An array with the coefficients that are known by now.</summary>
        public Value Array(CoefficientArrays arrays, Builder builder, int order)
        {
            _array ??= arrays.Next(builder, this[0].Type, order + 1);
            for (; _stored < _coefficients.Count; _stored++)
                builder.Store(builder.ElementAddress(_array, Constant.Of(_stored)), _coefficients[_stored]);
            return _array;
        }

        public Value this[int k]
        {
            get
            {
                while (_coefficients.Count <= k)
                    _coefficients.Add(next(this, _coefficients.Count));
                return _coefficients[k];
            }
        }
    }

    /// <summary>Of one instruction of the program: what its rules name twice is computed once.</summary>
    sealed class Evaluation(IDerivativeContext context, CoefficientArrays arrays, Builder builder, int order)
    {
        readonly Dictionary<(MethodBase, Series, Series?, Series?), Series> _calls = [];

        /// <param name="i">The operation.</param>
        /// <param name="x">Its operands.</param>
        /// <param name="value">Its value, if that was computed already.</param>
        public Series Operation(Instruction i, Series[] x, Value? value = null)
        {
            Value Primal() => value ?? builder.Append(i.Opcode, i.Type, i.Payload, [.. x.Select(s => s[0])]);
            Series Of(Func<Series, int, Value> next) => new((y, k) => k == 0 ? Primal() : next(y, k));
            switch (i.Opcode)
            {
                case Opcode.Add:
                    return Of((_, k) => Sum(x[0][k], x[1][k]));
                case Opcode.Sub:
                    return Of((_, k) => Difference(x[0][k], x[1][k]));
                case Opcode.Neg:
                    return Of((_, k) => Negative(x[0][k]));
                case Opcode.Convert when StackTypes.IsFloat(i.Operands[0].Type):
                    return Of((_, k) => IsZero(x[0][k]) ? Constant.Zero(i.Type) : builder.Convert((Conversion)i.Payload!, x[0][k]));
                case Opcode.Mul:
                    return Of((_, k) => Product(x[0], x[1], k, i.Type));
                case Opcode.Call when Linearization.IsScale((MethodBase)i.Payload!):
                    return Of((_, k) => Product(x[0], x[1], k, i.Type));
                case Opcode.Div:
                    Value? reciprocal = null;
                    return Of((y, k) =>
                    {
                        var rest = Difference(x[0][k], Convolution(y, x[1], k, 1, k, i.Type));
                        return Times(rest, IsZero(rest) ? rest : reciprocal ??= builder.Div(Constant.Number(i.Type, 1), x[1][0]));
                    });
                case Opcode.Rem:
                    Value? quotient = null;
                    return Of((_, k) => Sum(x[0][k], Times(x[1][k], IsZero(x[1][k]) ? x[1][k] : quotient ??=
                        builder.Call(Linearization.Method(nameof(Calculus.RemainderPartial), i.Type), x[0][0], x[1][0]))));
                case Opcode.Call when context.FindRule((MethodBase)i.Payload!, RuleKind.Derivative) is { Kind: RuleKind.Derivative } rule:
                    return Call((MethodBase)i.Payload!, rule, x, i.Type, Primal);
                default:
                    return Of((_, _) => Constant.Zero(i.Type));
            }
        }

        Series Call(MethodBase method, Rule rule, Series[] x, Type type, Func<Value> primal)
        {
            var key = (method, x[0], x.ElementAtOrDefault(1), x.ElementAtOrDefault(2));
            if (x.Length <= 3 && _calls.TryGetValue(key, out var known))
                return known;
            Series[]? partials = null;
            var series = new Series((y, k) =>
            {
                if (k == 0)
                    return primal();
                partials ??= Partials(rule, [.. x, y]);
                Value sum = Constant.Zero(type);
                for (var i = 0; i < partials.Length; i++)
                {
                    var from = x[rule.Inputs![i]];
                    var slope = from.Slope ??= new Series((_, j) =>
                        j == 0 ? Constant.Zero(from[0].Type) : Times(from[j], Constant.Number(from[0].Type, j)));
                    sum = Sum(sum, Convolution(partials[i], slope, k, 1, k, type));
                }

                return k == 1 || IsZero(sum) ? sum : builder.Div(sum, Constant.Number(type, k));
            });
            if (x.Length <= 3)
                _calls[key] = series;
            return series;
        }

        Series[] Partials(Rule rule, Series[] arguments) =>
            new RulePaths(this, rule.Inputs!.Length).Follow(context.RuleCode(rule).Entry, arguments);

        /// <summary>One of two series, by what holds at the point.</summary>
        public Series Choose(Value condition, Series a, Series b)
        {
            if (ReferenceEquals(a, b))
                return a;
            return new Series((_, k) => (a[k], b[k]) switch
            {
                var (x, y) when x == y || (x is Constant { Content: var c } && y is Constant { Content: var d } && Equals(c, d)) => x,
                var (x, y) => builder.Call(typeof(Calculus).GetMethod(nameof(Calculus.Choose), [typeof(bool), x.Type, x.Type])!, condition, x, y),
            });
        }

        /// <summary>A power; the exponent is active where any of its coefficients is not known to be zero.</summary>
        public Value[] Power(Series x, Series exponent)
        {
            var isConstant = Enumerable.Range(1, order).All(k => IsZero(exponent[k]));
            var type = x[0].Type.MakeArrayType();
            _ = (x[order], exponent[order]);
            var second = isConstant ? exponent[0] : exponent.Array(arrays, builder, order);
            var y = builder.Call(
                typeof(Coefficients).GetMethod(nameof(Coefficients.Power), [type, second.Type])!, x.Array(arrays, builder, order), second);
            return [.. Enumerable.Range(1, order).Select(k => builder.Load(builder.ElementAddress(y, Constant.Of(k))))];
        }

        /// <summary>Of series with many coefficients.</summary>
        public Value[]? Product(Series a, Series b)
        {
            bool IsLonger(Series s, int than) => Enumerable.Range(0, order + 1).Count(k => !IsZero(s[k])) > than;
            if (order < ShortSeries.Length && a[0].Type == typeof(double) && IsLonger(a, MaxScalar) && IsLonger(b, MaxScalar))
            {
                Value[] Padded(Series s) => [.. Enumerable.Range(0, ShortSeries.Length).Select(k => k <= order ? s[k] : Constant.Of(0.0))];
                var series = builder.Call(typeof(ShortSeries).GetMethod(nameof(ShortSeries.Product))!, [.. Padded(a), .. Padded(b)]);
                return [.. Enumerable.Range(1, order).Select(k => builder.GetField(series, typeof(ShortSeries).GetField("C" + k)!))];
            }

            if (order <= MaxUnrolled || !IsLonger(a, MaxUnrolled) || !IsLonger(b, MaxUnrolled))
                return null;
            var type = a[0].Type.MakeArrayType();
            var product = arrays.Next(builder, a[0].Type, order + 1);
            builder.Call(
                typeof(Coefficients).GetMethod(nameof(Coefficients.Product), [type, type, type])!,
                a.Array(arrays, builder, order), b.Array(arrays, builder, order), product);
            return [.. Enumerable.Range(1, order).Select(k => builder.Load(builder.ElementAddress(product, Constant.Of(k))))];
        }

        Value Product(Series a, Series b, int k, Type type)
        {
            if (!ReferenceEquals(a, b))
                return Convolution(a, b, k, 0, k, type);

            // The terms of a square come in pairs.
            var half = Convolution(a, a, k, 0, (k - 1) / 2, type);
            var sum = Sum(half, half);
            return k % 2 == 0 ? Sum(sum, Times(a[k / 2], a[k / 2])) : sum;
        }

        /// <summary>The sum of a[k - j] b[j] for the j in a range.</summary>
        Value Convolution(Series a, Series b, int k, int from, int to, Type type)
        {
            var terms = new List<(Value A, Value B)>();
            for (var j = from; j <= to; j++)
            {
                var (u, v) = (a[k - j], b[j]);
                if (!IsZero(u) && !IsZero(v))
                    terms.Add((u, v));
            }

            if (order > MaxUnrolled && terms.Count > 4)
            {
                var array = type.MakeArrayType();
                return builder.Call(
                    typeof(Coefficients).GetMethod(nameof(Coefficients.Convolve), [array, array, typeof(int), typeof(int), typeof(int)])!,
                    a.Array(arrays, builder, order), b.Array(arrays, builder, order), Constant.Of(k), Constant.Of(from), Constant.Of(to));
            }

            return Sum(CollectionsMarshal.AsSpan(terms), type);
        }

        /// <summary>As a tree: the terms of a chain would wait for each other.</summary>
        Value Sum(ReadOnlySpan<(Value A, Value B)> terms, Type type) => terms switch
        {
            [] => Constant.Zero(type),
            [var (a, b)] => Times(a, b),
            _ => Sum(Sum(terms[..(terms.Length / 2)], type), Sum(terms[(terms.Length / 2)..], type)),
        };

        Value Times(Value a, Value b)
        {
            if (IsZero(a) || IsOne(b))
                return a;
            if (IsZero(b) || IsOne(a))
                return b;
            return a is Constant || b is Constant
                ? builder.Mul(a, b)
                : builder.Call(Linearization.Method(nameof(Calculus.ScaleTangent), a.Type), a, b);
        }

        Value Sum(Value a, Value b) => IsZero(a) ? b : IsZero(b) ? a : builder.Add(a, b);

        Value Difference(Value a, Value b) => IsZero(b) ? a : IsZero(a) ? Negative(b) : builder.Sub(a, b);

        Value Negative(Value a) => IsZero(a) ? a : builder.Neg(a);

        static bool IsZero(Value value) => value is Constant { Content: 0.0 or 0f or null };

        static bool IsOne(Value value) => value is Constant { Content: 1.0 or 1f };
    }
}
