using System;

using Xunit;

using Zygote.Testing;

namespace Zygote.Tests.Testing;

public sealed class RuleCheckTests
{
    [Fact]
    public void A_correct_derivative_passes() => RuleCheck.Verify((double x) => x * Math.Sin(x), 0.7);
}
