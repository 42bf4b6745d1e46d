using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.Intrinsics;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>
/// Every public member of the platform's numeric types through which numbers pass: its derivatives agree with central differences
/// in both modes, and its value stays the same bit by bit. The exceptions are named here.
/// </summary>
public class NumericMemberTests
{
    /// <summary>They change parts of numbers, which here are no masks: refused when it happens.</summary>
    static readonly string[] OnBits =
        ["AndNot", "BitwiseAnd", "BitwiseOr", "ConditionalSelect", "OnesComplement", "Xor", "op_BitwiseAnd", "op_BitwiseOr", "op_ExclusiveOr",
            "op_OnesComplement"];

    /// <summary>Other numbers of the same bits, or shifted bits: refused.</summary>
    static readonly string[] OtherBits = ["op_LeftShift", "op_RightShift", "op_UnsignedRightShift"];

    /// <summary>What the platform leaves open cannot be the same: lanes that are undefined.</summary>
    static readonly string[] Undefined = ["CreateScalarUnsafe", "ToVector128Unsafe", "ToVector256Unsafe", "ToVector512Unsafe"];

    /// <summary>Steps between the values of their arguments: they have the derivative of what they approximate.</summary>
    static readonly string[] Stepwise = ["ReciprocalEstimate", "ReciprocalSqrtEstimate"];

    static readonly Dictionary<string, Func<IEnumerable<MemberPrograms.Program>>> Groups = new()
    {
        ["Math"] = () => Of(typeof(Math), typeof(MathF)),
        ["double, float"] = () => Of(typeof(double), typeof(float)),
        ["Half"] = () => Of(typeof(Half)),
        ["Complex"] = () => Of(typeof(Complex)),
        ["Vector2"] = () => Of(typeof(Vector2)),
        ["Vector3"] = () => Of(typeof(Vector3)),
        ["Vector4"] = () => Of(typeof(Vector4)),
        ["Quaternion, Plane"] = () => Of(typeof(Quaternion), typeof(Plane)),
        ["Matrix4x4"] = () => Of(typeof(Matrix4x4)),
        ["Matrix3x2"] = () => Of(typeof(Matrix3x2)),
        ["Vector64"] = () => Hardware(typeof(Vector64), typeof(Vector64<float>), typeof(float)),
        ["Vector128, double"] = () => Hardware(typeof(Vector128), typeof(Vector128<double>), typeof(double)),
        ["Vector128, float"] = () => Hardware(typeof(Vector128), typeof(Vector128<float>), typeof(float)),
        ["Vector256"] = () => Hardware(typeof(Vector256), typeof(Vector256<double>), typeof(double)),
        ["Vector512"] = () => Hardware(typeof(Vector512), typeof(Vector512<double>), typeof(double)),
        ["Vector<T>, double"] = () => Hardware(typeof(Vector), typeof(Vector<double>), typeof(double)),
        ["Vector<T>, float"] = () => Hardware(typeof(Vector), typeof(Vector<float>), typeof(float)),
    };

    public static TheoryData<string> Names => [.. Groups.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Members_have_derivatives(string group)
    {
        var programs = Groups[group]().ToArray();
        Assert.True(programs.Length > 30, $"{programs.Length} members only");
        var wrong = MemberCheck.Run(programs).Where(p => !IsException(p.Name, p.Problem)).Select(p => $"{p.Name}: {p.Problem}");
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    static IEnumerable<MemberPrograms.Program> Of(params Type[] types) => types.SelectMany(t => MemberPrograms.Of(t));

    /// <summary>The operations of a class on vectors of one kind of number, and the operators.</summary>
    static IEnumerable<MemberPrograms.Program> Hardware(Type operations, Type vector, Type number)
    {
        var other = number == typeof(double) ? "<float>" : "<double>";
        return MemberPrograms.Of(operations, number).Where(p => !p.Name.Contains(other, StringComparison.Ordinal)).Concat(MemberPrograms.Of(vector));
    }

    static bool IsException(string name, string problem)
    {
        var member = name[(name.LastIndexOf('.', name.IndexOf('(', StringComparison.Ordinal)) + 1)..name.IndexOf('(', StringComparison.Ordinal)];
        var refused = problem.StartsWith("refused: ", StringComparison.Ordinal);
        if (OnBits.Contains(member))
            return problem == "refused: it changes some bits of a number that carries a derivative";
        if (OtherBits.Contains(member) || IsReinterpreted(member, name))
            return refused && problem.EndsWith("it takes a number apart into bits", StringComparison.Ordinal);
        if (name.EndsWith("-> Decimal", StringComparison.Ordinal))
            return refused;
        return problem == "(flat)" // a mask: all ones are no number
            || Undefined.Contains(member) || Stepwise.Contains(member)
            || (name.StartsWith("Half.Round(Half, int", StringComparison.Ordinal) && !refused); // steps as wide as the differences
    }

    /// <summary>AsInt32 and the like, and casts of Vector.</summary>
    static bool IsReinterpreted(string member, string name) =>
        (member.StartsWith("As", StringComparison.Ordinal) && member is not ("Asin" or "Asinh" or "AsinPi"))
        || (member == "op_Explicit" && name.StartsWith("Vector<", StringComparison.Ordinal));
}
