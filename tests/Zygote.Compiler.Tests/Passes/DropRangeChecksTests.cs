using System.Linq;

using Xunit;

using Zygote.IR;
using Zygote.Passes;

namespace Zygote.Compiler.Tests.Passes;

public sealed class DropRangeChecksTests
{
    /// <summary>Counts how often a test of the counter fails; what begins, what is the limit, and how it goes on are given.</summary>
    static Function Loop(string start, string condition, string test, string next) => Parser.Parse($$"""
        function f(int, int) -> int {
        b0(%n: int, %m: int):
          br b1({{start}}, 0)
        b1(%i: int, %failed: int):
          %go = compare.{{condition}}
          br.if %go, b2(), b5()
        b2():
          %out = compare.{{test}}
          br.if %out, b3(), b4(%failed)
        b3():
          %more = add %failed, 1
          br b4(%more)
        b4(%sum: int):
          %j = {{next}}
          br b1(%j, %sum)
        b5():
          return %failed
        }
        """);

    [Theory]
    [InlineData("0", "lt %i, %n", "ge.un %i, %n", "add %i, 1", true)]
    [InlineData("0", "gt %n, %i", "ge.un %i, %n", "add %i, 1", true)]
    [InlineData("3", "lt %i, %n", "le.un %n, %i", "add %i, 1", true)]
    [InlineData("-1", "lt %i, %n", "ge.un %i, %n", "add %i, 1", false)]
    [InlineData("%m", "lt %i, %n", "ge.un %i, %n", "add %i, 1", false)]
    [InlineData("0", "lt %i, %n", "ge.un %i, %m", "add %i, 1", false)]
    [InlineData("0", "le %i, %n", "ge.un %i, %n", "add %i, 1", false)]
    [InlineData("0", "lt %i, %n", "ge.un %i, %n", "add %i, 1000000000", false)]
    [InlineData("0", "ne %i, %n", "ge.un %i, %n", "add %i, 1", false)]
    public void Tests_that_the_loop_implies(string start, string condition, string test, string next, bool goes)
    {
        var f = Loop(start, condition, test, next);
        Assert.Equal(goes, DropRangeChecks.Run(f));
        Verifier.Verify(f, nameof(DropRangeChecks));
        foreach (var (n, m) in ((int, int)[])[(0, 0), (5, 2), (2, 5)])
        {
            if (start == "%m" && m > n && condition.StartsWith("ne", System.StringComparison.Ordinal))
                continue;
            Assert.Equal(
                Evaluator.Run(Loop(start, condition, test, next), n, m), Evaluator.Run(f, n, m));
        }
    }

    [Fact]
    public void A_test_after_the_loop_stays()
    {
        var f = Parser.Parse("""
            function f(int) -> int {
            b0(%n: int):
              br b1(0)
            b1(%i: int):
              %go = compare.lt %i, %n
              br.if %go, b2(), b3()
            b2():
              %j = add %i, 1
              br b1(%j)
            b3():
              %out = compare.ge.un %i, %n
              return %out
            }
            """);
        Assert.False(DropRangeChecks.Run(f));
        Assert.Equal(1, f.Blocks.SelectMany(b => b.Instructions).Count(i => i.Payload is Comparison.GreaterOrEqualUn));
    }
}
