namespace Zygote;

/// <content>Error functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.Erf(double)"/>
    public static float Erf(float x) => (float)SpecialFunctions.Erf(x);

    /// <inheritdoc cref="SpecialFunctions.Erf(double, double)"/>
    public static float Erf(float x, float y) => (float)SpecialFunctions.Erf(x, y);

    /// <inheritdoc cref="SpecialFunctions.Erfc(double)"/>
    public static float Erfc(float x) => (float)SpecialFunctions.Erfc(x);

    /// <inheritdoc cref="SpecialFunctions.Erfcx(double)"/>
    public static float Erfcx(float x) => (float)SpecialFunctions.Erfcx(x);

    /// <inheritdoc cref="SpecialFunctions.Erfi(double)"/>
    public static float Erfi(float x) => (float)SpecialFunctions.Erfi(x);

    /// <inheritdoc cref="SpecialFunctions.Dawson(double)"/>
    public static float Dawson(float x) => (float)SpecialFunctions.Dawson(x);

    /// <inheritdoc cref="SpecialFunctions.ErfInverse(double)"/>
    public static float ErfInverse(float y) => (float)SpecialFunctions.ErfInverse(y);

    /// <inheritdoc cref="SpecialFunctions.ErfcInverse(double)"/>
    public static float ErfcInverse(float y) => (float)SpecialFunctions.ErfcInverse(y);

    /// <inheritdoc cref="SpecialFunctions.LogErfc(double)"/>
    public static float LogErfc(float x) => (float)SpecialFunctions.LogErfc(x);

    /// <inheritdoc cref="SpecialFunctions.LogErfcx(double)"/>
    public static float LogErfcx(float x) => (float)SpecialFunctions.LogErfcx(x);

    /// <inheritdoc cref="SpecialFunctions.LogErf(double)"/>
    public static float LogErf(float x) => (float)SpecialFunctions.LogErf(x);

    /// <inheritdoc cref="SpecialFunctions.LogErf(double, double)"/>
    public static float LogErf(float x, float y) => (float)SpecialFunctions.LogErf(x, y);

    /// <inheritdoc cref="SpecialFunctions.NormalPdf(double)"/>
    public static float NormalPdf(float x) => (float)SpecialFunctions.NormalPdf(x);

    /// <inheritdoc cref="SpecialFunctions.NormalCdf(double)"/>
    public static float NormalCdf(float x) => (float)SpecialFunctions.NormalCdf(x);

    /// <inheritdoc cref="SpecialFunctions.LogNormalCdf(double)"/>
    public static float LogNormalCdf(float x) => (float)SpecialFunctions.LogNormalCdf(x);

    /// <inheritdoc cref="SpecialFunctions.NormalQuantile(double)"/>
    public static float NormalQuantile(float p) => (float)SpecialFunctions.NormalQuantile(p);
}
