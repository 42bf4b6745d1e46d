using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>A loop with a schedule of snapshots has the derivative of the plain loop, whatever its steps do to memory.</summary>
public class CheckpointedLoopTests
{
    /// <summary>Numbers of steps and snapshots with all kinds of schedules.</summary>
    static readonly (int Steps, int Snapshots)[] Sizes =
        [(0, 3), (1, 1), (2, 1), (2, 5), (5, 1), (7, 2), (13, 3), (30, 4), (9, 100), (100, 5)];

    /// <summary>The same function with the plain loop: bit by bit the same gradient; and by itself against the oracle.</summary>
    static void Same<S>(Func<double[], S> start, Func<double[], Func<S, int, S>> step, Func<S, double> end, params double[] x)
    {
        foreach (var (steps, snapshots) in Sizes)
        {
            double Plain(double[] v)
            {
                var state = start(v);
                var next = step(v);
                for (var i = 0; i < steps; i++)
                    state = next(state, i);
                return end(state);
            }

            double Loop(double[] v) => end(AD.CheckpointedLoop(start(v), steps, step(v), snapshots));
            var (expected, g) = AD.ValueAndGradient(Plain, (double[])x.Clone());
            var (value, loop) = AD.ValueAndGradient(Loop, (double[])x.Clone());
            Assert.Equal(expected, value);
            for (var i = 0; i < g.Length; i++)
                Assert.Equal(g[i], loop[i], 1e-12 * (1 + Math.Abs(g[i])));
            if (steps <= 13)
                Check.Vector(Loop, (double[])x.Clone());
        }
    }

    [Fact]
    public void Numbers() => Same<double>(x => x[0], x => (s, _) => x[1] * s * (1 - s), s => s * s, 0.3, 2.9);
}
