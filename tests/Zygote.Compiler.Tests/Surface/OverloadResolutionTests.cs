using System;
using System.Collections.Generic;

using Xunit;

namespace Zygote.Compiler.Tests.Surface;

/// <summary>Which overloads method groups and lambdas choose without type arguments: compiled, never run.</summary>
public sealed class OverloadResolutionTests
{
    sealed record Model(double[] Weights, double Bias);

    sealed class Parameters
    {
        public double[] Weights = [];
        public List<double> Biases = [];
    }

    [Fact]
    public void All_of_these_compile()
    {
        Assert.NotNull((Action)Gradients);
        Assert.NotNull((Action)ValuesAndGradients);
        Assert.NotNull((Action)Pullbacks);
        Assert.NotNull((Action)Forwards);
        Assert.NotNull((Action)Matrices);
    }

    static void Gradients()
    {
        // Method groups.
        Func<double, double> g1 = AD.Gradient(Square);
        Func<double[], double[]> g2 = AD.Gradient(Norm);
        Func<double, double, (double, double)> g3 = AD.Gradient(Product);
        Func<float, float> g4 = AD.Gradient(SquareF);
        Func<float[], float[]> g5 = AD.Gradient(NormF);
        Func<float, float, (float, float)> g6 = AD.Gradient(ProductF);
        Func<double, double> g7 = AD.Gradient(Math.Sin);
        Func<double, double> g8 = AD.Gradient(Math.Abs);
        Func<float, float> g9 = AD.Gradient(MathF.Sin);
        Func<double, double, (double, double)> g10 = AD.Gradient(Math.Pow);
        double v1 = AD.Gradient(Math.Sin, 1.0);
        double v2 = AD.Gradient(Math.Abs, 1.0);
        float v3 = AD.Gradient(Math.Abs, 1f);
        float v4 = AD.Gradient(MathF.Sin, 1f);
        (double, double) v5 = AD.Gradient(Math.Max, 1.0, 2.0);
        (float, float) v6 = AD.Gradient(Math.Max, 1f, 2f);
        double[] v7 = AD.Gradient(Norm, new[] { 1.0 });
        double v8 = AD.Gradient(Math.Sin, 1);

        // Lambdas with types.
        Func<double, double> l1 = AD.Gradient((double x) => x * x);
        Func<float, float> l2 = AD.Gradient((float x) => x * x);
        Func<double, double, (double, double)> l3 = AD.Gradient((double a, double b) => a * b);
        Func<float, float, (float, float)> l4 = AD.Gradient((float a, float b) => a * b);
        Func<double[], double[]> l5 = AD.Gradient((double[] p) => p[0]);
        Func<float[], float[]> l6 = AD.Gradient((float[] p) => p[0]);
        Func<Model, Model> l7 = AD.Gradient((Model m) => m.Bias * m.Weights[0]);
        Func<(double, double), (double, double)> l8 = AD.Gradient(((double A, double B) p) => p.A * p.B);
        Func<Parameters, double, (Parameters, double)> l9 = AD.Gradient((Parameters p, double s) => s * p.Weights[0]);
        Func<double, double> l10 = AD.Gradient((double x) => 2f * (float)x);
        Func<float, float> l11 = AD.Gradient((float x) => 2.0 * x);
        var l12 = AD.Gradient((double a, double b, double c, double d, double e, double f) => a * b * c * d * e * f);
        (double, double, double, double, double, double) six = l12(1, 2, 3, 4, 5, 6);
        Func<double[], double, double[,], (double[], double, double[,])> l13 =
            AD.Gradient((double[] a, double b, double[,] c) => a[0] * b * c[0, 0]);

        // Lambdas without types.
        Func<double, double> u1 = AD.Gradient(x => x * x);
        Func<double[], double[]> u2 = AD.Gradient(x => x[0]);
        Func<double, double, (double, double)> u3 = AD.Gradient((a, b) => a * b);
        double u4 = AD.Gradient(x => x * x, 3.0);
        float u5 = AD.Gradient(x => x * x, 3f);
        double u6 = AD.Gradient(x => x * x, 3);
        double[] u7 = AD.Gradient(x => x[0], new[] { 3.0 });
        (double, double) u8 = AD.Gradient((a, b) => a * b, 1.0, 2.0);
        Model u9 = AD.Gradient(m => m.Bias, new Model([], 1));
        double u10 = AD.Gradient((double x) => x * x, 3);
        double u11 = AD.Gradient(x => Math.Abs(x), 3.0);

        // Delegates, and derivatives of derivatives.
        Func<double, double> f = Square;
        Func<double, double> d1 = AD.Gradient(f);
        Func<double, double> d2 = AD.Gradient(AD.Gradient(f));
        Func<double, double> d3 = AD.Gradient((double x) => x * AD.Gradient((double y) => x * y, 1.0));
        GradientInto<double[]> i1 = AD.GradientInto(Norm);
        GradientInto<float[]> i2 = AD.GradientInto(NormF);
        GradientInto<Parameters> i3 = AD.GradientInto((Parameters p) => p.Weights[0]);
        GradientInto<double[]> i4 = AD.GradientInto(x => x[0]);
        GradientInto<List<double>> i5 = AD.GradientInto((List<double> x) => x[0]);
    }

    static void ValuesAndGradients()
    {
        Func<double, (double Value, double Gradient)> g1 = AD.ValueAndGradient(Square);
        Func<double[], (double Value, double[] Gradient)> g2 = AD.ValueAndGradient(Norm);
        Func<double, double, (double Value, (double, double) Gradient)> g3 = AD.ValueAndGradient(Product);
        Func<float, (float Value, float Gradient)> g4 = AD.ValueAndGradient(SquareF);
        Func<float, (float Value, float Gradient)> l1 = AD.ValueAndGradient((float x) => x * x);
        Func<double, (double Value, double Gradient)> l2 = AD.ValueAndGradient(x => x * x);
        (double value, Model gradient) = AD.ValueAndGradient((Model m) => m.Bias, new Model([], 1));
        (double v, (double, double) g) = AD.ValueAndGradient((a, b) => a * b, 1.0, 2.0);
        (double v2, double g22) = AD.ValueAndGradient(Math.Sin, 1.0);
        Func<double[], (double Value, string Aux, double[] Gradient)> a1 =
            AD.ValueAndGradient((double[] p) => (p[0], "aux"));
        Func<float[], (float Value, string Aux, float[] Gradient)> a2 =
            AD.ValueAndGradient((float[] p) => (p[0], "aux"));
        (double Value, int Aux, double Gradient) a3 = AD.ValueAndGradient(x => (x * x, 1), 3.0);
        Func<double, (double Value, double Aux, double Gradient)> a4 = AD.ValueAndGradient((double x) => (x, x));
    }

    static void Pullbacks()
    {
        Func<double[], (double[] Value, Func<double[], double[]> Pullback)> p1 = AD.Pullback(Twice);
        Func<double, (double Value, Func<double, double> Pullback)> p2 = AD.Pullback(Square);
        Func<double[], (double Value, Func<double, double[]> Pullback)> p3 = AD.Pullback(Norm);
        Func<double, double, (double Value, Func<double, (double, double)> Pullback)> p4 = AD.Pullback(Product);
        Func<float[], (float[] Value, Func<float[], float[]> Pullback)> p5 = AD.Pullback(TwiceF);
        Func<double, (double Value, Func<double, double> Pullback)> p6 = AD.Pullback(x => x * x);
        Func<Model, (double[] Value, Func<double[], Model> Pullback)> p7 = AD.Pullback((Model m) => m.Weights);
        var (value, pullback) = AD.Pullback(x => x * x, 3.0);
        double dx = pullback(value);
        Func<float, (float Value, Func<float, float> Pullback)> p8 = AD.Pullback((float x) => x * x);
        (double[] v, Func<double[], double[]> back) = AD.Pullback(Twice, new[] { 1.0 });
        var (v6, back6) = AD.Pullback((double a, double b, int c) => (a, b * c), 1.0, 2.0, 3);
        (double, double, int) six = back6((1, 1));
    }

    static void Forwards()
    {
        Func<double, double> d1 = AD.Derivative(Square);
        Func<float, float> d2 = AD.Derivative(SquareF);
        Func<double, double> d3 = AD.Derivative(x => x * x);
        Func<float, float> d4 = AD.Derivative((float x) => x * x);
        Func<double, double[]> d5 = AD.Derivative((double t) => new[] { t, t * t });
        double d6 = AD.Derivative(Math.Sin, 1.0);
        double d7 = AD.Derivative(x => x * x, 3);
        float d8 = AD.Derivative(x => x * x, 3f);
        float d9 = AD.Derivative(MathF.Sin, 3f);
        Func<double, (double, double)> d10 = AD.Derivative((double t) => (t, t * t));
        Func<double, double> d11 = AD.Derivative(Math.Abs);
        double d12 = AD.Derivative((double x) => x * AD.Derivative((double y) => x * y, 1.0), 2.0);
        Func<double, double> n1 = AD.NthDerivative(Math.Sin, 3);
        Func<double, double> n2 = AD.NthDerivative(x => x * x, 3);
        Func<float, float> n3 = AD.NthDerivative((float x) => x * x, 3);
        Func<float, float> n4 = AD.NthDerivative(SquareF, 3);
        Func<double[], double[], (double[] Value, double[] Tangent)> p1 = AD.Pushforward(Twice);
        Func<double, double, (double Value, double Tangent)> p2 = AD.Pushforward(Square);
        Func<double[], double[], (double Value, double Tangent)> p3 = AD.Pushforward(Norm);
        Func<double, double, double, double, (double Value, double Tangent)> p4 = AD.Pushforward(Product);
        Func<float[], float[], (float[] Value, float[] Tangent)> p5 = AD.Pushforward(TwiceF);
        Func<Model, Model, (double Value, double Tangent)> p6 = AD.Pushforward((Model m) => m.Bias);
        (double value, double tangent) = AD.Pushforward(x => x * x, 3.0, 1.0);
        (double, double) p7 = AD.Pushforward((double a, double b) => a * b, 1.0, 2.0, 1.0, 0.0);
    }

    static void Matrices()
    {
        Func<double[], double[,]> j1 = AD.Jacobian(Twice);
        Func<float[], float[,]> j2 = AD.Jacobian(TwiceF);
        Func<double[], double[,]> j3 = AD.Jacobian((double[] x) => new[] { x[0] });
        Func<double[], double[,]> j4 = AD.Jacobian(x => new[] { x[0] });
        Func<float[], float[,]> j5 = AD.Jacobian((float[] x) => new[] { x[0] });
        double[,] j6 = AD.Jacobian(x => new[] { x[0] }, new[] { 1.0 });
        float[,] j7 = AD.Jacobian(TwiceF, new[] { 1f });
        (double[] value, double[,] jacobian) = AD.ValueAndJacobian(Twice)([1.0]);
        string text = AD.Explain((double x) => x * x) + AD.Explain(Square, DerivativeKind.Pullback, ExplainFormat.IR);
        double stopped = AD.StopGradient(1.0);
    }

    static double Square(double x) => x * x;

    static double Norm(double[] x) => x[0] * x[0];

    static double Product(double a, double b) => a * b;

    static double[] Twice(double[] x) => [2 * x[0]];

    static float SquareF(float x) => x * x;

    static float NormF(float[] x) => x[0] * x[0];

    static float ProductF(float a, float b) => a * b;

    static float[] TwiceF(float[] x) => [2 * x[0]];

    [Fact]
    public void Explanations_name_the_parameters_and_their_duals()
    {
        Assert.Contains("double x, double y, double xDual, double yDual", AD.Explain((double x, double y) => x * y));
        Assert.Contains("double x, double xDual", AD.Explain((double x) => x * x, DerivativeKind.Pushforward));
    }
}
