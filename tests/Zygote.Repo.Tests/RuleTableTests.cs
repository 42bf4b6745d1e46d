using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>docs/functions.md: every function that has a rule, read from the attributes; ZYGOTE_ACCEPT=1 writes it.</summary>
public sealed class RuleTableTests
{
    const string Document = "docs/functions.md";

    static readonly string[] Libraries =
        ["Zygote", "Zygote.SpecialFunctions", "Zygote.Arrays", "Zygote.MathNet", "Zygote.TensorPrimitives"];

    const string Head = """
        # Functions with rules

        Generated from the attributes in the assemblies by a test; with `ZYGOTE_ACCEPT=1` in the environment the test rewrites it.
        A function that is not here is differentiated by its own code. [Rules](rules.md) says what the kinds mean.

        """;

    /// <summary>A rule, by the type and the function that it is for.</summary>
    sealed record Row(Type Target, string Name, string Kind);

    [Fact]
    public void The_page_lists_the_functions_with_rules()
    {
        var text = new StringBuilder(Head);
        foreach (var library in Libraries)
        {
            Row[] rows = [.. Rows(Assembly.Load(library)).Where(r => r.Target.IsVisible).Distinct()];
            if (rows.Length == 0)
                continue;
            text.Append($"\n## {library}\n\n| type | functions | rule |\n|---|---|---|\n");
            foreach (var group in rows.GroupBy(r => (Type: NameOf(r.Target), r.Kind)).OrderBy(g => g.Key.Type, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Kind, StringComparer.Ordinal))
            {
                var names = group.Select(r => r.Name).Distinct().Order(StringComparer.Ordinal).Select(n => $"`{n}`");
                text.Append($"| `{group.Key.Type}` | {string.Join(", ", names)} | {group.Key.Kind} |\n");
            }
        }
        if (Environment.GetEnvironmentVariable("ZYGOTE_ACCEPT") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Document), text.ToString());
        else
            Assert.Equal(text.ToString(), Repository.Read(Document));
    }

    static IEnumerable<Row> Rows(Assembly assembly)
    {
        const BindingFlags Own =
            BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        foreach (var type in assembly.GetTypes())
        {
            foreach (var flat in type.GetCustomAttributes<ZeroDerivativeAttribute>().Where(a => a.Type is not null))
            {
                foreach (var name in flat.Methods.Length == 0 ? ["all"] : flat.Methods)
                    yield return new Row(flat.Type!, name, "derivative zero");
            }
            foreach (var method in type.GetMethods(Own))
            {
                foreach (var a in method.GetCustomAttributes<DerivativeOfAttribute>())
                    yield return new Row(a.Type, Shown(a.Method), "partials");
                foreach (var a in method.GetCustomAttributes<PullbackOfAttribute>())
                    yield return new Row(a.Type, Shown(a.Method), "pullback");
                foreach (var a in method.GetCustomAttributes<PushforwardOfAttribute>())
                    yield return new Row(a.Type, Shown(a.Method), "pushforward");
                foreach (var a in method.GetCustomAttributes<SubstituteForAttribute>())
                    yield return new Row(a.Type, Shown(a.Method), "another body");
                if (method.GetCustomAttributes<ZeroDerivativeAttribute>().Any(a => a.Type is null))
                    yield return new Row(type, Shown(method.Name), "derivative zero");
            }
        }
    }

    static string Shown(string name) => name.StartsWith("get_", StringComparison.Ordinal) ? name[4..] : name;

    static string NameOf(Type type)
    {
        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
            name += $"<{string.Join(", ", type.GetGenericArguments().Select(t => t.Name))}>";
        return type.IsNested ? $"{NameOf(type.DeclaringType!)}.{name}" : $"{type.Namespace}.{name}";
    }
}
