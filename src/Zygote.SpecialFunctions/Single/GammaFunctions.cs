namespace Zygote;

/// <content>Gamma and beta functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.Gamma(double)"/>
    public static float Gamma(float x) => (float)SpecialFunctions.Gamma(x);

    /// <inheritdoc cref="SpecialFunctions.ReciprocalGamma(double)"/>
    public static float ReciprocalGamma(float x) => (float)SpecialFunctions.ReciprocalGamma(x);

    /// <inheritdoc cref="SpecialFunctions.LogGamma(double)"/>
    public static float LogGamma(float x) => (float)SpecialFunctions.LogGamma(x);

    /// <inheritdoc cref="SpecialFunctions.LogAbsGamma(double)"/>
    public static float LogAbsGamma(float x) => (float)SpecialFunctions.LogAbsGamma(x);

    /// <inheritdoc cref="SpecialFunctions.Digamma(double)"/>
    public static float Digamma(float x) => (float)SpecialFunctions.Digamma(x);

    /// <inheritdoc cref="SpecialFunctions.Trigamma(double)"/>
    public static float Trigamma(float x) => (float)SpecialFunctions.Trigamma(x);

    /// <inheritdoc cref="SpecialFunctions.Polygamma(int, double)"/>
    public static float Polygamma(int n, float x) => (float)SpecialFunctions.Polygamma(n, x);

    /// <inheritdoc cref="SpecialFunctions.InverseDigamma(double)"/>
    public static float InverseDigamma(float y) => (float)SpecialFunctions.InverseDigamma(y);

    /// <inheritdoc cref="SpecialFunctions.MultivariateLogGamma(int, double)"/>
    public static float MultivariateLogGamma(int p, float a) => (float)SpecialFunctions.MultivariateLogGamma(p, a);

    /// <inheritdoc cref="SpecialFunctions.Beta(double, double)"/>
    public static float Beta(float a, float b) => (float)SpecialFunctions.Beta(a, b);

    /// <inheritdoc cref="SpecialFunctions.LogBeta(double, double)"/>
    public static float LogBeta(float a, float b) => (float)SpecialFunctions.LogBeta(a, b);

    /// <inheritdoc cref="SpecialFunctions.LogAbsBeta(double, double)"/>
    public static float LogAbsBeta(float a, float b) => (float)SpecialFunctions.LogAbsBeta(a, b);

    /// <inheritdoc cref="SpecialFunctions.Binomial(double, double)"/>
    public static float Binomial(float n, float k) => (float)SpecialFunctions.Binomial(n, k);

    /// <inheritdoc cref="SpecialFunctions.Binomial(double, int)"/>
    public static float Binomial(float n, int k) => (float)SpecialFunctions.Binomial(n, k);

    /// <inheritdoc cref="SpecialFunctions.LogAbsBinomial(double, double)"/>
    public static float LogAbsBinomial(float n, float k) => (float)SpecialFunctions.LogAbsBinomial(n, k);

    /// <inheritdoc cref="SpecialFunctions.LogFactorial(double)"/>
    public static float LogFactorial(float x) => (float)SpecialFunctions.LogFactorial(x);
}
