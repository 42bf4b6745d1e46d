using System;
using System.Linq;
using System.Numerics;

using Zygote.IR;

namespace Zygote.Compiler.Tests;

/// <summary>Arithmetic on boxed numbers for <see cref="IRInterpreter"/>.</summary>
static class InterpretedArithmetic
{
    public static object Compute(Opcode opcode, object?[] operands) => (operands[0], operands.ElementAtOrDefault(1)) switch
    {
        (int a, null) => Integer(opcode, a, 0, 0),
        (long a, null) => Integer(opcode, a, 0L, 0),
        (nint a, null) => Integer(opcode, a, (nint)0, 0),
        (double a, null) => Float(opcode, a, 0),
        (float a, null) => Float(opcode, a, 0),
        (int a, int b) => Unsigned(opcode, (uint)a, (uint)b) is { } u ? (int)u : Integer(opcode, a, b, b),
        (long a, long b) => Unsigned(opcode, (ulong)a, (ulong)b) is { } u ? (long)u : Integer(opcode, a, b, (int)b),
        (nint a, nint b) => Unsigned(opcode, (nuint)a, (nuint)b) is { } u ? (nint)u : Integer(opcode, a, b, (int)b),
        (long a, int b) => Shift(opcode, a, (ulong)a, b),
        (nint a, int b) => Shift(opcode, a, (nuint)a, b),
        (double a, double b) => Float(opcode, a, b),
        (float a, float b) => Float(opcode, a, b),
        var (a, b) => throw new NotSupportedException($"{opcode} of {a?.GetType()} and {b?.GetType()}"),
    };

    public static bool Compare(Comparison comparison, object? x, object? y) => (x, y) switch
    {
        (int a, int b) => Compare(comparison, a, b, (uint)a, (uint)b),
        (long a, long b) => Compare(comparison, a, b, (ulong)a, (ulong)b),
        (nint a, nint b) => Compare(comparison, a, b, (nuint)a, (nuint)b),
        (double a, double b) => CompareFloat(comparison, a, b),
        (float a, float b) => CompareFloat(comparison, a, b),
        _ => ReferenceEquals(x, y) == (comparison == Comparison.Equal),
    };

    public static object Convert(Conversion conversion, object value)
    {
        var (to, isChecked, fromUnsigned) = conversion;
        object source = fromUnsigned ? AsUnsigned(value) : value;
        object converted = Type.GetTypeCode(to) switch
        {
            TypeCode.SByte => (object)To<sbyte>(source, isChecked),
            TypeCode.Byte => To<byte>(source, isChecked),
            TypeCode.Int16 => To<short>(source, isChecked),
            TypeCode.UInt16 or TypeCode.Char => To<ushort>(source, isChecked),
            TypeCode.Int32 => To<int>(source, isChecked),
            TypeCode.UInt32 => To<uint>(source, isChecked),
            TypeCode.Int64 => To<long>(source, isChecked),
            TypeCode.UInt64 => To<ulong>(source, isChecked),
            TypeCode.Single => To<float>(source, isChecked),
            TypeCode.Double => To<double>(source, isChecked),
            _ when to == typeof(nint) => To<nint>(source, isChecked),
            _ => To<nuint>(source, isChecked),
        };
        return IRInterpreter.ToStack(converted)!;
    }

    public static long ToInt64(object value) => value switch
    {
        bool b => b ? 1 : 0,
        char c => c,
        nint n => n,
        ulong u => (long)u,
        nuint u => (long)u,
        Enum e => ToInt64(System.Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()), null)),
        _ => System.Convert.ToInt64(value, null),
    };

    public static int ToIndex(object? value) => checked((int)ToInt64(value!));

    public static object FromInt64(long value, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => (byte)value != 0,
        TypeCode.Char => (char)value,
        TypeCode.SByte => (sbyte)value,
        TypeCode.Byte => (byte)value,
        TypeCode.Int16 => (short)value,
        TypeCode.UInt16 => (ushort)value,
        TypeCode.Int32 => (int)value,
        TypeCode.UInt32 => (uint)value,
        TypeCode.Int64 => value,
        TypeCode.UInt64 => (ulong)value,
        _ => type == typeof(nint) ? (nint)value : (nuint)(ulong)value,
    };

    static object Integer<T>(Opcode opcode, T a, T b, int shift)
        where T : IBinaryInteger<T> => opcode switch
        {
            Opcode.Add => unchecked(a + b),
            Opcode.Sub => unchecked(a - b),
            Opcode.Mul => unchecked(a * b),
            Opcode.Div => a / b,
            Opcode.Rem => a % b,
            Opcode.Neg => unchecked(-a),
            Opcode.And => a & b,
            Opcode.Or => a | b,
            Opcode.Xor => a ^ b,
            Opcode.Not => ~a,
            Opcode.Shl => a << shift,
            Opcode.Shr => a >> shift,
            Opcode.AddChecked => checked(a + b),
            Opcode.SubChecked => checked(a - b),
            Opcode.MulChecked => checked(a * b),
            _ => throw new NotSupportedException(opcode.ToString()),
        };

    static T? Unsigned<T>(Opcode opcode, T a, T b)
        where T : struct, IBinaryInteger<T> => opcode switch
        {
            Opcode.DivUn => a / b,
            Opcode.RemUn => a % b,
            Opcode.ShrUn => a >>> int.CreateTruncating(b),
            Opcode.AddCheckedUn => checked(a + b),
            Opcode.SubCheckedUn => checked(a - b),
            Opcode.MulCheckedUn => checked(a * b),
            _ => null,
        };

    static object Shift<TSigned, TUnsigned>(Opcode opcode, TSigned a, TUnsigned bits, int count)
        where TSigned : IBinaryInteger<TSigned>
        where TUnsigned : IBinaryInteger<TUnsigned> =>
        opcode == Opcode.ShrUn ? TSigned.CreateTruncating(bits >>> count) : Integer(opcode, a, TSigned.Zero, count);

    static object Float<T>(Opcode opcode, T a, T b)
        where T : IFloatingPoint<T> => opcode switch
        {
            Opcode.Add => a + b,
            Opcode.Sub => a - b,
            Opcode.Mul => a * b,
            Opcode.Div => a / b,
            Opcode.Rem => a % b,
            Opcode.Neg => -a,
            _ => throw new NotSupportedException(opcode.ToString()),
        };

    static bool Compare<T, TUnsigned>(Comparison comparison, T a, T b, TUnsigned ua, TUnsigned ub)
        where T : INumber<T>
        where TUnsigned : INumber<TUnsigned> => comparison switch
        {
            Comparison.LessUn => ua < ub,
            Comparison.LessOrEqualUn => ua <= ub,
            Comparison.GreaterUn => ua > ub,
            Comparison.GreaterOrEqualUn => ua >= ub,
            _ => Ordered(comparison, a, b),
        };

    static bool CompareFloat<T>(Comparison comparison, T a, T b)
        where T : INumber<T> => comparison switch
        {
            Comparison.LessUn => !(a >= b),
            Comparison.LessOrEqualUn => !(a > b),
            Comparison.GreaterUn => !(a <= b),
            Comparison.GreaterOrEqualUn => !(a < b),
            _ => Ordered(comparison, a, b),
        };

    static bool Ordered<T>(Comparison comparison, T a, T b)
        where T : INumber<T> => comparison switch
        {
            Comparison.Equal => a == b,
            Comparison.NotEqual => a != b,
            Comparison.Less => a < b,
            Comparison.LessOrEqual => a <= b,
            Comparison.Greater => a > b,
            _ => a >= b,
        };

    static object AsUnsigned(object value) => value switch
    {
        int i => (uint)i,
        long l => (ulong)l,
        nint n => (nuint)n,
        _ => value,
    };

    static T To<T>(object value, bool isChecked)
        where T : INumber<T> => value switch
        {
            int i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            uint i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            long i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            ulong i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            nint i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            nuint i => isChecked ? T.CreateChecked(i) : T.CreateTruncating(i),
            float f => isChecked ? T.CreateChecked(f) : T.CreateSaturating(f),
            double d => isChecked ? T.CreateChecked(d) : FromDouble<T>(d),
            _ => throw new NotSupportedException(value.GetType().ToString()),
        };

    /// <summary>Small integer types take the low bits of the conversion to int, as the instructions do.</summary>
    static T FromDouble<T>(double value)
        where T : INumber<T> =>
        typeof(T) == typeof(sbyte) || typeof(T) == typeof(byte) || typeof(T) == typeof(short) || typeof(T) == typeof(ushort)
            ? T.CreateTruncating((int)value)
            : T.CreateSaturating(value);
}
