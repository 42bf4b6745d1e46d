using System;
using System.IO;
using System.Reflection;

using Zygote.Compilation;

namespace Zygote;

/// <summary>
/// A function was to be differentiated and contains, on the way from its inputs to its result, something that cannot be.
/// Raised when the derivative is requested, or during the call where only the call shows it (virtual methods, delegates).
/// </summary>
public sealed class NotDifferentiableException : Exception
{
    internal NotDifferentiableException(
        MethodBase? method, string? sourceFile, int? sourceLine, string reason, string remedy, Exception? inner = null)
        : base(Describe(method, sourceFile, sourceLine, reason, remedy), inner)
    {
        Method = method;
        SourceFile = sourceFile;
        SourceLine = sourceLine;
        Reason = reason;
        Remedy = remedy;
    }

    /// <summary>The method that contains the obstacle, where it is known.</summary>
    public MethodBase? Method { get; }

    /// <summary>Path of its source file, if there are debug symbols.</summary>
    public string? SourceFile { get; }

    /// <summary>Line in <see cref="SourceFile"/>, from 1, if there are debug symbols.</summary>
    public int? SourceLine { get; }

    /// <summary>Why: a sentence without capital and full stop.</summary>
    public string Reason { get; }

    /// <summary>What to do about it: one or two sentences.</summary>
    public string Remedy { get; }

    static string Describe(MethodBase? method, string? file, int? line, string reason, string remedy)
    {
        var what = method is null ? "the function" : TypeNames.Of(method);
        var where = file is null ? "" : $" at {Path.GetFileName(file)}:{line}";
        return $"cannot differentiate {what}{where}: {reason}. {remedy}".TrimEnd();
    }
}
