namespace Zygote;

/// <summary>Functions of mathematical physics and statistics on real numbers, each with its derivatives.</summary>
public static partial class SpecialFunctions
{
}
