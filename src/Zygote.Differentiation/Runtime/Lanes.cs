using System.Runtime.Intrinsics;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Arithmetic with tangents along several directions, which are the lanes of a vector; see <see cref="DualKind.Vector"/>.</summary>
[Pure]
static class Lanes
{
    [StandsFor(typeof(Vector256<>), "op_Addition")]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    [StandsFor(typeof(Vector256<>), "op_Subtraction")]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [StandsFor(typeof(Vector256<>), "op_UnaryNegation")]
    public static Vector256<double> Negate(Vector256<double> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    [StandsFor(typeof(Vector256), "Create")]
    public static Vector256<double> Each256(double partial) => Vector256.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    [StandsFor(typeof(Vector256<>), "op_Multiply")]
    public static Vector256<double> Scale(Vector256<double> tangents, Vector256<double> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    [StandsFor(typeof(Vector256), "MultiplyAddEstimate")]
    public static Vector256<double> AddScaled(Vector256<double> tangents, Vector256<double> partials, Vector256<double> sum) =>
        Vector256.MultiplyAddEstimate(tangents, partials, sum);

    [StandsFor(typeof(Vector256<>), "op_Addition")]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [StandsFor(typeof(Vector256<>), "op_Subtraction")]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [StandsFor(typeof(Vector256<>), "op_UnaryNegation")]
    public static Vector256<float> Negate(Vector256<float> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    [StandsFor(typeof(Vector256), "Create")]
    public static Vector256<float> Each256(float partial) => Vector256.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    [StandsFor(typeof(Vector256<>), "op_Multiply")]
    public static Vector256<float> Scale(Vector256<float> tangents, Vector256<float> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    [StandsFor(typeof(Vector256), "MultiplyAddEstimate")]
    public static Vector256<float> AddScaled(Vector256<float> tangents, Vector256<float> partials, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(tangents, partials, sum);

    [StandsFor(typeof(Vector512<>), "op_Addition")]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    [StandsFor(typeof(Vector512<>), "op_Subtraction")]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [StandsFor(typeof(Vector512<>), "op_UnaryNegation")]
    public static Vector512<double> Negate(Vector512<double> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    [StandsFor(typeof(Vector512), "Create")]
    public static Vector512<double> Each512(double partial) => Vector512.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    [StandsFor(typeof(Vector512<>), "op_Multiply")]
    public static Vector512<double> Scale(Vector512<double> tangents, Vector512<double> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    [StandsFor(typeof(Vector512), "MultiplyAddEstimate")]
    public static Vector512<double> AddScaled(Vector512<double> tangents, Vector512<double> partials, Vector512<double> sum) =>
        Vector512.MultiplyAddEstimate(tangents, partials, sum);

    [StandsFor(typeof(Vector512<>), "op_Addition")]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [StandsFor(typeof(Vector512<>), "op_Subtraction")]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [StandsFor(typeof(Vector512<>), "op_UnaryNegation")]
    public static Vector512<float> Negate(Vector512<float> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    [StandsFor(typeof(Vector512), "Create")]
    public static Vector512<float> Each512(float partial) => Vector512.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    [StandsFor(typeof(Vector512<>), "op_Multiply")]
    public static Vector512<float> Scale(Vector512<float> tangents, Vector512<float> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    [StandsFor(typeof(Vector512), "MultiplyAddEstimate")]
    public static Vector512<float> AddScaled(Vector512<float> tangents, Vector512<float> partials, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(tangents, partials, sum);
}
