using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Zygote.Rules;

/// <summary>Exceptions that are kept and thrown later, without what the runtime keeps about where they were thrown.</summary>
static class DispatchInfos
{
    [SubstituteFor(typeof(ExceptionDispatchInfo), ".ctor")]
    static void Make(ExceptionDispatchInfo info, Exception exception) => ExceptionOf(info) = exception;

    [SubstituteFor(typeof(ExceptionDispatchInfo), nameof(ExceptionDispatchInfo.Throw))]
    static void Throw(ExceptionDispatchInfo info) => throw ExceptionOf(info);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_exception")]
    static extern ref Exception ExceptionOf(ExceptionDispatchInfo info);
}
