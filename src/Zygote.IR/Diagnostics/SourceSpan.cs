using System.Reflection;

namespace Zygote.IR;

/// <summary>Where an instruction came from: a method and an offset in its IL; resolved to a line only for messages.</summary>
readonly record struct SourceSpan(MethodBase? Method, int Offset);
