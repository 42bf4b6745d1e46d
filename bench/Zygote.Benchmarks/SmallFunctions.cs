using System;

namespace Zygote.Benchmarks;

/// <summary>Functions of a few lines.</summary>
static class SmallFunctions
{
    public static double Sum(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    public static double SumOfSines(double[] x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
            sum += Math.Sin(x[i]);
        return sum;
    }

    /// <summary>Horner's rule.</summary>
    public static double Polynomial(double[] coefficients, double t)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            value = value * t + coefficients[i];
        return value;
    }

    /// <summary>Elementwise: tanh, then a sigmoid in the same memory.</summary>
    public static double Layers(double[] weights)
    {
        var (x, sum) = (new double[weights.Length], 0.0);
        for (var i = 0; i < x.Length; i++)
            x[i] = Math.Tanh(0.5 * weights[i] + 0.1);
        for (var i = 0; i < x.Length; i++)
            x[i] = 1 / (1 + Math.Exp(-x[i] * weights[i]));
        for (var i = 0; i < x.Length; i++)
            sum += x[i];
        return sum;
    }

    /// <summary>Piecewise: a rectifier, a loss after Huber.</summary>
    public static double Choices(double[] x)
    {
        var (rectified, sum) = (new double[x.Length], 0.0);
        for (var i = 0; i < x.Length; i++)
            rectified[i] = Math.Max(0, 2 * x[i] - 0.3);
        for (var i = 0; i < x.Length; i++)
        {
            var distance = Math.Abs(rectified[i] - 0.5);
            sum += distance < 0.2 ? 0.5 * distance * distance : 0.2 * (distance - 0.1);
        }

        return sum;
    }

    /// <summary>The energy of a chain of bodies that are objects with structs in them.</summary>
    public static double Energy(Chain chain)
    {
        var energy = 0.0;
        for (var i = 0; i < chain.Bodies.Length; i++)
        {
            var body = chain.Bodies[i];
            energy += 0.5 * body.Mass * body.Velocity.SquaredLength();
            if (i == 0)
                continue;
            var stretch = Math.Sqrt((body.Position - chain.Bodies[i - 1].Position).SquaredLength()) - 1;
            energy += 0.5 * chain.Stiffness * stretch * stretch;
        }

        return energy;
    }

    /// <summary>The mean of what a book pays along given normal variables; x holds the price today and the volatility.</summary>
    public static double Value(Payoff[] book, double[] normals, double[] x)
    {
        var sum = 0.0;
        foreach (var z in normals)
        {
            var price = x[0] * Math.Exp(x[1] * (z - 0.5 * x[1]));
            foreach (var payoff in book)
                sum += payoff.At(price);
        }

        return sum / normals.Length;
    }
}

abstract class Payoff(double strike)
{
    protected double Strike { get; } = strike;

    public abstract double At(double price);

    public static Payoff[] Book(int count)
    {
        var book = new Payoff[count];
        for (var i = 0; i < count; i++)
            book[i] = i % 2 == 0 ? new Call(0.8 + 0.4 * i / count) : new Put(0.8 + 0.4 * i / count);
        return book;
    }

    sealed class Call(double strike) : Payoff(strike)
    {
        public override double At(double price) => Math.Max(price - Strike, 0);
    }

    sealed class Put(double strike) : Payoff(strike)
    {
        public override double At(double price) => Math.Max(Strike - price, 0);
    }
}

readonly record struct Vector(double X, double Y)
{
    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y);

    public double SquaredLength() => X * X + Y * Y;
}

sealed class Body
{
    public double Mass { get; set; }

    public Vector Position { get; set; }

    public Vector Velocity { get; set; }
}

sealed record Chain(Body[] Bodies, double Stiffness)
{
    public static Chain Create(int bodies, bool zero = false)
    {
        var values = Instances.Normal(4 * bodies, 21);
        var chain = new Chain(new Body[bodies], zero ? 0 : 3);
        for (var i = 0; i < bodies; i++)
        {
            var scale = zero ? 0 : 1;
            chain.Bodies[i] = new Body
            {
                Mass = scale * (1 + i % 3),
                Position = new Vector(scale * values[4 * i], scale * values[4 * i + 1]),
                Velocity = new Vector(scale * values[4 * i + 2], scale * values[4 * i + 3]),
            };
        }

        return chain;
    }
}
