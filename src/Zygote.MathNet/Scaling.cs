using System.Numerics;

namespace Zygote.MathNet;

/// <summary>Products as MathNet forms them: a factor of zero gives zero, whatever it is multiplied by.</summary>
static class Scaling
{
    public static T Times<T>(T x, T factor)
        where T : struct, INumberBase<T> => factor == T.Zero ? T.Zero : x * factor;

    /// <summary>The branch is not part of the derivative, which would be zero by the factor.</summary>
    [DerivativeOf(typeof(Scaling), nameof(Times))]
    static (T, T) TimesDerivative<T>(T x, T factor, T y)
        where T : struct, INumberBase<T> => (factor, x);
}
