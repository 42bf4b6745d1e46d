using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Threading;

namespace Zygote.Lifting;

/// <summary>The debugging information of one module, embedded in the assembly or beside it.</summary>
sealed class PortablePdb
{
    // Weak, so that a module that can be unloaded is not kept.
    static readonly ConditionalWeakTable<Module, StrongBox<PortablePdb?>> Cache = [];

    readonly MetadataReaderProvider _provider;
    readonly MetadataReader _reader;
    readonly Lock _lock = new();

    PortablePdb(MetadataReaderProvider provider)
    {
        _provider = provider; // owns the memory that the reader reads
        _reader = provider.GetMetadataReader();
    }

    public static PortablePdb? Of(MethodBase method)
    {
        // Methods that were generated at run time have neither a file nor a token.
        if (method.GetType().Namespace == "System.Reflection.Emit" || method.Module.Assembly.IsDynamic)
            return null;
        return Cache.GetValue(method.Module, static m => new StrongBox<PortablePdb?>(Open(m))).Value;
    }

    /// <summary>The last visible sequence point at or before the offset, or else the first one.</summary>
    public (string File, int Line)? LineAt(int methodToken, int offset)
    {
        lock (_lock)
        {
            var information = _reader.GetMethodDebugInformation(MethodHandle(methodToken));
            SequencePoint? best = null;
            foreach (var point in information.GetSequencePoints())
            {
                if (!point.IsHidden && (best is null || point.Offset <= offset))
                    best = point;
            }

            return best is { } found ? (FileName(found.Document), found.StartLine) : null;
        }
    }

    /// <summary>Names by number. A number that has several names, because the compiler reused it, has none here.</summary>
    public Dictionary<int, string> LocalNames(int methodToken)
    {
        var names = new Dictionary<int, string>();
        var ambiguous = new HashSet<int>();
        lock (_lock)
        {
            foreach (var scope in _reader.GetLocalScopes(MethodHandle(methodToken)))
            {
                foreach (var handle in _reader.GetLocalScope(scope).GetLocalVariables())
                {
                    var variable = _reader.GetLocalVariable(handle);
                    var name = _reader.GetString(variable.Name);
                    if (!names.TryAdd(variable.Index, name) && names[variable.Index] != name)
                        ambiguous.Add(variable.Index);
                }
            }
        }

        foreach (var number in ambiguous)
            names.Remove(number);
        return names;
    }

    string FileName(DocumentHandle document) => _reader.GetString(_reader.GetDocument(document).Name);

    static MethodDefinitionHandle MethodHandle(int token) => (MethodDefinitionHandle)MetadataTokens.EntityHandle(token);

    static PortablePdb? Open(Module module)
    {
        try
        {
            var path = module.FullyQualifiedName; // "<Unknown>" for an assembly that was loaded from memory
            if (!File.Exists(path))
                return null;
            using var image = new PEReader(File.OpenRead(path));
            return image.TryOpenAssociatedPortablePdb(path, OpenFile, out var provider, out _) && provider is not null
                ? new PortablePdb(provider)
                : null;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return null; // lines are a convenience: without them messages give the offset
        }
    }

    /// <summary>Into memory, so that the file can be rebuilt while this process runs.</summary>
    static MemoryStream? OpenFile(string path) => File.Exists(path) ? new MemoryStream(File.ReadAllBytes(path)) : null;
}
