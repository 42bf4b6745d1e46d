using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;

using Zygote.IR;

using Label = System.Reflection.Emit.Label;

namespace Zygote.Emission;

/// <summary>An <see cref="ILGenerator"/> that picks the short encodings and can write down what it is given.</summary>
sealed class ILWriter(DynamicMethod method, List<string>? listing = null)
{
    readonly ILGenerator _il = method.GetILGenerator(1024);
    int _labels;

    public DynamicMethod Method { get; } = method;

    public LocalBuilder DeclareLocal(Type type)
    {
        var local = _il.DeclareLocal(type);
        listing?.Add($"    .local {local.LocalIndex} {type}");
        return local;
    }

    public Mark DefineLabel() => new(_il.DefineLabel(), _labels++);

    public void MarkLabel(Mark mark)
    {
        _il.MarkLabel(mark.Label);
        listing?.Add($"L{mark.Number}:");
    }

    public void Emit(OpCode code)
    {
        _il.Emit(code);
        Note(code, null);
    }

    public void Emit(OpCode code, Type type)
    {
        _il.Emit(code, type);
        Note(code, type);
    }

    public void Emit(OpCode code, FieldInfo field)
    {
        _il.Emit(code, field);
        Note(code, field.Name);
    }

    public void Emit(OpCode code, MethodBase callee)
    {
        if (callee is ConstructorInfo constructor)
            _il.Emit(code, constructor);
        else
            _il.Emit(code, (MethodInfo)callee);
        Note(code, callee.Name);
    }

    public void Emit(OpCode code, LocalBuilder local)
    {
        _il.Emit(code, local);
        Note(code, local.LocalIndex);
    }

    public void Emit(OpCode code, Mark mark)
    {
        _il.Emit(code, mark.Label);
        Note(code, "L" + mark.Number);
    }

    public void BeginTry()
    {
        _il.BeginExceptionBlock();
        listing?.Add("    .try");
    }

    /// <summary>The exception is on the stack.</summary>
    public void BeginCatch(Type type)
    {
        _il.BeginCatchBlock(type);
        listing?.Add($"    .catch {type}");
    }

    public void EndTry()
    {
        _il.EndExceptionBlock();
        listing?.Add("    .end");
    }

    public void Switch(Mark[] marks)
    {
        _il.Emit(OpCodes.Switch, Array.ConvertAll(marks, m => m.Label));
        Note(OpCodes.Switch, string.Join(' ', Array.ConvertAll(marks, m => "L" + m.Number)));
    }

    public void LoadArgument(int index)
    {
        switch (index)
        {
            case 0: _il.Emit(OpCodes.Ldarg_0); break;
            case 1: _il.Emit(OpCodes.Ldarg_1); break;
            case 2: _il.Emit(OpCodes.Ldarg_2); break;
            case 3: _il.Emit(OpCodes.Ldarg_3); break;
            case <= 255: _il.Emit(OpCodes.Ldarg_S, (byte)index); break;
            default: _il.Emit(OpCodes.Ldarg, (short)index); break;
        }

        Note(OpCodes.Ldarg, index);
    }

    public void LoadArgumentAddress(int index)
    {
        if (index <= 255)
            _il.Emit(OpCodes.Ldarga_S, (byte)index);
        else
            _il.Emit(OpCodes.Ldarga, (short)index);
        Note(OpCodes.Ldarga, index);
    }

    /// <summary>From the address of what contains the field, or from the object.</summary>
    public void FieldAddress(FieldInfo field)
    {
        if (field is not InlineElement { Index: var index })
        {
            Emit(OpCodes.Ldflda, field);
        }
        else if (index > 0)
        {
            Load(index);
            Emit(OpCodes.Sizeof, field.FieldType);
            Emit(OpCodes.Mul);
            Emit(OpCodes.Add);
        }
    }

    public void Load(int value)
    {
        switch (value)
        {
            case -1: _il.Emit(OpCodes.Ldc_I4_M1); break;
            case 0: _il.Emit(OpCodes.Ldc_I4_0); break;
            case 1: _il.Emit(OpCodes.Ldc_I4_1); break;
            case 2: _il.Emit(OpCodes.Ldc_I4_2); break;
            case >= -128 and <= 127: _il.Emit(OpCodes.Ldc_I4_S, (sbyte)value); break;
            default: _il.Emit(OpCodes.Ldc_I4, value); break;
        }

        Note(OpCodes.Ldc_I4, value);
    }

    public void Load(long value)
    {
        if (value == (int)value)
        {
            Load((int)value);
            Emit(OpCodes.Conv_I8);
            return;
        }

        _il.Emit(OpCodes.Ldc_I8, value);
        Note(OpCodes.Ldc_I8, value);
    }

    public void Load(double value)
    {
        _il.Emit(OpCodes.Ldc_R8, value);
        Note(OpCodes.Ldc_R8, value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void Load(float value)
    {
        _il.Emit(OpCodes.Ldc_R4, value);
        Note(OpCodes.Ldc_R4, value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void Load(string value)
    {
        _il.Emit(OpCodes.Ldstr, value);
        Note(OpCodes.Ldstr, value);
    }

    void Note(OpCode code, object? operand) => listing?.Add(operand is null ? $"    {code.Name}"
        : $"    {code.Name} {operand}");
}

/// <summary>A label with a number for the listing.</summary>
sealed record Mark(Label Label, int Number);
