using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>
/// The derivative of a call needs more stack than the call: recursion that the function itself just survives could end the
/// process. Derivatives of callees that call on look whether there is room, and throw
/// <see cref="System.InsufficientExecutionStackException"/> where there is none.
/// </summary>
static class StackGuard
{
    static readonly MethodInfo Check = typeof(Tape).GetMethod(nameof(Tape.CheckStack))!;

    public static void Add(Function function)
    {
        if (!function.Blocks.SelectMany(b => b.Instructions).Any(i => i.Opcode is Opcode.CallFunction or Opcode.CallVirtual))
            return;
        var tape = function.Entry.Parameters.Last(p => p.Type == typeof(Tape));
        function.Entry.Instructions.Insert(0, new Instruction(Opcode.Call, typeof(void), [tape], Check));
    }
}
