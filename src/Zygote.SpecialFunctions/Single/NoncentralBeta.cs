namespace Zygote;

/// <content>Distribution functions of the non-central beta and F distributions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.NoncentralBetaCdf(double, double, double, double)"/>
    public static float NoncentralBetaCdf(float a, float b, float lambda, float x) =>
        (float)SpecialFunctions.NoncentralBetaCdf(a, b, lambda, x);

    /// <inheritdoc cref="SpecialFunctions.NoncentralFCdf(double, double, double, double)"/>
    public static float NoncentralFCdf(float degrees1, float degrees2, float lambda, float x) =>
        (float)SpecialFunctions.NoncentralFCdf(degrees1, degrees2, lambda, x);
}
