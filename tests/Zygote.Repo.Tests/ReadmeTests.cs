using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>What the documents show is compiled code, and what they link to exists.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("README.md", "ReadmeSnippets.cs")]
    [InlineData("docs/rules.md", "RuleSnippets.cs")]
    [InlineData("docs/complex.md", "ComplexSnippets.cs")]
    [InlineData("docs/sparse.md", "SparseSnippets.cs")]
    [InlineData("docs/implicit.md", "ImplicitSnippets.cs")]
    [InlineData("docs/checkpoints.md", "CheckpointSnippets.cs")]
    [InlineData("docs/special-functions.md", "SpecialFunctionSnippets.cs")]
    [InlineData("docs/special-functions-bessel.md", "BesselSnippets.cs")]
    [InlineData("docs/speed.md", "SpeedSnippets.cs")]
    [InlineData("docs/arrays.md", "ArraysSnippets.cs")]
    [InlineData("docs/mathnet.md", "MathNetSnippets.cs")]
    [InlineData("docs/tensor-primitives.md", "TensorSnippets.cs")]
    public void Code_blocks_are_snippets_of_compiled_tests(string document, string source)
    {
        // A class of snippets may have several parts.
        var parts = Directory.GetFiles(Path.Combine(Repository.Root, "tests/Zygote.Repo.Tests"), Path.ChangeExtension(source, "*cs"));
        var snippets = parts.SelectMany(p => Snippets(File.ReadAllText(p).ReplaceLineEndings("\n"))).ToArray();
        var blocks = CodeBlock().Matches(Repository.Read(document)).Select(m => Lines(m.Groups[1].Value)).ToArray();
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
            Assert.True(snippets.Contains(block), $"{document} shows what {source} does not contain as a snippet:\n{block}");
        foreach (var snippet in snippets)
            Assert.True(blocks.Contains(snippet), $"{source} has a snippet that {document} does not show:\n{snippet}");
    }

    [Fact]
    public void The_readme_fits_on_a_screen_or_two() =>
        Assert.InRange(Repository.Read("README.md").AsSpan().Count('\n'), 20, 110);

    [Fact]
    public void Links_and_paths_in_documents_exist()
    {
        foreach (var document in Repository.Files("", ".md"))
        {
            var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
            foreach (var link in Link().Matches(Repository.Read(document)).Select(m => m.Groups[1].Value))
            {
                if (!link.Contains("://", StringComparison.Ordinal))
                    Assert.True(Path.Exists(Path.Combine(folder, link)), $"{document} links to {link}, which does not exist");
            }

            foreach (var path in SourcePath().Matches(Repository.Read(document)).Select(m => m.Groups[1].Value))
                Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{document} names {path}, which does not exist");
        }
    }

    /// <summary>What stands between <c>// snippet: name</c> and <c>// end</c>.</summary>
    static IEnumerable<string> Snippets(string source) =>
        Snippet().Matches(source).Select(m => Lines(m.Groups[1].Value));

    /// <summary>Without the indentation that all lines share.</summary>
    static string Lines(string text)
    {
        var lines = text.Trim('\n').Split('\n').Select(l => l.TrimEnd()).ToArray();
        var indentation = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length > 0 ? l[indentation..] : l)).Trim('\n');
    }

    [GeneratedRegex("""```csharp\n(.*?)```""", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("""// snippet: [^\n]*\n(.*?\n)[ ]*// end""", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex("""\]\(([^)#\s]+)(?:#[^)]*)?\)""")]
    private static partial Regex Link();

    [GeneratedRegex("""`((?:src|tests|docs|eng|bench|samples)/[\w./-]+)`""")]
    private static partial Regex SourcePath();
}
