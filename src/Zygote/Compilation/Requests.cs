namespace Zygote.Compilation;

/// <summary>What is asked of a function, as one number: a constant that can be seen in the IR of code that asks.</summary>
static class Requests
{
    public const int Gradient = 0;
    public const int Pushforward = 1;
    public const int Pullback = 2;

    /// <summary>Forward mode along <see cref="Width"/> directions at a time.</summary>
    public const int Directions = 3;

    /// <summary>More directions share more of the primal's work, until registers run out and code grows.</summary>
    public const int Width = 4;

    /// <summary>The same with the directions as the lanes of vectors of 256 bits.</summary>
    public const int Vector = 4;

    /// <summary>The same with vectors of 512 bits where the code is not too large for them.</summary>
    public const int WideVector = 5;

    /// <summary>A pushforward whose tangents may be marks (<see cref="Differentiation.Dependence"/>).</summary>
    public const int Dependence = 6;

    /// <summary>A pullback whose cotangents may be marks.</summary>
    public const int DependencePullback = 7;

    const int Orders = 16;

    public static int NthDerivative(int order) => Orders + order;

    /// <summary>Taylor coefficients of a function of one number (a curve), or along a direction.</summary>
    public static int Taylor(int order, bool isCurve) => -1 - (2 * order) - (isCurve ? 1 : 0);

    public static bool IsTaylor(int request, out int order, out bool isCurve)
    {
        (order, isCurve) = ((-1 - request) / 2, (-1 - request) % 2 == 1);
        return request < 0;
    }

    /// <summary>Of a request made by <see cref="NthDerivative"/>; negative for others.</summary>
    public static int OrderOf(int request) => request - Orders;
}
