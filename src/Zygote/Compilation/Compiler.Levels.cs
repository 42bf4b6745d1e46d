using System;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.Implicit;
using Zygote.IR;

namespace Zygote.Compilation;

// Methods that are one thing in code that is differentiated and another in the code of the derivative: see Levels.

sealed partial class Compiler
{
    static readonly MethodInfo OrderMethod = typeof(Here).GetMethod(nameof(Here.Order))!;

    DualKind _kind = DualKind.Tangent;

    /// <summary>Puts in what methods are in code that is differentiated now; see <see cref="Levels"/>.</summary>
    void EnterLevel(Function function)
    {
        while (Optimizer.Inline(function, Inside))
        {
            Optimizer.Simplify(function);
            _programs.InlineCalls(function, HasRule);
        }

        Function? Inside(Instruction call) =>
            call is not { Opcode: Opcode.Call, Payload: MethodBase method } ? null
            : method == OrderMethod ? Number(_kind.IsTaylor ? _kind.Count : 1)
            : Levels.Inside(method) is { } inside ? _programs.Lifted(inside)
            : null;

        static Function Number(int value)
        {
            var number = new Function("order", [], typeof(int), OrderMethod);
            new Builder(number.AddEntry()).Return(Constant.Of(value));
            return number;
        }
    }

    Function Primal(DualKind kind, FunctionShape f, int duals) => Primal(kind, () => Wrap(f, kind, duals));

    /// <summary>Makes the function that is differentiated for a transform of this kind.</summary>
    Function Primal(DualKind kind, Func<Function> make)
    {
        var around = _kind;
        _kind = kind;
        try
        {
            return make();
        }
        finally
        {
            _kind = around;
        }
    }
}
