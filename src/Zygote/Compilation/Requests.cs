namespace Zygote.Compilation;

/// <summary>What is wanted of a Taylor series.</summary>
enum SeriesKind
{
    /// <summary>One derivative of a function of one number.</summary>
    Derivative,

    /// <summary>The coefficients of a function of one number.</summary>
    Curve,

    /// <summary>The coefficients along a direction.</summary>
    Direction,
}

/// <summary>What is asked of a function, as one number: a constant that can be seen in the IR of code that asks.</summary>
static class Requests
{
    public const int Gradient = 0;
    public const int Pushforward = 1;
    public const int Pullback = 2;
    const int Kinds = 3;

    public static int Series(SeriesKind kind, int order) => Pullback + 1 + (order * Kinds) + (int)kind;

    public static (SeriesKind Kind, int Order) SeriesOf(int request) =>
        ((SeriesKind)((request - Pullback - 1) % Kinds), (request - Pullback - 1) / Kinds);
}
