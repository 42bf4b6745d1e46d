using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.IR;
using Zygote.Lifting;

namespace Zygote.Compiler.Tests.Lifting;

/// <summary>IL that nobody wrote for these tests. It is lifted or refused, and what is lifted is well formed.</summary>
public sealed class WholeLibraryLiftingTests
{
    const BindingFlags Declared =
        BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(Enumerable))]
    [InlineData(typeof(System.Numerics.Complex))]
    [InlineData(typeof(SortedSet<int>))]
    [InlineData(typeof(Lifter))]
    [InlineData(typeof(WholeLibraryLiftingTests))]
    public void Every_method_is_lifted_or_refused(Type inLibrary)
    {
        var wrong = new List<string>();
        var lifted = 0;
        foreach (var method in inLibrary.Assembly.GetTypes().Select(Close).OfType<Type>().SelectMany(Methods))
        {
            try
            {
                WellFormed.Assert(Lifter.Lift(method));
                lifted++;
            }
            catch (Refusal refusal) when (!refusal.Reason.Contains("not valid", StringComparison.Ordinal))
            {
            }
            catch (Exception e)
            {
                wrong.Add($"{method.DeclaringType}.{method.Name}: {e}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(lifted > 10, $"only {lifted} methods were lifted");
    }

    static IEnumerable<MethodBase> Methods(Type type) =>
        [.. type.GetMethods(Declared).Select(Close).OfType<MethodInfo>(), .. type.GetConstructors(Declared)];

    /// <summary>An instantiation with double, where the constraints allow it.</summary>
    static Type? Close(Type type)
    {
        try
        {
            return type.IsGenericTypeDefinition ? type.MakeGenericType(Doubles(type.GetGenericArguments())) : type;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static MethodInfo? Close(MethodInfo method)
    {
        try
        {
            return method.IsGenericMethodDefinition
                ? method.MakeGenericMethod(Doubles(method.GetGenericArguments()))
                : method;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static Type[] Doubles(Type[] parameters) => [.. parameters.Select(_ => typeof(double))];
}
