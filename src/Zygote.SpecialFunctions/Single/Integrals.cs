namespace Zygote;

/// <content>Integrals of elementary functions, Lambert's function, polynomials and hypergeometric functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.ExpIntegralE1(double)"/>
    public static float ExpIntegralE1(float x) => (float)SpecialFunctions.ExpIntegralE1(x);

    /// <inheritdoc cref="SpecialFunctions.ExpIntegralE1Scaled(double)"/>
    public static float ExpIntegralE1Scaled(float x) => (float)SpecialFunctions.ExpIntegralE1Scaled(x);

    /// <inheritdoc cref="SpecialFunctions.ExpIntegralE(int, double)"/>
    public static float ExpIntegralE(int n, float x) => (float)SpecialFunctions.ExpIntegralE(n, x);

    /// <inheritdoc cref="SpecialFunctions.ExpIntegralEScaled(int, double)"/>
    public static float ExpIntegralEScaled(int n, float x) => (float)SpecialFunctions.ExpIntegralEScaled(n, x);

    /// <inheritdoc cref="SpecialFunctions.ExpIntegralEi(double)"/>
    public static float ExpIntegralEi(float x) => (float)SpecialFunctions.ExpIntegralEi(x);

    /// <inheritdoc cref="SpecialFunctions.ExpIntegralEiScaled(double)"/>
    public static float ExpIntegralEiScaled(float x) => (float)SpecialFunctions.ExpIntegralEiScaled(x);

    /// <inheritdoc cref="SpecialFunctions.LogIntegral(double)"/>
    public static float LogIntegral(float x) => (float)SpecialFunctions.LogIntegral(x);

    /// <inheritdoc cref="SpecialFunctions.SinIntegral(double)"/>
    public static float SinIntegral(float x) => (float)SpecialFunctions.SinIntegral(x);

    /// <inheritdoc cref="SpecialFunctions.CosIntegral(double)"/>
    public static float CosIntegral(float x) => (float)SpecialFunctions.CosIntegral(x);

    /// <inheritdoc cref="SpecialFunctions.SinhIntegral(double)"/>
    public static float SinhIntegral(float x) => (float)SpecialFunctions.SinhIntegral(x);

    /// <inheritdoc cref="SpecialFunctions.CoshIntegral(double)"/>
    public static float CoshIntegral(float x) => (float)SpecialFunctions.CoshIntegral(x);

    /// <inheritdoc cref="SpecialFunctions.FresnelS(double)"/>
    public static float FresnelS(float x) => (float)SpecialFunctions.FresnelS(x);

    /// <inheritdoc cref="SpecialFunctions.FresnelC(double)"/>
    public static float FresnelC(float x) => (float)SpecialFunctions.FresnelC(x);

    /// <inheritdoc cref="SpecialFunctions.LambertW0(double)"/>
    public static float LambertW0(float x) => (float)SpecialFunctions.LambertW0(x);

    /// <inheritdoc cref="SpecialFunctions.LambertWm1(double)"/>
    public static float LambertWm1(float x) => (float)SpecialFunctions.LambertWm1(x);

    /// <inheritdoc cref="SpecialFunctions.Dilogarithm(double)"/>
    public static float Dilogarithm(float x) => (float)SpecialFunctions.Dilogarithm(x);

    /// <inheritdoc cref="SpecialFunctions.Polylogarithm(double, double)"/>
    public static float Polylogarithm(float s, float x) => (float)SpecialFunctions.Polylogarithm(s, x);

    /// <inheritdoc cref="SpecialFunctions.Spence(double)"/>
    public static float Spence(float x) => (float)SpecialFunctions.Spence(x);

    /// <inheritdoc cref="SpecialFunctions.LegendreP(int, double)"/>
    public static float LegendreP(int n, float x) => (float)SpecialFunctions.LegendreP(n, x);

    /// <inheritdoc cref="SpecialFunctions.LegendreP(int, int, double)"/>
    public static float LegendreP(int l, int m, float x) => (float)SpecialFunctions.LegendreP(l, m, x);

    /// <inheritdoc cref="SpecialFunctions.Hypergeometric1F1(double, double, double)"/>
    public static float Hypergeometric1F1(float a, float b, float x) => (float)SpecialFunctions.Hypergeometric1F1(a, b, x);

    /// <inheritdoc cref="SpecialFunctions.Hypergeometric2F1(double, double, double, double)"/>
    public static float Hypergeometric2F1(float a, float b, float c, float x) => (float)SpecialFunctions.Hypergeometric2F1(a, b, c, x);
}
