using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Where in the source an instruction was written, for messages.</summary>
static class SourceLines
{
    /// <summary>Null where no portable PDB is in or beside the assembly, or the method has no source.</summary>
    public static (string File, int Line)? Find(SourceSpan span) =>
        span.Method is { } method ? PortablePdb.Of(method)?.LineAt(method.MetadataToken, span.Offset) : null;
}
