using System.Runtime.Intrinsics;

namespace Zygote.Differentiation;

/// <summary>Arithmetic with tangents along several directions, which are the lanes of a vector; see <see cref="DualKind.Vector"/>.</summary>
/// <remarks>Emitted as the operations of the platform (<see cref="IR.OwnMethods"/>).</remarks>
static class Lanes
{
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => a + b;

    public static Vector256<double> Sub(Vector256<double> a, Vector256<double> b) => a - b;

    public static Vector256<double> Neg(Vector256<double> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    public static Vector256<double> Broadcast256(double partial) => Vector256.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    public static Vector256<double> Mul(Vector256<double> tangents, Vector256<double> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    public static Vector256<double> MultiplyAdd(Vector256<double> tangents, Vector256<double> partials, Vector256<double> sum) =>
        Vector256.MultiplyAddEstimate(tangents, partials, sum);

    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    public static Vector256<float> Sub(Vector256<float> a, Vector256<float> b) => a - b;

    public static Vector256<float> Neg(Vector256<float> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    public static Vector256<float> Broadcast256(float partial) => Vector256.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    public static Vector256<float> Mul(Vector256<float> tangents, Vector256<float> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    public static Vector256<float> MultiplyAdd(Vector256<float> tangents, Vector256<float> partials, Vector256<float> sum) =>
        Vector256.MultiplyAddEstimate(tangents, partials, sum);

    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    public static Vector512<double> Sub(Vector512<double> a, Vector512<double> b) => a - b;

    public static Vector512<double> Neg(Vector512<double> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    public static Vector512<double> Broadcast512(double partial) => Vector512.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    public static Vector512<double> Mul(Vector512<double> tangents, Vector512<double> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    public static Vector512<double> MultiplyAdd(Vector512<double> tangents, Vector512<double> partials, Vector512<double> sum) =>
        Vector512.MultiplyAddEstimate(tangents, partials, sum);

    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    public static Vector512<float> Sub(Vector512<float> a, Vector512<float> b) => a - b;

    public static Vector512<float> Neg(Vector512<float> a) => -a;

    /// <summary>A partial derivative, once for each direction.</summary>
    public static Vector512<float> Broadcast512(float partial) => Vector512.Create(partial);

    /// <summary>Tangents times partial derivatives.</summary>
    public static Vector512<float> Mul(Vector512<float> tangents, Vector512<float> partials) => tangents * partials;

    /// <summary>The same added to a sum.</summary>
    public static Vector512<float> MultiplyAdd(Vector512<float> tangents, Vector512<float> partials, Vector512<float> sum) =>
        Vector512.MultiplyAddEstimate(tangents, partials, sum);
}
