using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Xunit;

using TP = System.Numerics.Tensors.TensorPrimitives;

namespace Zygote.Tests.Tensors;

/// <summary>Each public method of the original is tested, flat or refused: one that a new version brings is noticed.</summary>
public sealed class CompletenessTests
{
    /// <summary>In tests of their own.</summary>
    static readonly string[] TestedElsewhere =
        ["SinCos(span, span)", "SinCosPi(span, span)", "ReciprocalEstimate(span)", "ReciprocalSqrtEstimate(span)",
            "ConvertChecked(span)", "ConvertSaturating(span)", "ConvertTruncating(span)", "ConvertToSingle(span)", "ConvertToHalf(span)"];

    /// <summary>Bits of floating point numbers.</summary>
    static readonly string[] Refused =
        ["BitwiseAnd(span, span)", "BitwiseAnd(span, number)", "BitwiseOr(span, span)", "BitwiseOr(span, number)",
            "Xor(span, span)", "Xor(span, number)", "OnesComplement(span)"];

    /// <summary>Of numbers that are no floating point ones.</summary>
    static readonly string[] OfIntegers =
        ["DivRem", "HammingBitDistance", "LeadingZeroCount", "PopCount", "RotateLeft", "RotateRight", "ShiftLeft",
            "ShiftRightArithmetic", "ShiftRightLogical", "TrailingZeroCount"];

    /// <summary>Their results are integers or truth values.</summary>
    static readonly string[] Flat =
        ["ConvertToInteger", "ConvertToIntegerNative", "HammingDistance", "ILogB", "IndexOfMax", "IndexOfMaxMagnitude",
            "IndexOfMin", "IndexOfMinMagnitude", "Sign"];

    static IEnumerable<MethodInfo> Methods =>
        typeof(TP).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);

    static string NameOf(MethodInfo method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType);
        if (method.ReturnType == typeof(void))
            parameters = parameters.SkipLast(1);
        return $"{method.Name}({string.Join(", ", parameters.Select(KindOf))})";
    }

    static string KindOf(Type type) => type == typeof(int) ? "int" : type == typeof(MidpointRounding) ? "mode"
        : type.IsByRefLike ? "span" : "number";

    static bool IsQuestion(MethodInfo method) => method.Name.StartsWith("Is", StringComparison.Ordinal);

    [Fact]
    public void Every_operation_is_accounted_for()
    {
        var tested = ElementwiseOperations<double>.All.Select(o => o.Name)
            .Concat(ReductionOperations<double>.All.Select(o => o.Name)).Concat(TestedElsewhere).Concat(Refused).ToHashSet();
        var rest = Methods.Where(m => !IsQuestion(m) && !Flat.Contains(m.Name) && !OfIntegers.Contains(m.Name))
            .Select(NameOf).Where(n => !tested.Contains(n));
        Assert.Empty(rest);
    }

    [Fact]
    public void Every_overload_for_float_is_tested()
    {
        var tested = FloatOverloads.Elementwise.Select(o => o.Name).Concat(FloatOverloads.Reductions.Select(o => o.Name)).ToHashSet();
        var rest = Methods.Where(m => !m.IsGenericMethod && !Flat.Contains(m.Name) && !TestedElsewhere.Concat(Refused).Contains(NameOf(m)))
            .Select(NameOf).Where(n => !tested.Contains(n));
        Assert.Empty(rest);
    }

    [Fact]
    public void What_is_said_to_be_flat_writes_no_floating_point_numbers()
    {
        foreach (var method in Methods.Where(m => Flat.Contains(m.Name) || IsQuestion(m)))
        {
            var written = method.ReturnType == typeof(void) ? method.GetParameters()[^1].ParameterType.GetGenericArguments()[0] : method.ReturnType;
            Assert.True(
                written == typeof(int) || written == typeof(bool)
                || (written.IsGenericParameter && written.GetGenericParameterConstraints().Any(c => c.Name == "IBinaryInteger`1")),
                NameOf(method));
        }
    }

    [Fact]
    public void What_is_said_to_be_of_integers_is()
    {
        foreach (var method in Methods.Where(m => OfIntegers.Contains(m.Name)))
            Assert.Throws<ArgumentException>(() => method.MakeGenericMethod(typeof(double)));
    }
}
