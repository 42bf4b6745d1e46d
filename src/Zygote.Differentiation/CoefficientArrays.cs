using System;
using System.Collections.Generic;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>
/// Arrays in which Taylor coefficients are passed on. An operation of the program needs them for itself only, so that the next one
/// takes the same: they are made once, where the function begins.
/// </summary>
/// <param name="function">The code.</param>
/// <param name="isInside">
/// It is differentiated again: then each operation has its own, for what is never overwritten need not be saved.
/// </param>
sealed class CoefficientArrays(Function function, bool isInside)
{
    readonly List<Instruction> _made = [];
    readonly HashSet<Instruction> _taken = [];

    /// <summary>The next operation begins.</summary>
    public void Restart() => _taken.Clear();

    /// <summary>An array that this operation has not got yet; its contents are not defined.</summary>
    public Value Next(Builder builder, Type number, int length)
    {
        if (isInside)
            return builder.NewArray(number.MakeArrayType(), Constant.Of(length));
        var array = _made.Find(a => a.Type.GetElementType() == number && !_taken.Contains(a));
        if (array is null)
        {
            array = new Instruction(Opcode.NewArray, number.MakeArrayType(), [Constant.Of(length)], number.MakeArrayType(), builder.Span);
            _made.Add(array);
            function.Entry.Instructions.Insert(0, array);
        }

        _taken.Add(array);
        return array;
    }
}
