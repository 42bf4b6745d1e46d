using System;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Rules;

/// <summary>
/// The members of <see cref="Half"/> that deal with its bits, on the float that it stands for. All others compute with that float
/// themselves, and are read.
/// </summary>
static class HalfCode
{
    static readonly FieldInfo Number = InlineArrays.FieldsOf(typeof(Half))[0];

    public static bool Concerns(MethodBase method) => method.DeclaringType == typeof(Half) && method is MethodInfo info
        && (info.Name == "op_Explicit" ? IsConversion(info) : info.Name is "BitIncrement" or "BitDecrement" or "Abs" or "CopySign");

    /// <summary>From a number that varies, or to one.</summary>
    static bool IsConversion(MethodInfo method) =>
        StackTypes.IsFloat(method.ReturnType) || StackTypes.IsFloat(method.GetParameters()[0].ParameterType);

    public static Function Make(MethodInfo method)
    {
        var code = new LaneBuilder(method);
        var given = code.Parameters.Select(p => p.Type == typeof(Half) ? code.Builder.GetField(p, Number) : p).ToArray();
        if (StackTypes.IsFloat(code.Result))
            code.Return(code.Builder.Convert(code.Result, given[0]));
        else if (method.Name is "Abs" or "CopySign")
            Return(code, code.Call(typeof(MathF).GetMethod(method.Name, [.. given.Select(_ => typeof(float))])!, given));
        else
            Return(code, code.Call(RoundedMethod, code.Builder.Convert(typeof(float), given[0]), code.Builder.GetField(code.Original(), Number)));
        return code.Function;
    }

    static readonly MethodInfo RoundedMethod = typeof(HalfCode).GetMethod(nameof(Rounded), BindingFlags.Static | BindingFlags.NonPublic)!;

    static void Return(LaneBuilder code, Value number) =>
        code.Return(code.Builder.WithField(Constant.Zero(typeof(Half)), Number, number));

    /// <summary>The value is given; it varies as x does.</summary>
    static float Rounded(float x, float value) => value;

    [DerivativeOf(typeof(HalfCode), nameof(Rounded))]
    static (float, float) RoundedPartials(float x, float value, float y) => (1, 0);
}
