using System;

namespace Zygote.Rules;

static class RuleTable
{
    public static int Version => 0;

    public static void Register(Type rules) => throw new NotImplementedException();
}
