using System;
using System.Runtime.CompilerServices;

using Zygote.Differentiation;

namespace Zygote.Control;

/// <summary>Run-time part of <see cref="AD.Hook"/> and <see cref="AD.ShowGradient"/>, called by the reverse pass.</summary>
static class Hooks
{
    /// <summary>Numbers by value are returned; those behind references are replaced in the shadow.</summary>
    /// <param name="shadow">Holds the cotangents behind the references of a T; its own numbers are zero.</param>
    /// <param name="cotangent">Holds those of the numbers in a T; its references are null.</param>
    /// <param name="map">The user's function.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Map<T>(T shadow, T cotangent, Func<T, T> map)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            return map(cotangent);
        var whole = Whole(Shadow.Copy(shadow), cotangent);
        if (whole is null)
            return whole;
        var mapped = map(whole);
        Shadow.CheckSameShape(shadow, mapped, "the result of the function of AD.Hook");
        mapped = Shadow.Copy(mapped); // it may be kept by the user, or be made of the original
        Shadow.Clear(shadow);
        Shadow.Accumulate(shadow, mapped);
        return mapped;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Show<T>(T shadow, T cotangent, string? label)
    {
        var whole = RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? Whole(Shadow.Copy(shadow), cotangent) : cotangent;
        Console.Out.WriteLine($"{label ?? "gradient"}: {CotangentText.Of(whole)}");
        return cotangent;
    }

    static T Whole<T>(T shadow, T cotangent) =>
        typeof(T).IsValueType ? Shadow.Accumulate(shadow, cotangent) : shadow;
}
