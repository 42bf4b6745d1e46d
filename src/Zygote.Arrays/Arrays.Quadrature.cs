using System;
using System.Numerics;

using Zygote.Kernels;

namespace Zygote;

public static partial class Arrays
{
    /// <summary>The integral of the polygon through points: of y by x.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T Trapezoid<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Guard.SameLength(nameof(Trapezoid), x.Length, y.Length);
        var sum = T.Zero;
        for (var i = 1; i < x.Length; i++)
            sum += (x[i] - x[i - 1]) * (y[i] + y[i - 1]);
        return sum / (T.One + T.One);
    }

    /// <summary>The integrals of the polygon from the first point to each: 0 first.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static T[] CumulativeTrapezoid<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Guard.SameLength(nameof(CumulativeTrapezoid), x.Length, y.Length);
        var result = new T[x.Length];
        var sum = T.Zero;
        for (var i = 1; i < result.Length; i++)
        {
            sum += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / (T.One + T.One);
            result[i] = sum;
        }

        return result;
    }

    /// <summary>The integral from a to b by Gauss and Legendre: exact for polynomials of degree 2 points - 1.</summary>
    /// <remarks>Derivatives in the limits and in whatever f captures; those of f are taken at its nodes.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no node.</exception>
    public static double GaussLegendre(Func<double, double> f, double a, double b, int points)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        var nodes = LegendreNodes.Of(points);
        var (center, half) = (0.5 * (a + b), 0.5 * (b - a));
        var sum = 0.0;
        for (var i = 0; i < points; i++)
            sum += nodes[points + i] * f(center + half * nodes[i]);
        return half * sum;
    }

    /// <summary>The integral from a to b, with intervals halved until the estimated error is small enough.</summary>
    /// <param name="f">The integrand: continuous but for a few places; it is not evaluated at the limits.</param>
    /// <param name="a">The lower limit, finite or infinite.</param>
    /// <param name="b">The upper limit; less than a turns the sign.</param>
    /// <param name="relative">How small the error should be, relative to the integral.</param>
    /// <param name="absolute">Or how small absolutely: the larger bound counts.</param>
    /// <param name="intervals">
    /// How many intervals there may be; with more to do, the best value so far is returned.
    /// </param>
    /// <remarks>
    /// Rules of 10 and 21 points (Piessens and others, QUADPACK, 1983; Kronrod 1965). Derivatives, up to the tenth in
    /// finite limits, for which f is evaluated there, and in what f captures: those are integrals of the derivatives
    /// over the same intervals, which the value has chosen.
    /// </remarks>
    /// <exception cref="ArgumentException">A limit is NaN.</exception>
    public static double Integrate(
        Func<double, double> f, double a, double b, double relative = 1e-10, double absolute = 1e-14, int intervals = 1000)
    {
        ArgumentNullException.ThrowIfNull(f);
        if (double.IsNaN(a) || double.IsNaN(b))
            throw new ArgumentException("An integral needs limits that are numbers.");
        if (a > b)
            return -Integrate(f, b, a, relative, absolute, intervals);
        var (start, end) = (AD.StopGradient(a), AD.StopGradient(b));
        if (start == end && double.IsInfinity(start))
            return 0;
        var mesh = Kronrod.Integrate(f, start, end, relative, absolute, intervals);
        if (!AD.IsDifferentiating)
            return mesh.Value;
        var sum = 0.0;
        for (var i = 0; i < mesh.Ends.Length; i += 2)
            sum += Kronrod.Sum(f, start, end, mesh.Ends[i], mesh.Ends[i + 1]);
        if (double.IsFinite(start))
            sum -= Kronrod.Edge(f, start, a);
        if (double.IsFinite(end))
            sum += Kronrod.Edge(f, end, b);
        return sum;
    }
}
