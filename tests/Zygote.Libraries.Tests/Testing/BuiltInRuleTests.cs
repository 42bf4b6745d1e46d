using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Testing;

/// <summary>Every rule for the platform's functions by all modes, to second order and beyond: one line for each function.</summary>
public sealed class BuiltInRuleTests
{
    /// <summary>Where, by name and number of arguments; for all types that have the function.</summary>
    static readonly Dictionary<string, double[]> Points = new()
    {
        ["Abs/1"] = [-0.7],
        ["Acos/1"] = [0.3],
        ["AcosPi/1"] = [0.3],
        ["Acosh/1"] = [1.7],
        ["Asin/1"] = [0.3],
        ["AsinPi/1"] = [0.3],
        ["Asinh/1"] = [0.6],
        ["Atan/1"] = [0.6],
        ["Atan2/2"] = [0.6, -1.2],
        ["Atan2Pi/2"] = [0.6, -1.2],
        ["AtanPi/1"] = [0.6],
        ["Atanh/1"] = [0.3],
        ["BitDecrement/1"] = [1.3],
        ["BitIncrement/1"] = [1.3],
        ["Cbrt/1"] = [1.7],
        ["Clamp/3"] = [1.5, 1, 2],
        ["ClampNative/3"] = [1.5, 1, 2],
        ["CopySign/2"] = [1.5, -2],
        ["Cos/1"] = [0.7],
        ["CosPi/1"] = [0.3],
        ["Cosh/1"] = [0.7],
        ["DegreesToRadians/1"] = [40],
        ["Exp/1"] = [0.7],
        ["Exp10/1"] = [0.3],
        ["Exp10M1/1"] = [0.3],
        ["Exp2/1"] = [0.7],
        ["Exp2M1/1"] = [0.7],
        ["ExpM1/1"] = [0.4],
        ["FusedMultiplyAdd/3"] = [1.5, -2, 0.7],
        ["Hypot/2"] = [1.5, -2],
        ["IEEERemainder/2"] = [7.3, 2.1],
        ["Ieee754Remainder/2"] = [7.3, 2.1],
        ["Lerp/3"] = [1.5, 4, 0.3],
        ["Log/1"] = [1.7],
        ["Log/2"] = [1.7, 3.2],
        ["Log10/1"] = [1.7],
        ["Log10P1/1"] = [0.7],
        ["Log2/1"] = [1.7],
        ["Log2P1/1"] = [0.7],
        ["LogP1/1"] = [0.7],
        ["Max/2"] = [1.5, -2],
        ["MaxMagnitude/2"] = [1.5, -2],
        ["MaxMagnitudeNumber/2"] = [1.5, -2],
        ["MaxNative/2"] = [1.5, -2],
        ["MaxNumber/2"] = [1.5, -2],
        ["Min/2"] = [1.5, -2],
        ["MinMagnitude/2"] = [1.5, -2],
        ["MinMagnitudeNumber/2"] = [1.5, -2],
        ["MinNative/2"] = [1.5, -2],
        ["MinNumber/2"] = [1.5, -2],
        ["MultiplyAddEstimate/3"] = [1.5, -2, 0.7],
        ["Pow/2"] = [1.5, 2.3],
        ["RadiansToDegrees/1"] = [0.7],
        ["ReciprocalEstimate/1"] = [1.5],
        ["ReciprocalSqrtEstimate/1"] = [1.5],
        ["RootN/2"] = [1.7, 3],
        ["ScaleB/2"] = [1.3, 2],
        ["Sin/1"] = [0.7],
        ["SinPi/1"] = [0.3],
        ["Sinh/1"] = [0.7],
        ["Sqrt/1"] = [1.7],
        ["Tan/1"] = [0.7],
        ["TanPi/1"] = [0.2],
        ["Tanh/1"] = [0.7],
    };

    /// <summary>
    /// The methods that rules name, but for those of the compiler's own arithmetic, which derivatives of derivatives use.
    /// </summary>
    static IEnumerable<MethodInfo> Functions() =>
        from type in typeof(AD).Assembly.GetTypes()
        from rule in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        from attribute in rule.GetCustomAttributes<DerivativeOfAttribute>()
        where attribute.Type.IsVisible
        select attribute.Type.GetMethod(
            attribute.Method, BindingFlags.Static | BindingFlags.Public, [.. rule.GetParameters()[..^1].Select(p => p.ParameterType)])
            ?? throw new InvalidOperationException($"{attribute.Type}.{attribute.Method}: not a static public method.");

    static string Key(MethodInfo function) => $"{function.Name}/{function.GetParameters().Length}";

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var function in Functions())
            data.Add($"{function.DeclaringType!.Name}.{Key(function)}", function.MetadataToken);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_holds_in_all_modes(string name, int token)
    {
        var function = Functions().First(f => f.MetadataToken == token && name == $"{f.DeclaringType!.Name}.{Key(f)}");
        Type[] types = [.. function.GetParameters().Select(p => p.ParameterType), function.ReturnType];
        var f = function.CreateDelegate(Expression.GetFuncType(types));
        object?[] inputs = [.. Points[Key(function)].Select((x, i) => Of(types[i], x))];
        RuleCheck.Verify(f, inputs, OptionsFor(function));
    }

    [Fact]
    public void Every_function_has_a_point_and_every_point_a_function() =>
        Assert.Equal(Points.Keys.Order(StringComparer.Ordinal), Functions().Select(Key).Distinct().Order(StringComparer.Ordinal));

    static RuleCheckOptions OptionsFor(MethodInfo function)
    {
        var usual = RuleCheckOptions.Default with { Points = 1 };
        // In steps, some of them, so differences tell the slope only roughly and that of the slope not at all.
        return function.Name.EndsWith("Estimate", StringComparison.Ordinal) && function.Name != nameof(double.MultiplyAddEstimate)
            ? usual with { Tolerance = 5e-2, SecondOrder = false, TaylorOrder = 0 }
            : usual;
    }

    static object Of(Type type, double x) =>
        type == typeof(Complex) ? new Complex(x, 0.4)
        : type == typeof(Half) ? (Half)x
        : Convert.ChangeType(x, type, System.Globalization.CultureInfo.InvariantCulture);
}
