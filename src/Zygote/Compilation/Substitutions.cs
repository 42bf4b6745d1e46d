using System;
using System.Collections.Generic;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Compilation;

/// <summary>Plain C# bodies that stand in for platform methods whose own code cannot be read.</summary>
static class Substitutions
{
    public static MethodInfo? Find(MethodBase method, IReadOnlyList<Value> arguments) => null;
}
