namespace Zygote;

public static partial class AD
{
    /// <summary>The identity, with derivative zero: whatever depends on the result only does not contribute.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="x">The value to hold constant. An object is returned itself, not copied.</param>
    /// <returns><paramref name="x"/>.</returns>
    /// <remarks>Outside of a derivative it does nothing. It holds at every order and in every mode.</remarks>
    [ZeroDerivative]
    public static T StopGradient<T>(T x) => x;
}
