using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

using Xunit;

namespace Zygote.Repo.Tests;

/// <summary>docs/limitations.md names every refusal, and what it calls a limit is one.</summary>
public sealed partial class LimitationsTests
{
    static readonly string Document = Spaces().Replace(Repository.Read("docs/limitations.md"), " ");

    /// <summary>A limit that has gone fails here: then it is to be taken out of README.md and docs/limitations.md.</summary>
    public static TheoryData<string> Limits => [.. Refused.Keys];

    static readonly Dictionary<string, Func<double, double>> Refused = new()
    {
        ["task that is completed by hand"] = Completed,
        ["decimal"] = x => (double)((decimal)x * 2),
        ["bits of a vector"] = x => Vector128.Create(x).AsInt64()[0] * x,
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Limits_are_refused_in_both_modes(string name)
    {
        var f = Refused[name];
        Assert.True(double.IsFinite(f(1.5)));
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f));
        Assert.Throws<NotDifferentiableException>(() => AD.Derivative(f));
    }

    [Fact]
    public void Recursion_has_derivatives_of_every_order()
    {
        Assert.Equal(80, AD.Derivative((double x) => Power(x, 5), 2.0));
        Assert.Equal(160, AD.NthDerivative((double x) => Power(x, 5), 2)(2));
        Assert.Equal(240, AD.NthDerivative((double x) => Power(x, 5), 3)(2));
    }

    [Theory]
    [InlineData("src/Zygote.Differentiation/Runtime/Background.cs")]
    [InlineData("src/Zygote.Differentiation/Runtime/Conduit.cs")]
    [InlineData("src/Zygote.Differentiation/Runtime/StartedWork.cs")]
    [InlineData("src/Zygote.Lifting/Refusals.cs")]
    [InlineData("src/Zygote.Differentiation/Refusals.cs")]
    [InlineData("src/Zygote/Rules/Refused.cs")]
    [InlineData("src/Zygote/Control/Checkpoints.cs")]
    public void Every_refusal_is_documented(string file)
    {
        var missing = Literals(Repository.Read(file)).Where(t => !Document.Contains(t, StringComparison.Ordinal)).Distinct();
        Assert.True(!missing.Any(), "docs/limitations.md lacks:\n" + string.Join('\n', missing));
    }

    /// <summary>The texts of a source file; what is inserted into them is written as three dots.</summary>
    static IEnumerable<string> Literals(string source)
    {
        source = Concatenation().Replace(Comment().Replace(source, ""), "");
        return Literal().Matches(source).Select(m => Dots().Replace(Hole().Replace(m.Groups[1].Value, "..."), "..."))
            .Where(t => t.Any(char.IsLetter));
    }

    static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    static double Completed(double x)
    {
        var source = new TaskCompletionSource<double>();
        source.SetResult(x * x);
        return source.Task.Result;
    }

    [GeneratedRegex("""\s+""")]
    private static partial Regex Spaces();

    [GeneratedRegex("""^\s*//.*$""", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex Concatenation();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""\{[^}]*\}""")]
    private static partial Regex Hole();

    [GeneratedRegex("""\.{3,}""")]
    private static partial Regex Dots();
}
