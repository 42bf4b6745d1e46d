using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

using Xunit;

namespace Zygote.Repo.Tests;

public sealed partial class SourceTests
{
    const int MaxLines = 400;

    /// <summary>Files that are longer, with the number of lines that they may have. Make it smaller when you can.</summary>
    static readonly Dictionary<string, int> LongFiles = new()
    {
        ["src/Zygote.Differentiation/Activity.cs"] = 500,
        ["src/Zygote.Differentiation/Reverse.cs"] = 600,
    };

    static readonly string[] Texts = [".cs", ".csproj", ".props", ".slnx", ".json", ".md", ".sh", ".txt"];

    [Fact]
    public void Source_files_are_short()
    {
        foreach (var file in Repository.Files("src", ".cs"))
        {
            var lines = Repository.Read(file).AsSpan().Count('\n');
            var limit = LongFiles.GetValueOrDefault(file, MaxLines);
            Assert.True(lines <= limit, $"{file} has {lines} lines, more than {limit}: it holds two concepts");
        }
    }

    [Fact]
    public void Exceptions_to_the_length_are_needed()
    {
        foreach (var file in LongFiles.Keys)
            Assert.True(Repository.Read(file).AsSpan().Count('\n') > MaxLines, $"{file} is short enough now: take it off the list");
    }

    [Fact]
    public void No_tabs_and_no_paths_of_a_machine()
    {
        foreach (var file in Repository.Files("", Texts))
        {
            var text = Repository.Read(file);
            Assert.False(text.Contains('\t'), $"{file} contains a tab");
            var path = MachinePath().Match(text);
            Assert.False(path.Success, $"{file} names a path of one machine: {path.Value}");
        }
    }

    [Fact]
    public void Every_to_do_has_an_issue_number()
    {
        foreach (var file in Repository.Files("", Texts))
        {
            var note = ToDo().Match(Repository.Read(file));
            Assert.False(note.Success, $"{file}: {note.Value}");
        }
    }

    /// <summary>The name of a golden file, or what stands before its extension, is written in a test beside the folder.</summary>
    [Fact]
    public void Every_golden_file_has_a_test()
    {
        foreach (var file in Repository.Files("tests").Where(f => f.Contains("/goldens/", StringComparison.Ordinal)))
        {
            var folder = file[..file.IndexOf("/goldens/", StringComparison.Ordinal)];
            var name = Path.GetFileName(file);
            var stem = name[..name.IndexOf('.', StringComparison.Ordinal)];
            var tests = Repository.Files(folder, ".cs").Select(Repository.Read);
            Assert.True(
                tests.Any(t => t.Contains('"' + name + '"', StringComparison.Ordinal)
                    || t.Contains('"' + stem + '"', StringComparison.Ordinal)
                    || t.Contains($"nameof({stem})", StringComparison.Ordinal)),
                $"no test in {folder} names {name}");
        }
    }

    [GeneratedRegex("""(?<![\w.])(/(home|Users|work|tmp|root)/|[A-Z]:\\\\?Users)[\w/\\.-]*""")]
    private static partial Regex MachinePath();

    // Written so that it does not find itself.
    [GeneratedRegex("""\b(TO""" + """DO(?!\(#\d+\))|FIX""" + """ME|HA""" + """CK\b).*""")]
    private static partial Regex ToDo();
}
