using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class PatternTests
{
    enum Kind : byte
    {
        Line = 1,
        Curve = 5,
        Wave = 200,
    }

    abstract record Shape(double Size);

    sealed record Circle(double Radius) : Shape(Radius);

    sealed record Rectangle(double Width, double Height, Kind Kind) : Shape(Width + Height);

    sealed record Group(Shape First, Shape? Second, double Weight) : Shape(Weight);

    static double Area(Shape? s) => s switch
    {
        null => 7,
        Circle { Radius: > 2 and < 3 } c => c.Radius,
        Circle { Radius: var r } when r * r > 9 => r * 5,
        Circle c => 3 * c.Radius * c.Radius,
        Rectangle { Kind: Kind.Line or Kind.Wave, Width: var w } => w * w,
        Rectangle(var w, > 1 and var h, not Kind.Wave) => w * h,
        Rectangle(var w, var h, _) and { Size: < 4 } => w + (h * h),
        Group { First: Circle { Radius: var inner }, Second: null, Weight: var weight } => inner * weight,
        Group { First: var first, Second: { } second } g => g.Weight * (Area(first) - Area(second)),
        _ => s.Size * 2,
    };

    static double Weigh(object? o) => o switch
    {
        double d and > 1 => d * d,
        double d => d,
        int i => i,
        float f => f * 2,
        double[] { Length: 0 } => 5,
        double[] and [var only] => only * 3,
        double[] and [var head, .., var tail] => head * tail,
        string { Length: > 3 } s => s.Length,
        (double a, double b) => a - (b * b),
        Shape s => Area(s),
        _ => 11,
    };

    static double OfArray(double[] v) => v switch
    {
        [] => 1,
        [var a] => a * a,
        [> 1, var b] => b * 3,
        [var a, var b] => a * b,
        [var a, _, .., > 0 and var z] => a * z,
        [_, var b, .. var rest] => b + OfArray(rest),
    };

    static double Named(string name, double x) => name switch
    {
        "sin" => Math.Sin(x),
        "cos" => Math.Cos(x),
        "square" or "sqr" => x * x,
        "cube" => x * x * x,
        "exp" => Math.Exp(x),
        "half" => x / 2,
        "double" => x * 2,
        { Length: 0 } => 1,
        _ => -x,
    };

    [Fact]
    public void Types_and_properties() => Check.Two(
        (a, b) => Area(new Circle(a)) + Area(new Circle(a * 2)) + Area(new Circle(a * 4))
            + Area(new Rectangle(a, b, Kind.Line)) + Area(new Rectangle(a, b, Kind.Curve)) + Area(new Rectangle(a, b / 9, Kind.Curve))
            + Area(new Rectangle(a, b * 9, Kind.Wave))
            + Area(new Group(new Circle(a), null, b)) + Area(new Group(new Circle(a), new Rectangle(a, b, Kind.Curve), b * a))
            + Area(new Group(new Rectangle(b, b, Kind.Line), null, a)) + Area(null),
        (1.1, 1.7), (0.6, 0.4));

    [Fact]
    public void Objects_of_any_kind() => Check.Two(
        (a, b) => Weigh(a) + Weigh(b * 2) + Weigh(3) + Weigh(2f) + Weigh(new double[0]) + Weigh(new[] { a })
            + Weigh(new[] { a, 2, b }) + Weigh("four") + Weigh((a, b)) + Weigh(new Circle(b)) + Weigh(null),
        (1.5, 0.4), (0.3, 0.9));

    [Fact]
    public void Lists_of_elements() => Check.Vector(OfArray, [], [2], [1.5, 3], [0.5, 3], [1, 2, 3], [1, 2, -3], [1, 2, 0.5, -1, -2]);

    [Fact]
    public void Strings()
    {
        foreach (var name in new[] { "sin", "cos", "square", "sqr", "cube", "exp", "half", "double", "", "none" })
            Check.Scalar(x => Named(name, x) * x, 0.7, 1.3);
    }

    [Fact]
    public void Strings_in_a_loop()
    {
        string[] program = ["sin", "sqr", "half", "cos", "?"];
        Check.Scalar(
            x =>
            {
                var y = x;
                foreach (var step in program)
                    y = Named(step, y) + x;
                return y;
            },
            0.7, 1.3);
    }

    [Fact]
    public void Relational_and_logical() => Check.Scalar(
        x => x switch
        {
            double.NaN => 0,
            < -1 or > 10 => x * x,
            >= -1 and < 0 => -x,
            not (> 1 and < 2) => Math.Sin(x),
            1.5 => x * 8,
            _ => x * x * x,
        },
        -2, -0.5, 0.5, 1.7, 3, 11);

    [Fact]
    public void Tuples() => Check.Two(
        (a, b) =>
        {
            var sum = 0.0;
            for (var i = 0; i < 6; i++)
            {
                sum += (i % 3, a > b, i) switch
                {
                    (0, true, _) => a * i,
                    (0, false, > 2) => b * i,
                    (1, _, var k) when k > a => a * b,
                    (var m, var flag, var k) => (m * a) + (flag ? b * b : k),
                };
            }

            return sum;
        },
        (1.5, 0.4), (0.3, 0.9));

    [Fact]
    public void Declared_variables_and_is() => Check.Two(
        (a, b) =>
        {
            object boxed = a * b;
            double? maybe = a > 1 ? a : null;
            var sum = boxed is double d ? d * d : -1;
            if (boxed is not double e)
                return 0;
            if (maybe is { } value)
                sum += value * e;
            if (maybe is null or < 1.2)
                sum += e;
            return maybe is > 0 and var positive ? sum * positive : sum;
        },
        (1.5, 0.4), (0.3, 0.9), (1.1, -1));

    [Fact]
    public void Switch_over_bytes_longs_and_chars() => Check.Scalar(
        x =>
        {
            var sum = x;
            for (var i = 0; i < 5; i++)
            {
                switch ((byte)(i * 60))
                {
                    case 60: sum *= x; break;
                    case 120: sum += 2; break;
                    case > 200: sum -= x * x; break;
                }

                switch ((long)i << 33)
                {
                    case 0: sum += x; break;
                    case 1L << 33: sum *= 0.5; break;
                    case 3L << 33: sum += Math.Sin(sum); break;
                }

                sum += "abcde"[i] switch { 'a' or 'e' => x, >= 'b' and <= 'c' => x * sum, _ => 1 };
            }

            return sum;
        },
        0.7, 1.3);
}
