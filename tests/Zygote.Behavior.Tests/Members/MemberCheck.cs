using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Zygote.Behavior.Tests;

/// <summary>Compiles programs that call one member each, and compares their derivatives with central differences.</summary>
static class MemberCheck
{
    /// <summary>Where the arguments lie, at random. Not all members are defined everywhere, or smooth.</summary>
    static readonly (double From, double To)[] Ranges = [(0.2, 0.9), (1.1, 1.9), (-0.9, 0.9), (0.2, 2.0), (0.5, 2.5)];

    /// <summary>Step and tolerance by precision: double, float, Half.</summary>
    static readonly (double Step, double Tolerance, double OfValue, double Modes)[] Precisions =
        [(1e-3, 1e-6, 0, 1e-9), (0.015, 4e-3, 0.02, 1e-4), (0.12, 6e-2, 0.05, 2e-2)];

    /// <summary>The programs that are not as they should be, each with what is wrong; <c>refused</c> where it is that.</summary>
    public static List<(string Name, string Problem)> Run(IReadOnlyList<MemberPrograms.Program> programs)
    {
        var (compiled, problems) = Compile(programs);
        for (var i = 0; i < programs.Count; i++)
        {
            if (compiled.GetType("M" + i)?.GetMethod("F") is { } method
                && Problem(programs[i], method.CreateDelegate<Func<double[], double>>()) is { } problem)
                problems.Add((programs[i].Name, problem));
        }

        return problems;
    }

    static (Assembly Assembly, List<(string, string)> Problems) Compile(IReadOnlyList<MemberPrograms.Program> programs)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p)).ToArray();
        var debug = typeof(MemberCheck).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
        var trees = programs.Select((p, i) => CSharpSyntaxTree.ParseText(
            "using System; using System.Numerics; using System.Runtime.Intrinsics; public static class M" + i
            + " { public static unsafe double F(double[] p) { " + p.Body + " } }")).ToArray();
        var compilation = CSharpCompilation.Create("Members" + Guid.NewGuid().ToString("N"), trees, references, new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: debug ? OptimizationLevel.Debug : OptimizationLevel.Release,
            allowUnsafe: true, warningLevel: 0));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => (programs[Array.IndexOf(trees, d.Location.SourceTree)].Name, d.GetMessage())).ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join('\n', errors));
        image.Position = 0;
        return (new AssemblyLoadContext("members", isCollectible: true).LoadFromStream(image), []);
    }

    static string? Problem(MemberPrograms.Program program, Func<double[], double> f)
    {
        var last = "no point where it is smooth";
        foreach (var p in Points(program.Inputs))
        {
            try
            {
                var y = f(p);
                if (At(program, f, p, y) is not { } problem)
                    return null;
                if (!problem.StartsWith('('))
                    return problem;
                last = problem;
            }
            catch (NotDifferentiableException e)
            {
                return "refused: " + e.Reason;
            }
            catch (Exception e) when (e is ArgumentException or OverflowException)
            {
                last = e.Message;
            }
        }

        return last;
    }

    /// <summary>The last two in order, for what wants it.</summary>
    static IEnumerable<double[]> Points(int count)
    {
        var seed = 5;
        foreach (var (from, to) in Ranges)
        {
            var random = new Random(seed++);
            yield return [.. Enumerable.Range(0, count).Select(_ => Math.Round(from + ((to - from) * random.NextDouble()), 3))];
        }

        yield return [.. Enumerable.Range(0, count).Select(i => 0.3 + (0.41 * i))];
        yield return [.. Enumerable.Range(0, count).Select(i => i == 0 ? 0.7 : 0.3 + (0.8 * (i - 1)))];
    }

    /// <summary>In parentheses what may be otherwise at another point.</summary>
    static string? At(MemberPrograms.Program program, Func<double[], double> f, double[] p, double y)
    {
        var (step, tolerance, ofValue, modes) = Precisions[program.Precision];
        var (value, gradient) = AD.ValueAndGradient(f, p);
        if (BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(y))
            return $"value {value:R}, not {y:R}";
        if (!double.IsFinite(y))
            return Array.TrueForAll(gradient, g => g == 0) ? "(flat)" : "(not finite)";
        var random = new Random(7);
        var direction = p.Select(_ => (random.NextDouble() * 2) - 1).ToArray();
        var (value2, tangent) = AD.Pushforward(f)(p, direction);
        if (BitConverter.DoubleToInt64Bits(value2) != BitConverter.DoubleToInt64Bits(y))
            return $"value of Pushforward {value2:R}, not {y:R}";
        var along = gradient.Zip(direction, (a, b) => a * b).Sum();
        if (!(Math.Abs(along - tangent) <= modes * (1 + Math.Abs(tangent))))
            return $"forward {tangent:R}, reverse {along:R}";
        double Line(double h) => f([.. p.Zip(direction, (a, b) => a + (h * b))]);
        if (program.IsFlat)
        {
            // What p[0] is multiplied with may jump, but nowhere near.
            var slope = (Line(1e-6) - Line(-1e-6)) / 2e-6;
            return Math.Abs(slope - tangent) <= 1e-5 * (1 + Math.Abs(slope)) ? null : $"flat, but {tangent:R} for {slope:R}";
        }

        double Difference(double h) => ((8 * (Line(h) - Line(-h))) - Line(2 * h) + Line(-2 * h)) / (12 * h);
        var size = 1 + Math.Abs(tangent) + (ofValue * Math.Abs(y));
        var (wide, narrow) = (Difference(step), Difference(step / 4));
        if (!(Math.Abs(wide - narrow) <= tolerance * size))
            return $"(differences {wide:R} and {narrow:R})";
        return Math.Abs(wide - tangent) <= tolerance * size ? null : $"derivative {tangent:R}, difference {wide:R}";
    }
}
