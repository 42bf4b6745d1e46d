namespace Zygote;

/// <content>Bessel, Kelvin, Struve and Airy functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.BesselJ0(double)"/>
    public static float BesselJ0(float x) => (float)SpecialFunctions.BesselJ0(x);

    /// <inheritdoc cref="SpecialFunctions.BesselJ1(double)"/>
    public static float BesselJ1(float x) => (float)SpecialFunctions.BesselJ1(x);

    /// <inheritdoc cref="SpecialFunctions.BesselY0(double)"/>
    public static float BesselY0(float x) => (float)SpecialFunctions.BesselY0(x);

    /// <inheritdoc cref="SpecialFunctions.BesselY1(double)"/>
    public static float BesselY1(float x) => (float)SpecialFunctions.BesselY1(x);

    /// <inheritdoc cref="SpecialFunctions.BesselJ(int, double)"/>
    public static float BesselJ(int n, float x) => (float)SpecialFunctions.BesselJ(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselJ(double, double)"/>
    public static float BesselJ(float nu, float x) => (float)SpecialFunctions.BesselJ(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselY(int, double)"/>
    public static float BesselY(int n, float x) => (float)SpecialFunctions.BesselY(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselY(double, double)"/>
    public static float BesselY(float nu, float x) => (float)SpecialFunctions.BesselY(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselI(int, double)"/>
    public static float BesselI(int n, float x) => (float)SpecialFunctions.BesselI(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselI(double, double)"/>
    public static float BesselI(float nu, float x) => (float)SpecialFunctions.BesselI(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselK(int, double)"/>
    public static float BesselK(int n, float x) => (float)SpecialFunctions.BesselK(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselK(double, double)"/>
    public static float BesselK(float nu, float x) => (float)SpecialFunctions.BesselK(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselIScaled(int, double)"/>
    public static float BesselIScaled(int n, float x) => (float)SpecialFunctions.BesselIScaled(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselIScaled(double, double)"/>
    public static float BesselIScaled(float nu, float x) => (float)SpecialFunctions.BesselIScaled(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselKScaled(int, double)"/>
    public static float BesselKScaled(int n, float x) => (float)SpecialFunctions.BesselKScaled(n, x);

    /// <inheritdoc cref="SpecialFunctions.BesselKScaled(double, double)"/>
    public static float BesselKScaled(float nu, float x) => (float)SpecialFunctions.BesselKScaled(nu, x);

    /// <inheritdoc cref="SpecialFunctions.BesselI0(double)"/>
    public static float BesselI0(float x) => (float)SpecialFunctions.BesselI0(x);

    /// <inheritdoc cref="SpecialFunctions.BesselI1(double)"/>
    public static float BesselI1(float x) => (float)SpecialFunctions.BesselI1(x);

    /// <inheritdoc cref="SpecialFunctions.BesselK0(double)"/>
    public static float BesselK0(float x) => (float)SpecialFunctions.BesselK0(x);

    /// <inheritdoc cref="SpecialFunctions.BesselK1(double)"/>
    public static float BesselK1(float x) => (float)SpecialFunctions.BesselK1(x);

    /// <inheritdoc cref="SpecialFunctions.BesselI0Scaled(double)"/>
    public static float BesselI0Scaled(float x) => (float)SpecialFunctions.BesselI0Scaled(x);

    /// <inheritdoc cref="SpecialFunctions.BesselI1Scaled(double)"/>
    public static float BesselI1Scaled(float x) => (float)SpecialFunctions.BesselI1Scaled(x);

    /// <inheritdoc cref="SpecialFunctions.BesselK0Scaled(double)"/>
    public static float BesselK0Scaled(float x) => (float)SpecialFunctions.BesselK0Scaled(x);

    /// <inheritdoc cref="SpecialFunctions.BesselK1Scaled(double)"/>
    public static float BesselK1Scaled(float x) => (float)SpecialFunctions.BesselK1Scaled(x);

    /// <inheritdoc cref="SpecialFunctions.BesselJOrderDerivative(double, double, int)"/>
    public static float BesselJOrderDerivative(float nu, float x, int k = 1) => (float)SpecialFunctions.BesselJOrderDerivative(nu, x, k);

    /// <inheritdoc cref="SpecialFunctions.BesselYOrderDerivative(double, double, int)"/>
    public static float BesselYOrderDerivative(float nu, float x, int k = 1) => (float)SpecialFunctions.BesselYOrderDerivative(nu, x, k);

    /// <inheritdoc cref="SpecialFunctions.BesselIOrderDerivative(double, double, int)"/>
    public static float BesselIOrderDerivative(float nu, float x, int k = 1) => (float)SpecialFunctions.BesselIOrderDerivative(nu, x, k);

    /// <inheritdoc cref="SpecialFunctions.BesselKOrderDerivative(double, double, int)"/>
    public static float BesselKOrderDerivative(float nu, float x, int k = 1) => (float)SpecialFunctions.BesselKOrderDerivative(nu, x, k);

    /// <inheritdoc cref="SpecialFunctions.SphericalBesselJ(int, double)"/>
    public static float SphericalBesselJ(int n, float x) => (float)SpecialFunctions.SphericalBesselJ(n, x);

    /// <inheritdoc cref="SpecialFunctions.SphericalBesselY(int, double)"/>
    public static float SphericalBesselY(int n, float x) => (float)SpecialFunctions.SphericalBesselY(n, x);

    /// <inheritdoc cref="SpecialFunctions.SphericalBesselI(int, double)"/>
    public static float SphericalBesselI(int n, float x) => (float)SpecialFunctions.SphericalBesselI(n, x);

    /// <inheritdoc cref="SpecialFunctions.SphericalBesselK(int, double)"/>
    public static float SphericalBesselK(int n, float x) => (float)SpecialFunctions.SphericalBesselK(n, x);

    /// <inheritdoc cref="SpecialFunctions.Jinc(double)"/>
    public static float Jinc(float x) => (float)SpecialFunctions.Jinc(x);

    /// <inheritdoc cref="SpecialFunctions.KelvinBer(double)"/>
    public static float KelvinBer(float x) => (float)SpecialFunctions.KelvinBer(x);

    /// <inheritdoc cref="SpecialFunctions.KelvinBei(double)"/>
    public static float KelvinBei(float x) => (float)SpecialFunctions.KelvinBei(x);

    /// <inheritdoc cref="SpecialFunctions.KelvinKer(double)"/>
    public static float KelvinKer(float x) => (float)SpecialFunctions.KelvinKer(x);

    /// <inheritdoc cref="SpecialFunctions.KelvinKei(double)"/>
    public static float KelvinKei(float x) => (float)SpecialFunctions.KelvinKei(x);

    /// <inheritdoc cref="SpecialFunctions.StruveH(int, double)"/>
    public static float StruveH(int n, float x) => (float)SpecialFunctions.StruveH(n, x);

    /// <inheritdoc cref="SpecialFunctions.StruveL(int, double)"/>
    public static float StruveL(int n, float x) => (float)SpecialFunctions.StruveL(n, x);

    /// <inheritdoc cref="SpecialFunctions.AiryAi(double)"/>
    public static float AiryAi(float x) => (float)SpecialFunctions.AiryAi(x);

    /// <inheritdoc cref="SpecialFunctions.AiryAiPrime(double)"/>
    public static float AiryAiPrime(float x) => (float)SpecialFunctions.AiryAiPrime(x);

    /// <inheritdoc cref="SpecialFunctions.AiryBi(double)"/>
    public static float AiryBi(float x) => (float)SpecialFunctions.AiryBi(x);

    /// <inheritdoc cref="SpecialFunctions.AiryBiPrime(double)"/>
    public static float AiryBiPrime(float x) => (float)SpecialFunctions.AiryBiPrime(x);

    /// <inheritdoc cref="SpecialFunctions.AiryAiScaled(double)"/>
    public static float AiryAiScaled(float x) => (float)SpecialFunctions.AiryAiScaled(x);

    /// <inheritdoc cref="SpecialFunctions.AiryAiPrimeScaled(double)"/>
    public static float AiryAiPrimeScaled(float x) => (float)SpecialFunctions.AiryAiPrimeScaled(x);

    /// <inheritdoc cref="SpecialFunctions.AiryBiScaled(double)"/>
    public static float AiryBiScaled(float x) => (float)SpecialFunctions.AiryBiScaled(x);

    /// <inheritdoc cref="SpecialFunctions.AiryBiPrimeScaled(double)"/>
    public static float AiryBiPrimeScaled(float x) => (float)SpecialFunctions.AiryBiPrimeScaled(x);
}
