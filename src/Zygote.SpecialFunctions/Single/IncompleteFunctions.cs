namespace Zygote;

/// <content>Incomplete gamma and beta functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.GammaP(double, double)"/>
    public static float GammaP(float a, float x) => (float)SpecialFunctions.GammaP(a, x);

    /// <inheritdoc cref="SpecialFunctions.GammaQ(double, double)"/>
    public static float GammaQ(float a, float x) => (float)SpecialFunctions.GammaQ(a, x);

    /// <inheritdoc cref="SpecialFunctions.Gamma(double, double)"/>
    public static float Gamma(float a, float x) => (float)SpecialFunctions.Gamma(a, x);

    /// <inheritdoc cref="SpecialFunctions.LowerGamma(double, double)"/>
    public static float LowerGamma(float a, float x) => (float)SpecialFunctions.LowerGamma(a, x);

    /// <inheritdoc cref="SpecialFunctions.GammaPInverse(double, double)"/>
    public static float GammaPInverse(float a, float p) => (float)SpecialFunctions.GammaPInverse(a, p);

    /// <inheritdoc cref="SpecialFunctions.GammaQInverse(double, double)"/>
    public static float GammaQInverse(float a, float q) => (float)SpecialFunctions.GammaQInverse(a, q);

    /// <inheritdoc cref="SpecialFunctions.BetaRegularized(double, double, double)"/>
    public static float BetaRegularized(float a, float b, float x) => (float)SpecialFunctions.BetaRegularized(a, b, x);

    /// <inheritdoc cref="SpecialFunctions.IncompleteBeta(double, double, double)"/>
    public static float IncompleteBeta(float a, float b, float x) => (float)SpecialFunctions.IncompleteBeta(a, b, x);

    /// <inheritdoc cref="SpecialFunctions.BetaRegularizedInverse(double, double, double)"/>
    public static float BetaRegularizedInverse(float a, float b, float p) => (float)SpecialFunctions.BetaRegularizedInverse(a, b, p);
}
