using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>Derivatives of the arithmetic that derivative code is made of, for derivatives of derivatives.</summary>
static class CalculusRules
{
    [DerivativeOf(typeof(Calculus), nameof(Calculus.Scale))]
    [DerivativeOf(typeof(Calculus), nameof(Calculus.ScaleTangent))]
    static (double, double) Scale(double tangent, double partial, double y) => (partial, tangent);

    [DerivativeOf(typeof(Calculus), nameof(Calculus.Scale))]
    [DerivativeOf(typeof(Calculus), nameof(Calculus.ScaleTangent))]
    static (float, float) Scale(float tangent, float partial, float y) => (partial, tangent);

    [DerivativeOf(typeof(Calculus), nameof(Calculus.RemainderPartial))]
    static (double, double) RemainderPartial(double x, double y, double r) => (0, 0);

    [DerivativeOf(typeof(Calculus), nameof(Calculus.RemainderPartial))]
    static (float, float) RemainderPartial(float x, float y, float r) => (0, 0);
}
