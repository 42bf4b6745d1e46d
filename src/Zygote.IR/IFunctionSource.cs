using System.Reflection;

namespace Zygote.IR;

/// <summary>
/// Gives the IR of methods to stages that may not see the lifter. The function returned is shared: clone it before changing it.
/// </summary>
interface IFunctionSource
{
    /// <summary>The lifted and simplified body.</summary>
    /// <exception cref="Refusal">The method has no IL or holds a construct that is not lifted.</exception>
    Function GetFunction(MethodBase method);
}
