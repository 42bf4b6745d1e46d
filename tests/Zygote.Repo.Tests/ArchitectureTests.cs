using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>The IR that ARCHITECTURE.md shows is that of the golden files; ZYGOTE_ACCEPT=1 puts it there.</summary>
public sealed partial class ArchitectureTests
{
    const string Document = "ARCHITECTURE.md";

    [Fact]
    public void Prints_of_the_stages_are_goldens()
    {
        var text = Repository.Read(Document);
        var expected = Shown().Replace(text, m => $"<!-- golden: {m.Groups[1]}, {m.Groups[2]} -->\n```\n{Section(m)}\n```\n");
        if (Environment.GetEnvironmentVariable("ZYGOTE_ACCEPT") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Document), expected);
        else
            Assert.Equal(expected, text);
    }

    static string Section(Match mark)
    {
        var golden = Repository.Read("tests/Zygote.Compiler.Tests/Stages/goldens/" + mark.Groups[1].Value);
        var section = golden.Split("// ").Single(s => s.StartsWith(mark.Groups[2].Value + "\n", StringComparison.Ordinal));
        return section[(section.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n');
    }

    [GeneratedRegex("""<!-- golden: ([\w.]+), ([^>]*) -->\n(?:```\n.*?```\n)?""", RegexOptions.Singleline)]
    private static partial Regex Shown();
}
