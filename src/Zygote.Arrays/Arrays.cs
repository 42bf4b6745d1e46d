namespace Zygote;

/// <summary>Functions of arrays whose derivatives are better than those of their loops.</summary>
public static partial class Arrays
{
}
