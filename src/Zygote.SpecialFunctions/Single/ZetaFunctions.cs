namespace Zygote;

/// <content>Zeta functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.Zeta(double)"/>
    public static float Zeta(float s) => (float)SpecialFunctions.Zeta(s);

    /// <inheritdoc cref="SpecialFunctions.ZetaDerivative(int, double)"/>
    public static float ZetaDerivative(int n, float s) => (float)SpecialFunctions.ZetaDerivative(n, s);

    /// <inheritdoc cref="SpecialFunctions.Zeta(double, double)"/>
    public static float Zeta(float s, float q) => (float)SpecialFunctions.Zeta(s, q);

    /// <inheritdoc cref="SpecialFunctions.Eta(double)"/>
    public static float Eta(float s) => (float)SpecialFunctions.Eta(s);

    /// <inheritdoc cref="SpecialFunctions.EtaDerivative(int, double)"/>
    public static float EtaDerivative(int n, float s) => (float)SpecialFunctions.EtaDerivative(n, s);
}
