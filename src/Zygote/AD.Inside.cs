using System;
using System.Runtime.CompilerServices;

using Zygote.Control;
using Zygote.Differentiation;

namespace Zygote;

public static partial class AD
{
    /// <summary>True in code that runs as a part of a derivative, also in methods and delegates that it calls.</summary>
    /// <remarks>In differentiated code it is a constant and costs nothing. It concerns the current thread.</remarks>
    public static bool IsDifferentiating => Tape.Level > 0;

    /// <summary>How many derivatives are being taken here, one inside the other: 0 in ordinary execution.</summary>
    public static int NestingLevel => Tape.LevelAt(0);

    /// <summary>The identity, with derivative zero: whatever depends on the result only does not contribute.</summary>
    /// <typeparam name="T">Any type.</typeparam>
    /// <param name="x">The value to hold constant. An object is returned itself, not copied.</param>
    /// <returns><paramref name="x"/>.</returns>
    /// <remarks>Outside of a derivative it does nothing. It holds at every order and in every mode.</remarks>
    [ZeroDerivative]
    public static T StopGradient<T>(T x) => x;

    /// <summary>Calls a function; the reverse pass calls it once more instead of keeping what it needs of its inside.</summary>
    /// <typeparam name="T">The argument: of any type.</typeparam>
    /// <typeparam name="R">The result.</typeparam>
    /// <param name="f">May capture variables and change numbers in objects and arrays that exist already.</param>
    /// <param name="x">What <paramref name="f"/> depends on, beside the variables that it captures.</param>
    /// <returns><c>f(x)</c>.</returns>
    /// <exception cref="NotDifferentiableException">
    /// In reverse mode: <paramref name="f"/> gives another result when it runs again (it draws from <c>Random.Shared</c>, or
    /// reads a clock or a static field that changes), or it makes objects that existed before refer to other objects.
    /// </exception>
    /// <remarks>
    /// Saves memory for time: about one more evaluation of <paramref name="f"/>. Only the data that <paramref name="f"/> can
    /// reach from <paramref name="x"/> and its captured variables is kept, arrays that do not change once for all calls; for
    /// the second run they are put back to what they were, so that these changes are seen once by the user. Other effects
    /// (output, static counters) happen twice. In forward mode and outside of derivatives it is an ordinary call.
    /// </remarks>
    [DerivativeControl(ControlKind.Checkpoint)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static R Checkpoint<T, R>(Func<T, R> f, T x) => f(x);

    /// <summary>The identity; in reverse mode the cotangent goes through a function when the reverse pass comes by.</summary>
    /// <typeparam name="T">A number, an array, or any type made of them.</typeparam>
    /// <param name="x">The value. An object is returned itself, not copied.</param>
    /// <param name="onCotangent">
    /// Maps the cotangent: clips it, scales it, looks at it. It gets a copy of its own and returns something of the same
    /// shape. For an object or an array that is what later uses of it, by any name, have contributed.
    /// </param>
    /// <returns><paramref name="x"/>.</returns>
    /// <remarks>In forward mode, and where <paramref name="x"/> does not vary, the function is not called.</remarks>
    [DerivativeControl(ControlKind.Hook)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Hook<T>(T x, Func<T, T> onCotangent) => x;

    /// <summary>The identity; in reverse mode the cotangent is written to <see cref="Console.Out"/>.</summary>
    /// <typeparam name="T">As for <see cref="Hook"/>.</typeparam>
    /// <param name="x">The value. An object is returned itself, not copied.</param>
    /// <param name="label">What to write before it.</param>
    /// <returns><paramref name="x"/>.</returns>
    [DerivativeControl(ControlKind.Show)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T ShowGradient<T>(T x, string? label = null) => x;
}
