using System;
using System.Collections.Generic;
using System.Linq;

using Xunit;

using static Zygote.Behavior.Tests.CheckpointedLoopTests;

namespace Zygote.Behavior.Tests;

/// <summary>Structs, objects and collections as states of a checkpointed loop.</summary>
public class CheckpointedLoopStateTests
{
    struct Mixed
    {
        public double[] Values;
        public double Scale;
        public int Count;
    }

    [Fact]
    public void Structs_with_numbers_and_arrays() => Same<Mixed>(
        x => new Mixed { Values = [x[0], x[1]], Scale = x[2] },
        x => (s, i) =>
        {
            if (s.Count % 3 == 2)
                s.Values[0] *= s.Scale; // in place
            return new Mixed
            {
                Values = i % 2 == 0 ? s.Values : [s.Values[1], Math.Sin(s.Values[0]) * s.Scale],
                Scale = s.Scale * x[2] + s.Values[0],
                Count = s.Count + 1,
            };
        },
        s => s.Values[0] * s.Scale + s.Values[1] + s.Count, 0.3, 0.8, 0.5);

    [Fact]
    public void Objects_made_anew() => Same<Body>(
        x => new Body { Position = [x[0], x[1]], Velocity = [x[2], 1], Inner = new Body { Time = x[0] } },
        _ => (s, i) =>
        {
            var next = new Body { Position = new double[2], Velocity = s.Velocity, Inner = s.Inner, Name = "n" + i };
            for (var k = 0; k < 2; k++)
            {
                s.Velocity[k] -= 0.1 * Math.Sin(s.Position[k]);
                next.Position[k] = s.Position[k] + (0.1 * s.Velocity[k] * s.Inner!.Time);
            }

            s.Inner!.Time += 0.1 * s.Time * s.Position[0];
            next.Time = s.Time + 0.1;
            return next;
        },
        s => (s.Position[0] * s.Velocity[1]) + (s.Inner!.Time * s.Time * s.Position[1]), 0.3, 0.8, 0.5);

    /// <summary>What steps have made they may take apart again.</summary>
    [Fact]
    public void Objects_whose_parts_are_replaced() => Same<Body>(
        x => new Body { Position = [x[0], x[1]], Time = x[2] },
        x => (s, i) =>
        {
            if (i == 0)
                return new Body { Position = [s.Position[1], s.Position[0] * s.Time], Time = s.Time, Inner = s };
            s.Position = [Math.Sin(s.Position[1]) * x[2], s.Position[0] * s.Time];
            if (i % 3 == 1)
                s.Inner = new Body { Time = s.Position[0], Inner = i % 2 == 0 ? s.Inner : null };
            s.Time += 0.1 * s.Inner!.Time;
            s.Log.Add(i);
            return s;
        },
        s => (s.Position[0] * s.Position[1]) + (s.Time * s.Log.Count), 0.3, 0.8, 0.5);

    [Fact]
    public void Lists_that_grow() => Same<List<double>>(
        x => [x[0], x[1]],
        x => (s, i) =>
        {
            if (i == 0)
                s = [.. s];
            s.Add(Math.Sin(s[^1]) * s[^2]);
            s[0] *= x[1];
            return s;
        },
        s => s[^1] * s[0], 0.7, 1.2);

    [Fact]
    public void States_that_hide_numbers_are_refused()
    {
        static NotDifferentiableException Refused(Func<double, double> f) =>
            Assert.Throws<NotDifferentiableException>(() => AD.Gradient(f, 0.7));
        var e = Refused(x => AD.CheckpointedLoop<Func<double, double>>(
            v => v * x, 5,
            (f, i) =>
            {
                var a = f(0.3);
                return v => Math.Sin(v * a) + (0.1 * i);
            },
            2)(1.5));
        Assert.Contains("the state of a checkpointed loop refers to a Func<", e.Reason, StringComparison.Ordinal);
        Refused(x => AD.CheckpointedLoop<IEnumerable<double>>([x, 1], 5, s => s.Select(v => v * x), 2).Sum());
    }

    /// <summary>A function that captures nothing hides nothing.</summary>
    [Fact]
    public void States_with_constant_functions() => Check.Scalar(
        x => AD.CheckpointedLoop<(double Value, Func<double, double> F)>(
            (x, Wave), 5, (s, i) => (s.F(s.Value), i % 2 == 0 ? Wave : v => v * v), 2).Value,
        0.4, 0.9);
}

sealed class Body
{
    public double[] Position = [];
    public double[] Velocity = [];
    public double Time;
    public Body? Inner;
    public string Name = "";
    public List<int> Log = [];
}
