using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>docs/language.md: each row names tests that exist and run, or a text with which the construct is refused.</summary>
public sealed partial class LanguageTests
{
    static readonly string[] Lines = Repository.Read("docs/language.md").Split('\n');

    /// <summary>By class, the methods that are tests; true for those that are skipped.</summary>
    static readonly Dictionary<string, Dictionary<string, bool>> Tests = ReadTests();

    static IEnumerable<(string Construct, string Status, string Shown)> Rows =>
        from line in Lines
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Construct", StringComparison.Ordinal)
        let cells = line.Trim('|', ' ').Split(" | ")
        select (cells[0].Trim(), cells[1].Trim(), cells[2].Trim());

    [Fact]
    public void What_works_is_shown_by_tests_that_run()
    {
        var wrong = new List<string>();
        foreach (var (construct, status, shown) in Rows.Where(r => r.Status == "works"))
        {
            var names = Names().Matches(shown);
            if (names.Count == 0)
                wrong.Add($"{construct}: no test is named");
            foreach (Match name in names)
            {
                var (type, method) = (name.Groups[1].Value, name.Groups[2].Value);
                if (!Tests.TryGetValue(type, out var methods) || !methods.TryGetValue(method, out var skipped))
                    wrong.Add($"{construct}: there is no test {name.Value}");
                else if (skipped)
                    wrong.Add($"{construct}: {name.Value} is skipped");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_is_refused_has_a_text()
    {
        var limits = Spaces().Replace(Repository.Read("docs/limitations.md"), " ");
        var wrong = Rows.Where(r => r.Status == "refused" && !limits.Contains(Spaces().Replace(r.Shown, " "), StringComparison.Ordinal));
        Assert.True(!wrong.Any(), "not in docs/limitations.md:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Every_class_of_behaviour_tests_has_its_place()
    {
        var named = Lines.SelectMany(l => Names().Matches(l)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal([], Tests.Keys.Where(t => !named.Contains(t)).Order());
    }

    [Fact]
    public void A_row_works_or_is_refused() =>
        Assert.Equal([], Rows.Where(r => r.Status is not ("works" or "refused")).Select(r => r.Construct));

    static Dictionary<string, Dictionary<string, bool>> ReadTests()
    {
        var result = new Dictionary<string, Dictionary<string, bool>>();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "tests/Zygote.Behavior.Tests"), "*Tests*.cs"))
        {
            var text = File.ReadAllText(file);
            var type = Classes().Match(text).Groups[1].Value;
            if (!result.TryGetValue(type, out var methods))
                methods = result[type] = [];
            foreach (Match test in Methods().Matches(text))
                methods[test.Groups[2].Value] = test.Groups[1].Value.Contains("Skip", StringComparison.Ordinal);
        }

        return result;
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex Names();

    [GeneratedRegex(@"public (?:sealed )?(?:partial )?(?:unsafe )?class (\w+)")]
    private static partial Regex Classes();

    [GeneratedRegex(@"\[(?:Fact|Theory)([^\n]*)\](?:\s*\[[^\n]*\])*\s*public (?:async )?(?:static )?(?:unsafe )?(?:void|Task) (\w+)\(")]
    private static partial Regex Methods();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
