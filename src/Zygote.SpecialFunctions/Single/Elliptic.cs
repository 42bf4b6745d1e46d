namespace Zygote;

/// <content>Elliptic integrals and functions.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.EllipticK(double)"/>
    public static float EllipticK(float m) => (float)SpecialFunctions.EllipticK(m);

    /// <inheritdoc cref="SpecialFunctions.EllipticE(double)"/>
    public static float EllipticE(float m) => (float)SpecialFunctions.EllipticE(m);

    /// <inheritdoc cref="SpecialFunctions.EllipticPi(double, double)"/>
    public static float EllipticPi(float n, float m) => (float)SpecialFunctions.EllipticPi(n, m);

    /// <inheritdoc cref="SpecialFunctions.EllipticF(double, double)"/>
    public static float EllipticF(float phi, float m) => (float)SpecialFunctions.EllipticF(phi, m);

    /// <inheritdoc cref="SpecialFunctions.EllipticE(double, double)"/>
    public static float EllipticE(float phi, float m) => (float)SpecialFunctions.EllipticE(phi, m);

    /// <inheritdoc cref="SpecialFunctions.EllipticPi(double, double, double)"/>
    public static float EllipticPi(float n, float phi, float m) => (float)SpecialFunctions.EllipticPi(n, phi, m);

    /// <inheritdoc cref="SpecialFunctions.JacobiAm(double, double)"/>
    public static float JacobiAm(float u, float m) => (float)SpecialFunctions.JacobiAm(u, m);

    /// <inheritdoc cref="SpecialFunctions.JacobiSn(double, double)"/>
    public static float JacobiSn(float u, float m) => (float)SpecialFunctions.JacobiSn(u, m);

    /// <inheritdoc cref="SpecialFunctions.JacobiCn(double, double)"/>
    public static float JacobiCn(float u, float m) => (float)SpecialFunctions.JacobiCn(u, m);

    /// <inheritdoc cref="SpecialFunctions.JacobiDn(double, double)"/>
    public static float JacobiDn(float u, float m) => (float)SpecialFunctions.JacobiDn(u, m);

    /// <inheritdoc cref="SpecialFunctions.CarlsonRF(double, double, double)"/>
    public static float CarlsonRF(float x, float y, float z) => (float)SpecialFunctions.CarlsonRF(x, y, z);

    /// <inheritdoc cref="SpecialFunctions.CarlsonRC(double, double)"/>
    public static float CarlsonRC(float x, float y) => (float)SpecialFunctions.CarlsonRC(x, y);

    /// <inheritdoc cref="SpecialFunctions.CarlsonRD(double, double, double)"/>
    public static float CarlsonRD(float x, float y, float z) => (float)SpecialFunctions.CarlsonRD(x, y, z);

    /// <inheritdoc cref="SpecialFunctions.CarlsonRJ(double, double, double, double)"/>
    public static float CarlsonRJ(float x, float y, float z, float p) => (float)SpecialFunctions.CarlsonRJ(x, y, z, p);

    /// <inheritdoc cref="SpecialFunctions.CarlsonRG(double, double, double)"/>
    public static float CarlsonRG(float x, float y, float z) => (float)SpecialFunctions.CarlsonRG(x, y, z);
}
