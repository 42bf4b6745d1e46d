using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Xunit;

using Zygote.IR;
using Zygote.Lifting;

namespace Zygote.Compiler.Tests.Lifting;

/// <summary>Checks that a lifted and interpreted method does what the method itself does.</summary>
static class LiftedProgram
{
    public static void AssertSame(Delegate subject, params object?[] arguments)
    {
        var function = Lifter.Lift(subject.Method);
        WellFormed.Assert(function);

        // Both runs get their own arguments, since they may write to them.
        object?[] direct = [.. arguments.Select(Copy)], lifted = [.. arguments.Select(Copy)];
        var expected = Outcome(() => subject.Method.Invoke(
            subject.Target, BindingFlags.DoNotWrapExceptions, null, direct, null));
        var parameters = subject.Method.GetParameters();
        object?[] passed = [.. lifted.Select((a, i) => parameters[i].ParameterType.IsByRef ? Slot(parameters[i], a) : a)];
        object?[] operands = subject.Method.IsStatic ? passed : [subject.Target, .. passed];
        var actual = Outcome(() => new IRInterpreter(Lifter.Lift).Run(function, operands));

        Assert.Equal(expected.Exception, actual.Exception);
        Assert.Equal(expected.Result, actual.Result);
        Assert.Equal(expected.Result?.GetType(), actual.Result?.GetType());
        Assert.Equal(direct, passed.Select((a, i) => a is Address address ? address.Value : lifted[i]));
    }

    public static Refusal Refused(MethodBase method) => Assert.Throws<Refusal>(() => Lifter.Lift(method));

    static (object? Result, Type? Exception) Outcome(Func<object?> run)
    {
        try
        {
            return (run(), null);
        }
        catch (Exception e) when (e is not NotSupportedException and not TimeoutException and not Refusal)
        {
            return (null, e.GetType());
        }
    }

    static SlotAddress Slot(ParameterInfo parameter, object? value)
    {
        var type = parameter.ParameterType.GetElementType()!;
        return new SlotAddress(type) { Value = value ?? (type.IsValueType ? Activator.CreateInstance(type) : null) };
    }

    static object? Copy(object? value) => value switch
    {
        double[][] jagged => jagged.Select(a => (double[])a.Clone()).ToArray(),
        Array array => array.Clone(),
        List<double> list => list.ToList(),
        _ => value,
    };
}
