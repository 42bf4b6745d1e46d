namespace Zygote.Testing;

/// <summary>What may differ by rounding, relative to the numbers compared unless said otherwise.</summary>
/// <param name="Difference">Of a derivative against a difference quotient.</param>
/// <param name="Agreement">Of two derivatives.</param>
/// <param name="Floor">Of two derivatives, relative to the largest number that goes into them.</param>
/// <param name="Spacing">Of neighbouring numbers.</param>
/// <param name="Converged">How well a difference quotient must be known.</param>
/// <param name="Resolved">The same relative to the function, where the derivative is nearly zero.</param>
readonly record struct Tolerances(
    double Difference, double Agreement, double Floor, double Spacing, double Converged, double Resolved)
{
    public static Tolerances Of(Precision precision, RuleCheckOptions options)
    {
        var usual = precision switch
        {
            Precision.Double => new Tolerances(1e-6, 1e-8, 1e-13, 2.3e-16, 1e-3, 1e-7),
            Precision.Single => new Tolerances(4e-3, 1e-3, 2e-5, 6e-8, 2e-2, 1e-3),
            _ => new Tolerances(6e-2, 3e-2, 3e-2, 5e-4, 0.25, 0.1),
        };
        return usual with
        {
            Difference = options.Tolerance ?? usual.Difference,
            Agreement = options.Agreement ?? usual.Agreement,
        };
    }
}
