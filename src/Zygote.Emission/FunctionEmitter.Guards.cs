using System;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.ExceptionServices;
using Zygote.IR;

namespace Zygote.Emission;

sealed partial class FunctionEmitter
{
    static readonly MethodInfo ThrowAgainMethod = typeof(ExceptionDispatchInfo).GetMethod(nameof(ExceptionDispatchInfo.Throw), [typeof(Exception)])!;

    bool _inTry;
    LocalBuilder? _caught;
    LocalBuilder? _result;
    Mark? _return;

    LocalBuilder CaughtLocal => _caught ??= _il.DeclareLocal(typeof(Exception));

    /// <summary>The body of a guard is a try block of its own, left by every branch.</summary>
    /// <remarks>
    ///   .try { body; leave next } catch Exception { stloc caught; leave handling }   handling: moves; br handler
    /// </remarks>
    void EmitGuarded(Block body, Instruction guard, Block? next)
    {
        _il.BeginTry();
        _inTry = true;
        EmitContent(body, null);
        _inTry = false;
        _il.BeginCatch(typeof(Exception));
        _il.Emit(OpCodes.Stloc, CaughtLocal);
        _il.EndTry();
        EmitEdge(guard.Edges[1], next);
    }

    void LeaveWithResult()
    {
        _return ??= _il.DefineLabel();
        if (_function.ReturnType != typeof(void))
            _il.Emit(OpCodes.Stloc, _result ??= _il.DeclareLocal(_function.ReturnType));
        _il.Emit(OpCodes.Leave, _return);
    }

    /// <summary>Returns what was found inside a try block.</summary>
    void EmitResult()
    {
        if (_return is not { } mark)
            return;
        _il.MarkLabel(mark);
        if (_result is not null)
            _il.Emit(OpCodes.Ldloc, _result);
        _il.Emit(OpCodes.Ret);
    }
}
