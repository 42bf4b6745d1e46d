using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Zygote.RandomPrograms.Tests;

/// <summary>Programs compiled together, in a load context that can be collected.</summary>
sealed class ProgramSet : IDisposable
{
    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll" or "System.Linq.dll")
            .Append(typeof(ProgramSet).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    readonly AssemblyLoadContext _context;
    readonly Assembly _assembly;

    ProgramSet(AssemblyLoadContext context, Assembly assembly)
    {
        _context = context;
        _assembly = assembly;
    }

    public static ProgramSet Compile(IEnumerable<string> programs, OptimizationLevel level) =>
        TryCompile(programs, level, out var errors) ?? throw new InvalidOperationException(errors);

    public static ProgramSet? TryCompile(IEnumerable<string> programs, OptimizationLevel level, out string errors)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            "Programs" + Guid.NewGuid().ToString("N"),
            programs.Select(p => CSharpSyntaxTree.ParseText(p, parsing)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: level, warningLevel: 0));
        using var image = new MemoryStream();
        var result = compilation.Emit(image, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        errors = string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(20)
            .Select(d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}"));
        if (!result.Success)
            return null;
        image.Position = 0;
        var context = new AssemblyLoadContext("programs", isCollectible: true);
        context.Resolving += (_, name) => name.Name == typeof(ProgramSet).Assembly.GetName().Name ? typeof(ProgramSet).Assembly : null;
        return new ProgramSet(context, context.LoadFromStream(image));
    }

    public MethodInfo Method(string className) => _assembly.GetType(className)!.GetMethod("F")!;

    public void Dispose() => _context.Unload();
}
