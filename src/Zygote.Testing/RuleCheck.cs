using System;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Zygote.Testing;

/// <summary>
/// Checks the derivatives of a function against each other and against difference quotients: the test of a rule, and of any
/// function whose derivatives matter.
/// </summary>
/// <remarks>
/// At the given point and at random ones around it: the value bit for bit; forward mode against central differences; reverse
/// mode against forward mode; second derivatives by the three ways of nesting both, against each other and against differences
/// of the first; Taylor coefficients where the result is a real number; that inputs are left as they were. The first
/// disagreement is thrown, with both numbers and what they usually mean. Inputs are numbers (<c>double</c>, <c>float</c>,
/// <c>Half</c>, <c>Complex</c>), arrays, tuples, structs, lists, objects of them; all else in them is constant.
/// <code>
/// RuleCheck.Verify(Special.Erf, 0.5);
/// RuleCheck.Verify((double[] x, double[] y) => Special.Dot(x, y), [1, 2], [3, 4]);
/// RuleCheck.Verify(Special.Solve, a, b, new RuleCheckOptions { Forward = false });
/// </code>
/// </remarks>
public static class RuleCheck
{
    /// <summary>Throws with a report of the first disagreement.</summary>
    /// <param name="f">The function, as <c>AD</c> takes it.</param>
    /// <param name="x">The point; with several arguments, one after the other.</param>
    /// <param name="options">What to check, or null for all.</param>
    /// <returns>What was compared, and what a call of the derivative allocates.</returns>
    /// <exception cref="RuleCheckException">A derivative is wrong, or there is nothing to compare it with.</exception>
    /// <exception cref="ArgumentException">There is no real number in the inputs or in the result.</exception>
    public static RuleCheckReport Verify<T, R>(Func<T, R> f, T x, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        return typeof(T).IsValueType && HasReferences<T>()
            ? Run(new Packed<T, R>(f).OfObject, new Arguments<T>(x), f, options)
            : Run(f, x, null, options);
    }

    /// <inheritdoc cref="Verify{T, R}(Func{T, R}, T, RuleCheckOptions?)"/>
    public static RuleCheckReport Verify<T1, T2, R>(Func<T1, T2, R> f, T1 x1, T2 x2, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        var packed = new Packed<T1, T2, R>(f);
        return HasReferences<(T1, T2)>()
            ? Run(packed.OfObject, new Arguments<T1, T2>(x1, x2), f, options)
            : Run(packed.OfTuple, (x1, x2), f, options);
    }

    /// <inheritdoc cref="Verify{T, R}(Func{T, R}, T, RuleCheckOptions?)"/>
    public static RuleCheckReport Verify<T1, T2, T3, R>(
        Func<T1, T2, T3, R> f, T1 x1, T2 x2, T3 x3, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        var packed = new Packed<T1, T2, T3, R>(f);
        return HasReferences<(T1, T2, T3)>()
            ? Run(packed.OfObject, new Arguments<T1, T2, T3>(x1, x2, x3), f, options)
            : Run(packed.OfTuple, (x1, x2, x3), f, options);
    }

    /// <inheritdoc cref="Verify{T, R}(Func{T, R}, T, RuleCheckOptions?)"/>
    public static RuleCheckReport Verify<T1, T2, T3, T4, R>(
        Func<T1, T2, T3, T4, R> f, T1 x1, T2 x2, T3 x3, T4 x4, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        var packed = new Packed<T1, T2, T3, T4, R>(f);
        return HasReferences<(T1, T2, T3, T4)>()
            ? Run(packed.OfObject, new Arguments<T1, T2, T3, T4>(x1, x2, x3, x4), f, options)
            : Run(packed.OfTuple, (x1, x2, x3, x4), f, options);
    }

    /// <inheritdoc cref="Verify{T, R}(Func{T, R}, T, RuleCheckOptions?)"/>
    public static RuleCheckReport Verify<T1, T2, T3, T4, T5, R>(
        Func<T1, T2, T3, T4, T5, R> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        var packed = new Packed<T1, T2, T3, T4, T5, R>(f);
        return HasReferences<(T1, T2, T3, T4, T5)>()
            ? Run(packed.OfObject, new Arguments<T1, T2, T3, T4, T5>(x1, x2, x3, x4, x5), f, options)
            : Run(packed.OfTuple, (x1, x2, x3, x4, x5), f, options);
    }

    /// <inheritdoc cref="Verify{T, R}(Func{T, R}, T, RuleCheckOptions?)"/>
    public static RuleCheckReport Verify<T1, T2, T3, T4, T5, T6, R>(
        Func<T1, T2, T3, T4, T5, T6, R> f, T1 x1, T2 x2, T3 x3, T4 x4, T5 x5, T6 x6, RuleCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(f);
        var packed = new Packed<T1, T2, T3, T4, T5, T6, R>(f);
        return HasReferences<(T1, T2, T3, T4, T5, T6)>()
            ? Run(packed.OfObject, new Arguments<T1, T2, T3, T4, T5, T6>(x1, x2, x3, x4, x5, x6), f, options)
            : Run(packed.OfTuple, (x1, x2, x3, x4, x5, x6), f, options);
    }

    /// <summary>The same for a function whose type is known at run time only.</summary>
    /// <param name="f">Any delegate with a result and up to six parameters, passed by value.</param>
    /// <param name="inputs">Its arguments.</param>
    /// <returns>What was compared, and what a call of the derivative allocates.</returns>
    /// <exception cref="RuleCheckException">A derivative is wrong, or there is nothing to compare it with.</exception>
    /// <exception cref="ArgumentException">
    /// The arguments do not fit, or there is no real number in them or in the result.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public static RuleCheckReport Verify(Delegate f, params object?[] inputs) => Verify(f, inputs, RuleCheckOptions.Default);

    /// <inheritdoc cref="Verify(Delegate, object?[])"/>
    /// <param name="f">Any delegate with a result and up to six parameters, passed by value.</param>
    /// <param name="inputs">Its arguments.</param>
    /// <param name="options">What to check.</param>
    [OverloadResolutionPriority(-1)]
    public static RuleCheckReport Verify(Delegate f, object?[] inputs, RuleCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(inputs);
        var signature = f.GetType().GetMethod("Invoke")!;
        Type[] parameters = [.. signature.GetParameters().Select(p => p.ParameterType)];
        if (parameters.Length != inputs.Length)
            throw new ArgumentException($"The function has {parameters.Length} parameters, and there are {inputs.Length} inputs.", nameof(inputs));
        if (parameters.Length is 0 or > 6 || signature.ReturnType == typeof(void)
            || Array.Exists([.. parameters, signature.ReturnType], t => t.IsByRef || t.IsByRefLike || t.IsPointer))
        {
            throw new ArgumentException(
                "The function must have one to six parameters and a result, passed by value; wrap it in a lambda that has.", nameof(f));
        }

        Type[] arguments = [.. parameters, signature.ReturnType];
        var verify = Array.Find(typeof(RuleCheck).GetMethods(), m => m.IsGenericMethod && m.GetGenericArguments().Length == arguments.Length)!;
        var typed = System.Linq.Expressions.Expression.GetFuncType(arguments);
        var function = f.GetType() == typed ? f : Delegate.CreateDelegate(typed, f.Target, f.Method);
        return (RuleCheckReport)verify.MakeGenericMethod(arguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [function, .. inputs, options], null)!;
    }

    static bool HasReferences<T>() => RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    static RuleCheckReport Run<T, R>(Func<T, R> f, T x, Delegate? packed, RuleCheckOptions? options)
    {
        var method = (packed ?? f).Method;
        options ??= RuleCheckOptions.Default;
        return typeof(R).IsValueType && HasReferences<R>()
            ? new Verification<T, Result<R>>(new Wrapped<T, R>(f).Invoke, method, packed is not null, options).Run(x)
            : new Verification<T, R>(f, method, packed is not null, options).Run(x);
    }
}
