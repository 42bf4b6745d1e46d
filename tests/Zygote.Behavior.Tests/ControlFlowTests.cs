using System;

using Xunit;

namespace Zygote.Behavior.Tests;

public class ControlFlowTests
{
    enum Shape
    {
        Circle,
        Square,
        Triangle = 10,
    }

    [Fact]
    public void If_else_chain() => Check.Scalar(
        x =>
        {
            if (x < -1)
                return x * x;
            else if (x < 0)
                return 2 * x;
            else if (x < 1)
                return Math.Sin(x);
            return x * x * x;
        },
        -2, -0.5, 0.5, 3);

    [Fact]
    public void If_without_else() => Check.Scalar(
        x =>
        {
            var y = x;
            if (x > 0)
                y *= x;
            if (y > 4)
                y = y * y + x;
            return y;
        },
        -2, 1, 3);

    [Fact]
    public void Nested_ternaries() => Check.Scalar(x => x > 0 ? x > 1 ? x * x : 3 * x : x < -1 ? -x : x / 2, -3, -0.5, 0.5, 3);

    [Fact]
    public void Short_circuits() => Check.Two(
        (a, b) =>
        {
            var y = a * b;
            if (a > 0 && b > 0 || (a < -1 && !(b > 3)))
                y += a * a;
            if (a > 0 || b > 0)
                y += b * b;
            return y;
        },
        (1, 1), (-2, 1), (-2, 4), (-0.5, -0.5), (1, -1));

    [Fact]
    public void Switch_on_integers() => Check.Scalar(
        x =>
        {
            switch ((int)x)
            {
                case 0:
                    return x;
                case 1:
                case 2:
                    return x * x;
                case 3:
                    x *= 2;
                    goto case 0;
                case 100:
                    return 1 / x;
                default:
                    return Math.Exp(-x);
            }
        },
        0.5, 1.5, 2.5, 3.5, 4.5, 100.5);

    [Fact]
    public void Switch_falls_into_code_after_it() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 6; i++)
            {
                switch (i % 4)
                {
                    case 0:
                        y += x;
                        break;
                    case 1:
                        continue;
                    case 2:
                        y *= x;
                        break;
                    default:
                        y -= x * x;
                        break;
                }

                y *= 1.5;
            }

            return y;
        },
        0.5, -1.5);

    static double ByName(string name, double x)
    {
        switch (name)
        {
            case "square":
                return x * x;
            case "sine":
                return Math.Sin(x);
            case "inverse":
                return 1 / x;
            case "exp":
                return Math.Exp(x);
            case "log":
                return Math.Log(x);
            case "cube":
                return x * x * x;
            case "twice":
                return 2 * x;
            case "half":
                return x / 2;
            default:
                return x;
        }
    }

    [Fact]
    public void Switch_on_strings() => Check.Scalar(
        x => ByName("square", x) + ByName("sine", x) + ByName("cube", x) + ByName("half", x) + ByName("none", x), 0.7, 2);

    [Fact]
    public void Switch_on_a_string_known_at_run_time()
    {
        foreach (var name in new[] { "square", "sine", "inverse", "exp", "log", "cube", "twice", "half", "other" })
            Check.Scalar(x => ByName(name, x), 0.7, 2);
    }

    static double Area(Shape shape, double x) => shape switch
    {
        Shape.Circle => Math.PI * x * x,
        Shape.Square => x * x,
        Shape.Triangle => Math.Sqrt(3) / 4 * x * x,
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    [Fact]
    public void Switch_expression_on_enums()
    {
        Check.Scalar(x => Area(Shape.Circle, x) * Area(Shape.Triangle, x), 1.5);
        foreach (var shape in Enum.GetValues<Shape>())
            Check.Scalar(x => Area(shape, x), 1.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => AD.Gradient((double x) => Area((Shape)5, x), 1.0));
    }

    [Fact]
    public void Patterns_on_numbers() => Check.Scalar(
        x => x switch
        {
            < -1 => x * x,
            >= -1 and < 0 => x,
            0 => 0,
            > 5 or 3.25 => 1 / x,
            double.NaN => 0,
            _ => x * x * x,
        },
        -2, -0.5, 2, 3.5, 7);

    [Fact]
    public void Patterns_with_conditions() => Check.Two(
        (a, b) => (a, b) switch
        {
            ( > 0, > 0) => a * b,
            ( > 0, _) when b < -3 => a / b,
            var (c, d) when c + d > 0 => c - (d * d),
            _ => a + b,
        },
        (1, 2), (1, -4), (4, -1), (-1, 0.5));

    [Fact]
    public void Goto_forwards_and_backwards() => Check.Scalar(
        x =>
        {
            var y = x;
            var n = 0;
        again:
            y = (y * x) + 1;
            n++;
            if (n < 4)
                goto again;
            if (y > 100)
                goto end;
            y *= 2;
        end:
            return y;
        },
        0.5, 3);

    [Fact]
    public void For_loop_power() => Check.Scalar(
        x =>
        {
            var y = 1.0;
            for (var i = 0; i < 7; i++)
                y *= x;
            return y;
        },
        0, 1.1, -2);

    [Fact]
    public void Loop_with_zero_trips() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < (int)x; i++)
                y = y * y;
            return y;
        },
        0.5, -3, 1.25, 3.25);

    [Fact]
    public void Loop_carried_variables_swap() => Check.Two(
        (a, b) =>
        {
            for (var i = 0; i < 5; i++)
                (a, b) = (b, (a * 0.5) + Math.Sin(b));
            return a * b;
        },
        (1, 2), (-1, 0.3));

    [Fact]
    public void Fibonacci_like_recurrence() => Check.Scalar(
        x =>
        {
            double a = x, b = 1, c = 0;
            for (var i = 0; i < 8; i++)
            {
                c = (a * b) + (0.1 * c);
                a = b;
                b = c;
            }

            return c;
        },
        0.5, -1.2);

    [Fact]
    public void While_until_converged() => Check.Scalar(
        x =>
        {
            var y = x;
            while (Math.Abs((y * y) - x) > 1e-14 * x)
                y = 0.5 * (y + (x / y));
            return y;
        },
        2, 9.5, 0.3);

    [Fact]
    public void Do_while() => Check.Scalar(
        x =>
        {
            var y = x;
            do
                y = y * y / 3;
            while (y > 0.5 && y < 1000);
            return y;
        },
        0.3, 2.5, 4);

    [Fact]
    public void While_true_with_break() => Check.Scalar(
        x =>
        {
            var y = 1.0;
            var term = 1.0;
            var n = 1;
            while (true)
            {
                term *= x / n++;
                if (Math.Abs(term) < 1e-17)
                    break;
                y += term;
            }

            return y;
        },
        0.5, -1.5, 3);

    [Fact]
    public void Several_breaks_and_continues() => Check.Scalar(
        x =>
        {
            var y = 0.0;
            for (var i = 0; i < 20; i++)
            {
                if (i % 3 == 0)
                    continue;
                y += x * i;
                if (y > 30)
                    break;
                if (i % 5 == 4)
                {
                    y -= x * x;
                    continue;
                }

                y *= 1.1;
                if (y < -50)
                    break;
            }

            return y;
        },
        0.31, 2.07, -3.03);

    [Fact]
    public void Return_from_inner_loop() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 5; i++)
            {
                for (var j = 0; j < 5; j++)
                {
                    y += x * j / (i + 1);
                    if (y > 10)
                        return y * x;
                }

                y *= 0.9;
            }

            return y;
        },
        0.1, 1, 3);

    [Fact]
    public void Nested_loops() => Check.Scalar(
        x =>
        {
            var sum = 0.0;
            for (var i = 1; i <= 3; i++)
            {
                var p = 1.0;
                for (var j = 0; j < 4; j++)
                {
                    p *= x + (i * j);
                    for (var k = 0; k < 2; k++)
                        p += Math.Sin(x * k) * k;
                }

                sum += p;
            }

            return sum;
        },
        0.5, -0.2);

    [Fact]
    public void Triangular_nest() => Check.Vector(
        x =>
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                var inner = 1.0;
                for (var j = 0; j <= i; j++)
                    inner *= x[j];
                for (var j = i + 1; j < x.Length; j++)
                    inner += x[i] * x[j];
                sum += inner;
            }

            return sum;
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1], [], [2]);

    [Fact]
    public void Backward_and_strided_loops() => Check.Vector(
        x =>
        {
            var y = 1.0;
            for (var i = x.Length - 1; i >= 0; i--)
                y = (y * x[i]) + 1;
            for (var i = 0; i < x.Length; i += 2)
                y *= x[i];
            for (var i = x.Length; i > 0; i -= 3)
                y += x[i - 1] * y;
            return y;
        },
        [1, 2, 3], [0.5, -1, 2, 4, 0.1], []);

    [Fact]
    public void Long_and_unsigned_counters() => Check.Scalar(
        x =>
        {
            var y = x;
            for (long i = 0; i < 4; i++)
                y += y * x * i;
            for (uint i = 3; i > 0; i--)
                y *= i * x;
            for (byte i = 0; i < 3; i++)
                y -= x / (i + 1);
            return y;
        },
        0.5, -1.5);

    [Fact]
    public void Floating_point_counter() => Check.Scalar(
        x =>
        {
            var area = 0.0;
            for (var t = 0.0; t < 1; t += 0.125)
                area += Math.Exp(-x * t * t) * 0.125;
            return area;
        },
        0.5, 2);

    [Fact]
    public void Counter_changed_in_the_body() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 20; i++)
            {
                y += x / (i + 1);
                if (y > i)
                    i += 3;
                y *= 1.01;
            }

            return y;
        },
        0.5, 4);

    [Fact]
    public void Condition_depends_on_carried_value() => Check.Scalar(
        x =>
        {
            var steps = 0;
            var y = x;
            while (y < 100)
            {
                y = steps % 2 == 0 ? y * 1.7 : y + (x * x);
                steps++;
            }

            return y / (steps + 1);
        },
        0.5, 2, 200);

    [Fact]
    public void Branch_in_loop_on_data() => Check.Vector(
        x =>
        {
            var y = 1.0;
            foreach (var v in x)
            {
                if (v > 0)
                    y *= v;
                else if (v > -1)
                    y += v * y;
                else
                    y -= v * v;
            }

            return y;
        },
        [1, -0.5, 3, -2, 0.5], [-3, -2], []);

    [Fact]
    public void Value_from_the_last_iteration() => Check.Vector(
        x =>
        {
            double last = 0, previous = 0;
            for (var i = 0; i < x.Length; i++)
            {
                previous = last;
                last = x[i] * x[i];
            }

            return last * previous;
        },
        [1, 2, 3], [5], []);

    [Fact]
    public void Maximum_by_comparison() => Check.Vector(
        x =>
        {
            var best = x[0];
            var at = 0;
            for (var i = 1; i < x.Length; i++)
            {
                if (x[i] > best)
                {
                    best = x[i];
                    at = i;
                }
            }

            return best * x[at] + at;
        },
        [1, 5, 3], [4, 1, 2], [-3, -1]);

    [Fact]
    public void Loop_after_loop_uses_results() => Check.Vector(
        x =>
        {
            var mean = 0.0;
            for (var i = 0; i < x.Length; i++)
                mean += x[i];
            mean /= x.Length;
            var variance = 0.0;
            for (var i = 0; i < x.Length; i++)
                variance += (x[i] - mean) * (x[i] - mean);
            return Math.Sqrt(variance / (x.Length - 1)) / mean;
        },
        [1, 2, 4], [0.3, 0.5, 2, 1]);

    [Fact]
    public void Nested_loops_with_data_dependent_trips() => Check.Scalar(
        x =>
        {
            var y = x;
            for (var i = 0; i < 4; i++)
            {
                var z = y;
                while (z > 1)
                    z = Math.Sqrt(z) * 0.99;
                for (var j = 0; j < (int)(y * 2); j++)
                    z += y * j * 0.01;
                y += z;
            }

            return y;
        },
        0.3, 1.3, 2.1);

    [Fact]
    public void Loop_invariant_values() => Check.Two(
        (a, b) =>
        {
            var sum = 0.0;
            for (var i = 0; i < 6; i++)
                sum += Math.Exp(a * b) * i + Math.Sin(a) / (b + i);
            return sum;
        },
        (0.3, 0.7), (-1, 0.5));

    [Fact]
    public void Early_return_in_a_helper() => Check.Scalar(x => Classify(x) * Classify(-x) * Classify(x * 10), 0.33, 2.2, 0.71);

    static double Classify(double x)
    {
        if (x < 0)
            return x * 2;
        for (var i = 0; i < 10; i++)
        {
            if (x < i)
                return x * i;
            x += 0.01 * x * x;
        }

        return x;
    }

    [Fact]
    public void Boolean_variables() => Check.Two(
        (a, b) =>
        {
            var first = a > b;
            var second = first ^ (a > 0);
            var y = first ? a : b;
            if (second | !first)
                y *= y;
            if (second & first)
                y += 3 * b;
            return y;
        },
        (1, 2), (2, 1), (-1, -2), (-2, -1));

    [Fact]
    public void Nullable_numbers() => Check.Scalar(
        x =>
        {
            double? y = x > 1 ? x * x : null;
            return (y ?? (3 * x)) + (y.HasValue ? y.Value * x : 0) + y.GetValueOrDefault();
        },
        0.5, 2);

    [Fact]
    public void Throwing_branch_not_taken() => Check.Scalar(
        x => x < 100 ? x * x : throw new InvalidOperationException("too large"), 3);

    [Fact]
    public void Bisection() => Check.Curve(
        x =>
        {
            // The root comes from comparisons only; one Newton step makes it differentiable.
            double low = 0, high = 10;
            while (high - low > 1e-9)
            {
                var middle = 0.5 * (low + high);
                if (middle * middle * middle < x)
                    low = middle;
                else
                    high = middle;
            }

            return low - (((low * low * low) - x) / (3 * low * low));
        },
        2, 20);

    [Fact]
    public void Many_iterations()
    {
        static double Decay(double x)
        {
            var y = 1.0;
            for (var i = 0; i < 100_000; i++)
                y -= 1e-5 * x * y;
            return y;
        }

        var expected = -100_000 * 1e-5 * Math.Pow(1 - 2e-5, 99_999);
        Assert.Equal(expected, AD.Gradient(Decay, 2.0), 9);
        Assert.Equal(expected, AD.Derivative(Decay, 2.0), 9);
    }

    [Fact]
    public void Loop_without_known_trip_count_and_many_iterations()
    {
        static double Collatz(double x)
        {
            long n = 837_799;
            var y = x;
            while (n != 1)
            {
                if (n % 2 == 0)
                {
                    n /= 2;
                    y *= 1.001;
                }
                else
                {
                    n = (3 * n) + 1;
                    y += 1e-3 * y * y;
                }
            }

            return y;
        }

        Check.Scalar(Collatz, 0.1, 0.3);
    }
}
