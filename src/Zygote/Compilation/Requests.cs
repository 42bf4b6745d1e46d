namespace Zygote.Compilation;

/// <summary>What is asked of a function, as one number: a constant that can be seen in the IR of code that asks.</summary>
static class Requests
{
    public const int Gradient = 0;
    public const int Pushforward = 1;
    public const int Pullback = 2;
    const int Orders = 16;

    public static int NthDerivative(int order) => Orders + order;

    /// <summary>Of a request made by <see cref="NthDerivative"/>; negative for others.</summary>
    public static int OrderOf(int request) => request - Orders;
}
