using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// What happens to variables of an inline array type, which are arrays in the IR. A variable keeps its array for good, since
/// spans may lead to it: assignment copies the elements, and a value is a copy.
/// </summary>
static class InlineArrayMembers
{
    public static T[] Value<T>(T[] variable)
    {
        var copy = new T[variable.Length];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = variable[i];
        return copy;
    }

    public static void Assign<T>(T[] variable, T[] value)
    {
        for (var i = 0; i < variable.Length; i++)
            variable[i] = value[i];
    }

    public static void Clear<T>(T[] variable)
    {
        for (var i = 0; i < variable.Length; i++)
            variable[i] = default!;
    }

    /// <summary>Copies elements that lie one behind the other (cpblk).</summary>
    public static void CopyBlock<T>(ref T to, ref T from, int count)
    {
        for (var i = 0; i < count; i++)
            Addresses.Offset(ref to, i) = Addresses.Offset(ref from, i);
    }
}
