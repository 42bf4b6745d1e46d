using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

using Zygote.Differentiation;

namespace Zygote.Rules;

/// <summary>
/// Finds assemblies with rules for others (<see cref="RulesForAttribute"/>). Nothing refers to them, so they are looked for in
/// the files of the application, by metadata, and only the fitting ones are loaded. Guarded by the lock of <see cref="RuleTable"/>.
/// </summary>
static class RuleLibraries
{
    static readonly HashSet<string> SeenFiles = new(StringComparer.OrdinalIgnoreCase);
    static readonly ConditionalWeakTable<Assembly, List<string>> SeenAssemblies = [];
    static readonly List<(string Path, List<string> Targets)> Files = [];

    static readonly string Framework = DirectoryOf(typeof(object).Assembly);

    /// <summary>Whether there may be rules elsewhere: it is not part of the framework, and could not have them itself.</summary>
    public static bool IsForeign(Assembly assembly) =>
        !assembly.IsDynamic && !IsCompiler(assembly) && !IsFramework(assembly)
        && RuleScanner.Metadata(assembly) is { } reader && !RuleScanner.KnowsZygote(reader);

    /// <summary>Whether it is a library of rules.</summary>
    public static bool IsLibrary(Assembly assembly) => TargetsOf(assembly).Count > 0;

    /// <summary>Assemblies with rules for this one, loaded if need be.</summary>
    public static List<Assembly> For(Assembly assembly)
    {
        var target = assembly.GetName().Name!;
        LookForFiles();
        var result = new List<Assembly>();
        foreach (var (path, targets) in Files)
        {
            if (targets.Contains(target) && Load(path, assembly) is var library && !result.Contains(library))
                result.Add(library);
        }
        foreach (var loaded in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (TargetsOf(loaded).Contains(target) && !result.Contains(loaded))
                result.Add(loaded);
        }
        return result;
    }

    static List<string> TargetsOf(Assembly assembly) => SeenAssemblies.GetValue(
        assembly, static a => !a.IsDynamic && RuleScanner.Metadata(a) is { } reader ? RuleScanner.Targets(reader) : []);

    /// <summary>What supports derivatives at run time is below the rules: it does not know this assembly.</summary>
    static bool IsCompiler(Assembly assembly) =>
        assembly == typeof(Tape).Assembly || assembly == typeof(Passes.SpareMemory).Assembly || assembly == typeof(IR.Function).Assembly;

    /// <summary>An application that brings its own framework has it beside itself.</summary>
    static bool IsFramework(Assembly assembly)
    {
        var directory = DirectoryOf(assembly);
        return directory.Length == 0
            ? SystemTypes.IsSystem(assembly)
            : directory == Framework && directory != Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
    }

    static string DirectoryOf(Assembly assembly) => Path.GetDirectoryName(assembly.Location) ?? "";

    static void LookForFiles()
    {
        var trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        var beside = Directory.Exists(AppContext.BaseDirectory) ? Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll") : [];
        foreach (var path in trusted.Split(Path.PathSeparator).Concat(beside))
        {
            // The same file may be listed in both places.
            var name = Path.GetFileName(path);
            if (name.StartsWith("Zygote.", StringComparison.OrdinalIgnoreCase) && SeenFiles.Add(name)
                && TargetsOf(path) is { Count: > 0 } targets)
            {
                Files.Add((path, targets));
            }
        }
    }

    static List<string> TargetsOf(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return file.HasMetadata ? RuleScanner.Targets(file.GetMetadataReader()) : [];
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            // Not an assembly that could be loaded.
            return [];
        }
    }

    /// <summary>Beside the assembly that the rules are for, so that both mean the same types.</summary>
    static Assembly Load(string path, Assembly beside)
    {
        var context = AssemblyLoadContext.GetLoadContext(beside) ?? AssemblyLoadContext.Default;
        try
        {
            return context.LoadFromAssemblyName(AssemblyName.GetAssemblyName(path));
        }
        catch (FileNotFoundException)
        {
            return context.LoadFromAssemblyPath(path);
        }
    }
}
