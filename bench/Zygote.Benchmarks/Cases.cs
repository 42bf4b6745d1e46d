using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.Benchmarks.HandWritten;
using Zygote.GradBench.Problems;

namespace Zygote.Benchmarks;

/// <summary>What is timed.</summary>
static class Cases
{
    static readonly Dictionary<string, Func<string, Case>> All = new()
    {
        ["sum n1000"] = name => Case.Of(name, SmallFunctions.Sum, Instances.Uniform(1000)),
        ["sumsin n1000"] = name =>
            Case.Of(name, SmallFunctions.SumOfSines, Instances.Uniform(1000), HandWrittenSmall.SumOfSines),
        ["polynomial n10000"] = name => Case.Of(
            name, c => SmallFunctions.Polynomial(c, 0.999), Instances.Normal(10_000, 2),
            (c, g) => HandWrittenSmall.Polynomial(c, 0.999, g)),
        ["lse n1000"] = name => LogSumExpCase(name, 1000),
        ["lse n2500"] = name => LogSumExpCase(name, 2500),
        ["llsq n1024 m128"] = name => Case.Of(
            name, x => LeastSquares.Loss(x, 1024), Instances.Uniform(128),
            (x, g) => HandWrittenLeastSquares.Gradient(x, 1024, g)),
        ["gmm d2 k5 n1000"] = name => Mixture(name, 2, 5, 1000),
        ["gmm d10 k25 n100"] = name => Mixture(name, 10, 25, 100),
        ["gmm d10 k25 n1000"] = name => Mixture(name, 10, 25, 1000),
        ["gmm d32 k25 n1000"] = name => Mixture(name, 32, 25, 1000),
        ["lstm l2 c128"] = name => LstmModel(name, 2, 128),
        ["lstm l2 c1024"] = name => LstmModel(name, 2, 1024),
        ["ode n8 s10"] = name => OdeCase(name, 8, 10),
        ["ode n1000 s10"] = name => OdeCase(name, 1000, 10),
        ["det 5"] = name => DeterminantCase(name, 5),
        ["det 7"] = name => DeterminantCase(name, 7),
        ["det 8"] = name => DeterminantCase(name, 8),
        ["ba p1000"] = name => Bundle(name, 1000),
        ["ht v544 c100"] = name => Hand(name, 544, 100),
        ["kmeans k10 n1000 d8"] = name => Clusters(name, 10, 1000, 8),
        ["kmeans k100 n1000 d8"] = name => Clusters(name, 100, 1000, 8),
        ["kmeans dir k10 n1000"] = name => ClustersDirection(name, 10, 1000, 8),
        ["layers n1000"] = name => Case.Of(name, SmallFunctions.Layers, Instances.Normal(1000, 2)),
        ["choices n1000"] = name => Case.Of(name, SmallFunctions.Choices, Instances.Normal(1000, 2)),
        ["objects n100"] = name => Objects(name, 100),
        ["payoffs b20 n200"] = name => Payoffs(name, 20, 200),
    };

    public static IEnumerable<Case> Matching(string filter)
    {
        return All.Where(e => e.Key.Contains(filter, StringComparison.Ordinal)).Select(e => e.Value(e.Key));
    }

    static Case LogSumExpCase(string name, int n)
    {
        return Case.Of(name, LogSumExp.Of, Instances.Uniform(n), HandWrittenSmall.LogSumExp);
    }

    static Case OdeCase(string name, int n, int steps)
    {
        return Case.Of(
            name, x => Ode.LastComponent(x, steps), Instances.Uniform(n), (x, g) => HandWrittenOde.Gradient(x, steps, g));
    }

    static Case DeterminantCase(string name, int n)
    {
        return Case.Of(
            name, a => Determinant.Of(a, n), Instances.Uniform(n * n), (a, g) => HandWrittenDeterminant.Gradient(a, n, g));
    }

    static Case Mixture(string name, int d, int k, int n)
    {
        var (parameters, data) = Instances.Mixture(d, k, n);
        return Case.Of(
            name, p => GaussianMixture.LogPosterior(p, data), parameters, parameters.ZerosLike,
            p => [p.Alpha, .. p.Mu, .. p.Q, .. p.L], (p, g) => HandWrittenMixture.Gradient(p, data, g));
    }

    static Case LstmModel(string name, int layers, int length)
    {
        var (parameters, state, sequence) = Instances.LstmModel(layers, length);
        return Case.Of(
            name, p => Lstm.Loss(p, state, sequence), parameters, parameters.ZerosLike,
            p => [.. p.Main, .. p.Extra], (p, g) => HandWrittenLstm.Gradient(p, state, sequence, g));
    }

    static Case Bundle(string name, int observations)
    {
        var problem = Instances.Bundle(20, 200, observations);
        var primal = BundleAdjustment.PrepareObjective(problem);
        var byCompiler = new BundleJacobian(20, 200, observations);
        var byHand = new BundleJacobian(20, 200, observations);
        return new Case
        {
            Name = name,
            Primal = () => primal().Reprojection[0].X,
            Compile = () =>
            {
                var jacobian = BundleAdjustment.PrepareJacobian(problem, byCompiler);
                return () => jacobian();
            },
            HandWritten = () => HandWrittenBundle.Jacobian(problem, byHand),
            Gradient = () => [byCompiler.Values],
            HandWrittenGradient = [byHand.Values],
            IsScalar = false,
        };
    }

    static Case Hand(string name, int vertices, int points)
    {
        var (parameters, data) = Instances.Hand(vertices, points);
        var byHand = new HandWrittenHandTracking(data);
        var byCompiler = new double[0, 0];
        return new Case
        {
            Name = name,
            Primal = () => HandTracking.Residuals(parameters, data)[0],
            Compile = () =>
            {
                var jacobian = HandTracking.PrepareJacobian(parameters, data);
                return () => byCompiler = jacobian();
            },
            HandWritten = () => byHand.Evaluate(parameters.Theta),
            Gradient = () => Rows(byCompiler),
            HandWrittenGradient = byHand.Jacobian,
            IsScalar = false,
        };
    }

    static double[][] Rows(double[,] matrix)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        return [.. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(j => matrix[i, j]).ToArray())];
    }

    static Case Clusters(string name, int k, int n, int d)
    {
        var (centroids, points) = Instances.Clusters(k, n, d);
        return Case.Of(
            name, c => KMeans.Cost(c, points), centroids, () => Arrays.ZerosLike(centroids), c => c,
            (c, g) => HandWrittenKMeans.Gradient(c, points, g));
    }

    /// <summary>The step of Newton's method, from first and second derivatives.</summary>
    static Case ClustersDirection(string name, int k, int n, int d)
    {
        var (centroids, points) = Instances.Clusters(k, n, d);
        double[][] byCompiler = [];
        var byHand = Arrays.ZerosLike(centroids);
        return new Case
        {
            Name = name,
            Primal = () => KMeans.Cost(centroids, points),
            Compile = () =>
            {
                var direction = KMeans.PrepareDirection(centroids, points);
                return () => byCompiler = direction();
            },
            HandWritten = () => HandWrittenKMeans.Direction(centroids, points, byHand),
            Gradient = () => byCompiler,
            HandWrittenGradient = byHand,
            IsScalar = false,
        };
    }

    static Case Objects(string name, int bodies)
    {
        return Case.Of(
            name, SmallFunctions.Energy, Chain.Create(bodies), () => Chain.Create(bodies, zero: true), _ => []);
    }

    static Case Payoffs(string name, int count, int paths)
    {
        var (book, normals) = (Payoff.Book(count), Instances.Normal(paths, 23));
        return Case.Of(name, x => SmallFunctions.Value(book, normals, x), [1.0, 0.2]);
    }
}
