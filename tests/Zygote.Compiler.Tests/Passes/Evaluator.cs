using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Compiler.Tests.Passes;

/// <summary>Runs small functions by the book: no calls but those into other IR functions and static methods.</summary>
static class Evaluator
{
    const int MaxSteps = 100_000;

    sealed class Location(Func<object?> get, Action<object?> set)
    {
        public object? Value
        {
            get => get();
            set => set(value);
        }
    }

    public static object? Run(Function function, params object?[] arguments)
    {
        var steps = 0;
        return Run(function, arguments, ref steps);
    }

    static object? Run(Function function, object?[] arguments, ref int steps)
    {
        var values = new Dictionary<Value, object?>();
        var block = function.Entry;
        for (var i = 0; i < arguments.Length; i++)
            values[block.Parameters[i]] = arguments[i];
        object? Get(Value v) => v is Constant c ? c.Content ?? Zero(c.Type) : values[v];
        while (true)
        {
            foreach (var instruction in block.Instructions)
            {
                if (++steps > MaxSteps)
                    throw new TimeoutException();
                object?[] operands = [.. instruction.Operands.Select(Get)];
                values[instruction] = instruction.Opcode == Opcode.CallFunction
                    ? Run((Function)instruction.Payload!, operands, ref steps)
                    : Execute(instruction, operands);
            }

            if (++steps > MaxSteps)
                throw new TimeoutException();
            var end = block.Terminator!;
            switch (end.Opcode)
            {
                case Opcode.Return:
                    return end.Operands.Length == 0 ? null : Get(end.Operands[0]);
                case Opcode.Throw:
                    throw (Exception)Get(end.Operands[0])!;
            }

            var edge = end.Opcode switch
            {
                Opcode.Branch => end.Edges[0],
                Opcode.BranchIf => end.Edges[(int)Get(end.Operands[0])! != 0 ? 0 : 1],
                _ => (int)Get(end.Operands[0])! is var n && n >= 0 && n < end.Edges.Length - 1
                    ? end.Edges[n] : end.Edges[^1],
            };
            Assert(edge.Arguments.Count == edge.Target.Parameters.Count);
            object?[] passed = [.. edge.Arguments.Select(Get)];
            block = edge.Target;
            for (var i = 0; i < passed.Length; i++)
                values[block.Parameters[i]] = passed[i];
        }
    }

    static void Assert(bool condition) => Xunit.Assert.True(condition);

    static object? Zero(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    static object? Execute(Instruction i, object?[] o)
    {
        switch (i.Opcode)
        {
            case Opcode.Slot:
                var cell = Zero((Type)i.Payload!);
                return new Location(() => cell, v => cell = Exact(v, (Type)i.Payload!));
            case Opcode.NewObject:
                return System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject((Type)i.Payload!);
            case Opcode.NewArray:
                return Array.CreateInstance(((Type)i.Payload!).GetElementType()!, (int)o[0]!);
            case Opcode.FieldAddress:
                var field = (FieldInfo)i.Payload!;
                if (o[0] is not Location container)
                    return new Location(() => Stack(field.GetValue(o[0] ?? throw new InvalidOperationException())),
                        v => field.SetValue(o[0], Exact(v, field.FieldType)));
                return new Location(
                    () => Stack(field.GetValue(container.Value)),
                    v => container.Value = With(container.Value!, field, v));
            case Opcode.ElementAddress:
                var (array, index) = ((Array)o[0]!, (int)o[1]!);
                array.GetValue(index);
                return new Location(
                    () => Stack(array.GetValue(index)),
                    v => array.SetValue(Exact(v, array.GetType().GetElementType()!), index));
            case Opcode.Load:
                return Stack(((Location)o[0]!).Value);
            case Opcode.Store:
                ((Location)o[0]!).Value = o[1];
                return null;
            case Opcode.Length:
                return ((Array)o[0]!).Length;
            case Opcode.GetField:
                return Stack(((FieldInfo)i.Payload!).GetValue(o[0]));
            case Opcode.WithField:
                return With(o[0]!, (FieldInfo)i.Payload!, o[1]);
            case Opcode.UncheckedCast or Opcode.Cast:
                return o[0];
            case Opcode.Call when i.Payload is MethodInfo { IsStatic: true } m:
                return Stack(m.Invoke(null, o));
            case Opcode.Call when i.Payload is ConstructorInfo { DeclaringType: var t } && t == typeof(object):
                return null;
            case Opcode.CallVirtual or Opcode.Call when i.Payload is MethodInfo m:
                return Stack(m.Invoke(o[0], [.. o.Skip(1)]));
            case Opcode.NewDelegate:
                var target = (DelegateTarget)i.Payload!;
                return Delegate.CreateDelegate(i.Type, o[0], target.Method);
            case Opcode.Compare:
                return Compare((Comparison)i.Payload!, o[0], o[1]) ? 1 : 0;
            case Opcode.Convert:
                return Convert((Conversion)i.Payload!, o[0]!);
            default:
                return Arithmetic(i.Opcode, o);
        }
    }

    static object With(object structure, FieldInfo field, object? value)
    {
        // A boxed struct is a reference; copy before changing it.
        var clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var copy = clone.Invoke(structure, null)!;
        field.SetValue(copy, Exact(value, field.FieldType));
        return copy;
    }

    static object? Stack(object? value) => value switch
    {
        bool b => b ? 1 : 0,
        byte b => (int)b,
        sbyte b => (int)b,
        short s => (int)s,
        _ => value,
    };

    static object? Exact(object? value, Type type) => value switch
    {
        int i when type == typeof(bool) => i != 0,
        int i when type == typeof(byte) => unchecked((byte)i),
        int i when type == typeof(sbyte) => unchecked((sbyte)i),
        int i when type == typeof(short) => unchecked((short)i),
        _ => value,
    };

    static object Convert(Conversion c, object x) => Type.GetTypeCode(c.To) switch
    {
        TypeCode.Byte => (object)unchecked((int)(byte)System.Convert.ToInt64(x)),
        TypeCode.SByte => unchecked((int)(sbyte)System.Convert.ToInt64(x)),
        TypeCode.Int32 => unchecked((int)System.Convert.ToInt64(x)),
        TypeCode.Int64 => System.Convert.ToInt64(x),
        TypeCode.Double => System.Convert.ToDouble(x),
        _ => System.Convert.ToSingle(x),
    };

    static bool Compare(Comparison c, object? a, object? b)
    {
        if (a is null || b is null || a is not (int or long or double or float))
            return Equals(a, b) == (c is Comparison.Equal or Comparison.LessOrEqualUn);
        if (a is int x && b is int y && c >= Comparison.LessUn)
            (a, b) = ((long)(uint)x, (long)(uint)y);
        var (p, q) = (System.Convert.ToDouble(a), System.Convert.ToDouble(b));
        return c switch
        {
            Comparison.Equal => p == q,
            Comparison.NotEqual => p != q,
            Comparison.Less => p < q,
            Comparison.LessOrEqual => p <= q,
            Comparison.Greater => p > q,
            Comparison.GreaterOrEqual => p >= q,
            Comparison.LessUn => !(p >= q),
            Comparison.LessOrEqualUn => !(p > q),
            Comparison.GreaterUn => !(p <= q),
            _ => !(p < q),
        };
    }

    static object Arithmetic(Opcode opcode, object?[] o) => unchecked((opcode, o[0], o.Length > 1 ? o[1] : null) switch
    {
        (Opcode.Add, int a, int b) => a + b,
        (Opcode.Sub, int a, int b) => a - b,
        (Opcode.Mul, int a, int b) => a * b,
        (Opcode.Div, int a, int b) => a / b,
        (Opcode.Rem, int a, int b) => a % b,
        (Opcode.And, int a, int b) => a & b,
        (Opcode.Or, int a, int b) => a | b,
        (Opcode.Xor, int a, int b) => a ^ b,
        (Opcode.Shl, int a, int b) => a << b,
        (Opcode.Shr, int a, int b) => a >> b,
        (Opcode.ShrUn, int a, int b) => (object)(a >>> b),
        (Opcode.Neg, int a, _) => -a,
        (Opcode.Not, int a, _) => ~a,
        (Opcode.Add, long a, long b) => a + b,
        (Opcode.Sub, long a, long b) => a - b,
        (Opcode.Mul, long a, long b) => a * b,
        (Opcode.Add, double a, double b) => a + b,
        (Opcode.Sub, double a, double b) => a - b,
        (Opcode.Mul, double a, double b) => a * b,
        (Opcode.Div, double a, double b) => a / b,
        (Opcode.Rem, double a, double b) => a % b,
        (Opcode.Neg, double a, _) => -a,
        (Opcode.Add, float a, float b) => a + b,
        (Opcode.Sub, float a, float b) => a - b,
        (Opcode.Mul, float a, float b) => a * b,
        _ => throw new NotSupportedException(opcode.ToString()),
    });
}
