namespace Zygote;

/// <content>Reciprocal circular and hyperbolic functions, angles in degrees.</content>
public static partial class SpecialFunctionsF
{
    /// <inheritdoc cref="SpecialFunctions.Sec(double)"/>
    public static float Sec(float x) => (float)SpecialFunctions.Sec(x);

    /// <inheritdoc cref="SpecialFunctions.Csc(double)"/>
    public static float Csc(float x) => (float)SpecialFunctions.Csc(x);

    /// <inheritdoc cref="SpecialFunctions.Cot(double)"/>
    public static float Cot(float x) => (float)SpecialFunctions.Cot(x);

    /// <inheritdoc cref="SpecialFunctions.Asec(double)"/>
    public static float Asec(float x) => (float)SpecialFunctions.Asec(x);

    /// <inheritdoc cref="SpecialFunctions.Acsc(double)"/>
    public static float Acsc(float x) => (float)SpecialFunctions.Acsc(x);

    /// <inheritdoc cref="SpecialFunctions.Acot(double)"/>
    public static float Acot(float x) => (float)SpecialFunctions.Acot(x);

    /// <inheritdoc cref="SpecialFunctions.Sech(double)"/>
    public static float Sech(float x) => (float)SpecialFunctions.Sech(x);

    /// <inheritdoc cref="SpecialFunctions.Csch(double)"/>
    public static float Csch(float x) => (float)SpecialFunctions.Csch(x);

    /// <inheritdoc cref="SpecialFunctions.Coth(double)"/>
    public static float Coth(float x) => (float)SpecialFunctions.Coth(x);

    /// <inheritdoc cref="SpecialFunctions.Asech(double)"/>
    public static float Asech(float x) => (float)SpecialFunctions.Asech(x);

    /// <inheritdoc cref="SpecialFunctions.Acsch(double)"/>
    public static float Acsch(float x) => (float)SpecialFunctions.Acsch(x);

    /// <inheritdoc cref="SpecialFunctions.Acoth(double)"/>
    public static float Acoth(float x) => (float)SpecialFunctions.Acoth(x);

    /// <inheritdoc cref="SpecialFunctions.SinDegrees(double)"/>
    public static float SinDegrees(float x) => (float)SpecialFunctions.SinDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.CosDegrees(double)"/>
    public static float CosDegrees(float x) => (float)SpecialFunctions.CosDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.TanDegrees(double)"/>
    public static float TanDegrees(float x) => (float)SpecialFunctions.TanDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.SecDegrees(double)"/>
    public static float SecDegrees(float x) => (float)SpecialFunctions.SecDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.CscDegrees(double)"/>
    public static float CscDegrees(float x) => (float)SpecialFunctions.CscDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.CotDegrees(double)"/>
    public static float CotDegrees(float x) => (float)SpecialFunctions.CotDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.AsinDegrees(double)"/>
    public static float AsinDegrees(float x) => (float)SpecialFunctions.AsinDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.AcosDegrees(double)"/>
    public static float AcosDegrees(float x) => (float)SpecialFunctions.AcosDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.AtanDegrees(double)"/>
    public static float AtanDegrees(float x) => (float)SpecialFunctions.AtanDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.Atan2Degrees(double, double)"/>
    public static float Atan2Degrees(float y, float x) => (float)SpecialFunctions.Atan2Degrees(y, x);

    /// <inheritdoc cref="SpecialFunctions.AsecDegrees(double)"/>
    public static float AsecDegrees(float x) => (float)SpecialFunctions.AsecDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.AcscDegrees(double)"/>
    public static float AcscDegrees(float x) => (float)SpecialFunctions.AcscDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.AcotDegrees(double)"/>
    public static float AcotDegrees(float x) => (float)SpecialFunctions.AcotDegrees(x);

    /// <inheritdoc cref="SpecialFunctions.Sinc(double)"/>
    public static float Sinc(float x) => (float)SpecialFunctions.Sinc(x);

    /// <inheritdoc cref="SpecialFunctions.Cosc(double)"/>
    public static float Cosc(float x) => (float)SpecialFunctions.Cosc(x);

    /// <inheritdoc cref="SpecialFunctions.Hypot(double, double, double)"/>
    public static float Hypot(float x, float y, float z) => (float)SpecialFunctions.Hypot(x, y, z);
}
