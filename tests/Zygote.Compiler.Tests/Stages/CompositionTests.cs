using System;
using System.Collections.Generic;

using Xunit;

using Zygote.Compilation;
using Zygote.Differentiation;
using Zygote.Emission;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Stages;

/// <summary>What comes out of a transform can be put into one again: the oracle is a closed form each time.</summary>
/// <remarks>Calls that stay calls (recursion) do not compose yet; docs/limitations.md says so.</remarks>
public sealed class CompositionTests
{
    const double X = 0.7;

    static readonly Compilation.Compiler Compiler = new();

    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>A function and its derivatives of order 1 to 4, in closed form at <see cref="X"/>.</summary>
    static readonly Dictionary<string, (Func<double, double> F, double[] Derivatives)> Cases = new()
    {
        ["sine"] = (Math.Sin, [Math.Cos(X), -Math.Sin(X), -Math.Cos(X), Math.Sin(X)]),
        ["exponential of twice"] = (x => Math.Exp(2 * x), [.. Scaled(2, 4, 8, 16)]),
        ["reciprocal"] = (x => 1 / x, [-Math.Pow(X, -2), 2 * Math.Pow(X, -3), -6 * Math.Pow(X, -4), 24 * Math.Pow(X, -5)]),
        ["power by a loop"] = (PowerByLoop, FifthPower),
        ["power by a loop of unknown length"] = (PowerByWhile, FifthPower),
        ["power by an array"] = (PowerByArray, FifthPower),
        ["power by nested loops"] = (PowerByNestedLoops, FifthPower),
        ["power by an object"] = (PowerByObject, FifthPower),
        ["power by a delegate"] = (x => Twice(y => y * y, x) * x, FifthPower),
        ["branches"] = (x => x > 0.5 ? x * x * x : -x, [3 * X * X, 6 * X, 6, 0]),
        ["square root by Newton"] = (Root, [
            0.5 * Math.Pow(X, -0.5), -0.25 * Math.Pow(X, -1.5), 0.375 * Math.Pow(X, -2.5), -0.9375 * Math.Pow(X, -3.5)]),
    };

    static double[] FifthPower => [5 * Math.Pow(X, 4), 20 * Math.Pow(X, 3), 60 * X * X, 120 * X];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_mode_of_forward_mode_to_order_four(string name)
    {
        var (f, derivatives) = Cases[name];
        for (var order = 1; order <= derivatives.Length; order++)
        {
            var function = Compiler.Code(FunctionShape.Of(f), [typeof(double)], Requests.NthDerivative(order))[0];
            var code = (Func<object?, double, double>)Emitter.Compile(function, typeof(Func<object?, double, double>));
            AssertClose(derivatives[order - 1], code(f.Target, X));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_mode_of_a_gradient_is_the_second_derivative(string name)
    {
        var (f, derivatives) = Cases[name];
        var gradient = WithTape(Compiler.Code(FunctionShape.Of(f), [typeof((double, double))], Requests.Gradient)[0]);
        Optimizer.Prepare(gradient);
        var second = new Function(gradient.Name + "_pushforward", gradient.ParameterTypes, gradient.ReturnType);
        Derivatives.Pushforward(gradient, second, new Layout([1], [-1], 4, []), false, true, Compiler);
        Optimizer.Finish(second);

        var code = (Func<object?, double, double, Tape, Tape, (double, double)>)Emitter.Compile(
            second, typeof(Func<object?, double, double, Tape, Tape, (double, double)>));
        var (slope, curvature) = code(f.Target, X, 0, Tape.Fresh(), Tape.Fresh());
        AssertClose(derivatives[0], slope);
        AssertClose(derivatives[1], curvature);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_of_a_derivative_is_the_next_derivative(string name)
    {
        var (f, derivatives) = Cases[name];
        for (var order = 1; order < derivatives.Length; order++)
        {
            var derivative = WithTape(Compiler.Code(FunctionShape.Of(f), [typeof(double)], Requests.NthDerivative(order))[0]);
            Optimizer.Prepare(derivative);
            var next = Derivatives.Gradient(derivative, new Layout([1], [-1], 2, [1]), typeof((double, double)), Compiler);
            Optimizer.Finish(next);

            var code = (Func<object?, double, Tape, (double, double)>)Emitter.Compile(
                next, typeof(Func<object?, double, Tape, (double, double)>));
            var (value, slope) = code(f.Target, X, Tape.Fresh());
            AssertClose(derivatives[order - 1], value);
            AssertClose(derivatives[order], slope);
        }
    }

    /// <summary>A copy with one more parameter: the tape of the next derivative.</summary>
    static Function WithTape(Function inner)
    {
        var function = new Function(inner.Name, [.. inner.ParameterTypes, typeof(Tape)], inner.ReturnType, inner.Method);
        new Cloning().CopyInto(function, inner);
        function.Entry.AddParameter(typeof(Tape));
        return function;
    }

    static void AssertClose(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"{expected} expected, {actual} found");

    static double[] Scaled(params double[] factors) => Array.ConvertAll(factors, c => c * Math.Exp(2 * X));

    static double PowerByLoop(double x)
    {
        var power = 1.0;
        for (var i = 0; i < 5; i++)
            power *= x;
        return power;
    }

    static double PowerByWhile(double x)
    {
        var power = x;
        while (power > 0.2)
            power *= x;
        return power;
    }

    static double PowerByArray(double x)
    {
        var powers = new double[6];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = x * powers[i - 1];
        return powers[^1];
    }

    static double PowerByNestedLoops(double x)
    {
        var power = x;
        for (var i = 0; i < 2; i++)
        {
            var factor = 1.0;
            for (var j = 0; j < 2; j++)
                factor *= x;
            power *= factor;
        }

        return power;
    }

    static double PowerByObject(double x)
    {
        var box = new Accumulator { Value = 1 };
        for (var i = 0; i < 5; i++)
            box.Multiply(x);
        return box.Value;
    }

    static double Twice(Func<double, double> f, double x) => f(f(x));

    static double Root(double x)
    {
        var root = x;
        for (var i = 0; i < 12; i++)
            root = (root + x / root) / 2;
        return root;
    }

    sealed class Accumulator
    {
        public double Value;

        public void Multiply(double x) => Value *= x;
    }
}
