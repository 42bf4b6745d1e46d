using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Zygote.Tests.Rules;

/// <summary>
/// Runs C# code with a compiler and libraries of its own, loaded a second time: rules count in all of a program, and these are
/// wrong on purpose.
/// </summary>
sealed class SeparateProgram() : AssemblyLoadContext("program")
{
    const string Usings = "using System; using System.Collections.Generic; using System.Numerics.Tensors; using Zygote; "
        + "using Special = MathNet.Numerics.SpecialFunctions; ";

    /// <summary>What the static method <c>Run</c> of the class <c>Program</c> returns.</summary>
    public static T Run<T>(string code) => (T)Invoke(code)!;

    static object? Invoke(string code)
    {
        var references = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsOurs)
            .Concat(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => !IsOurs(p)))
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(
            "Program", [CSharpSyntaxTree.ParseText(Usings + code)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return new SeparateProgram().LoadFromStream(image).GetType("Program")!
            .GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<Func<object>>()();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
        return IsOurs(path) && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    static bool IsOurs(string path) =>
        Path.GetFileName(path) is var name
        && (name.StartsWith("Zygote.", StringComparison.Ordinal) || name is "MathNet.Numerics.dll" or "System.Numerics.Tensors.dll");
}
