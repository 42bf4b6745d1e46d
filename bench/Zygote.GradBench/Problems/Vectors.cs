namespace Zygote.GradBench.Problems;

readonly record struct Pair(double X, double Y);

readonly record struct Triple(double X, double Y, double Z)
{
    public static Triple operator +(Triple a, Triple b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Triple operator -(Triple a, Triple b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Triple operator *(Triple a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    public static double Dot(Triple a, Triple b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Triple Cross(Triple a, Triple b)
    {
        return new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);
    }
}
