using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;

using Xunit;

namespace Zygote.Tests.Tensors;

/// <summary>Tensors: their own code is differentiated, down to the operations on spans.</summary>
public sealed class TensorTests
{
    static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["create+add+index"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Add<double>(t, t); return u[0,1]*u[1,2]; },
        ["op plus"] = x => { var t = Tensor.Create(x, [2,3]); var u = t + t * 2.0; return u[0,1]*u[1,2]; },
        ["multiply"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Multiply<double>(t, t); return u[0,1]*u[1,2]; },
        ["broadcast"] = x => { var t = Tensor.Create(x, [2,3]); var r = Tensor.Create(new double[]{1,2,3}, [3]); var u = Tensor.Multiply<double>(t, r); return u[0,1]*u[1,2]; },
        ["divide"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Divide<double>(1.0, t); return u[0,1]*u[1,2]; },
        ["subtract scalar"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Subtract<double>(t, x[0]); return u[0,1]*u[1,2]; },
        ["exp"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Exp<double>(t); return u[0,1]*u[1,2]; },
        ["sigmoid"] = x => { var t = Tensor.Create(x, [2,3]); var u = Tensor.Sigmoid<double>(t); return u[0,1]*u[1,2]; },
        ["softmax"] = x => { var t = Tensor.Create(x, [6]); var u = Tensor.SoftMax<double>(t); return u[1]*u[2]; },
        ["sum"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.Sum<double>(t)*x[0]; },
        ["norm"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.Norm<double>(t)*x[0]; },
        ["average"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.Average<double>(t)*x[0]; },
        ["stddev"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.StdDev<double>(t)*x[0]; },
        ["max"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.Max<double>(t)*x[0]; },
        ["product"] = x => { var t = Tensor.Create(x, [2,3]); return Tensor.Product<double>(t)*x[0]; },
        ["dot"] = x => { var t = Tensor.Create(x, [6]); return Tensor.Dot<double>(t,t)*x[0]; },
        ["distance"] = x => { var t = Tensor.Create(x, [6]); return Tensor.Distance<double>(t,t*t)*x[0]; },
        ["cosine"] = x => { var t = Tensor.Create(x, [6]); return Tensor.CosineSimilarity<double>(t,t*t)*x[0]; },
        ["reshape"] = x => { var t = Tensor.Create(x, [2,3]); var u=Tensor.Reshape(t,[3,2]); return u[2,0]*u[0,1]; },
        ["concat"] = x => { var t = Tensor.Create(x, [2,3]); var u=Tensor.Concatenate<double>([t,t]); return u[2,0]*u[0,1]; },
        ["concat dim1"] = x => { var t = Tensor.Create(x, [2,3]); var u=Tensor.ConcatenateOnDimension<double>(1,[t,t]); return u[1,3]*u[0,1]; },
        ["slice"] = x => { var t = Tensor.Create(x, [2,3]); var u=t.Slice([0..1,1..3]); return u[0,0]*u[0,1]; },
        ["copyto"] = x => { var t = Tensor.Create(x, [2,3]); var d=Tensor.CreateFromShape<double>([2,3]); t.CopyTo(d); return d[0,1]*d[1,2]; },
        ["transpose"] = x => { var t = Tensor.Create(x, [2,3]); var u=Tensor.Transpose(t); return u[0,1]*u[2,0]; },
        ["squeeze"] = x => { var t = Tensor.Create(x, [1,6]); var u=Tensor.Squeeze(t); return u[1]*u[2]; },
        ["reverse"] = x => { var t = Tensor.Create(x, [6]); var u=Tensor.Reverse<double>(t); return u[0]*u[1]; },
        ["set"] = x => { var t = Tensor.CreateFromShape<double>([2,3]); t[0,1]=x[1]; t[1,2]=x[2]*x[1]; var u=Tensor.Exp<double>(t); return u[0,1]*u[1,2]*t[0,1]; },
        ["span"] = x => { var s = new TensorSpan<double>(x, [2,3]); s[0,1]*=2; return s[0,1]*s[1,2]; },
        ["fill"] = x => { var t = Tensor.CreateFromShape<double>([2,3]); t.Fill(x[1]); return t[0,1]*t[1,2]; },
        ["tensorspan add dest"] = x => { var d=new double[6]; Tensor.Add<double>(new ReadOnlyTensorSpan<double>(x), new ReadOnlyTensorSpan<double>(x), new TensorSpan<double>(d)); return d[1]*d[2]; },
        ["foreach"] = x => { var t = Tensor.Create(x, [2,3]); var s=0.0; foreach (var v in t) s+=v*v; return s; },
        ["toarray"] = x => { var t = Tensor.Create(x, [6]); var u = t+t; var s=u.AsTensorSpan(); return s[2]*s[1]; },
        ["broadcastTo"] = x => { var t = Tensor.Create(x, [6]); var u=Tensor.Broadcast<double>(t,[2,6]); return u[1,2]*u[0,1]; },
        ["resize"] = x => { var t = Tensor.Create(x, [6]); var u=Tensor.Resize<double>(t,[2,2]); return u[1,0]*u[0,1]; },
        ["concatenate products"] = x =>
        {
            var t = Tensor.Create(x, [2, 3]);
            var u = Tensor.ConcatenateOnDimension<double>(1, [t * t, t]);
            return u[0, 0] * u[1, 3];
        },
        ["many operators"] = x =>
        {
            var t = Tensor.Create(x, [2, 3]);
            var u = (t * t * t) + (2.0 * t) - (t / 3.0) + (1.0 / (t + 1.5)) - (0.5 - t);
            u[0, 1] *= t[1, 2];
            return Tensor.Sum<double>(u * -u) * u[0, 1];
        },
        ["split"] = x =>
        {
            var u = Tensor.Split<double>(Tensor.Create(x, [2, 3]), 3, 1);
            return u[1][0, 0] * u[2][1, 0];
        },
        ["reshaped slice"] = x =>
        {
            var u = Tensor.Reshape(Tensor.Create(x, [6]).Slice([1..5]), [2, -1]);
            u[1, 1] *= x[0];
            return u[1, 1] * u[0, 1] * x[4];
        },
        ["permuted"] = x =>
        {
            var u = Tensor.PermuteDimensions(Tensor.Create(x, [2, 3]), [1, 0]);
            u[0, 1] *= x[1];
            return u[2, 0] * u[0, 1] * u[1, 1];
        },
        ["permuted and multiplied"] = x =>
        {
            var u = Tensor.PermuteDimensions(Tensor.Create(x, [2, 1, 3]), [2, 0, 1]);
            return Tensor.Sum<double>(u * u * Tensor.Create(x, [3, 2, 1]));
        },
        ["permuted slice"] = x =>
        {
            var u = Tensor.PermuteDimensions(Tensor.Create(x, [2, 3]).Slice([0..2, 1..3]), []);
            return u[0, 1] * u[1, 0];
        },
        ["stacked"] = x =>
        {
            var t = Tensor.Create(x, [6]);
            var u = Tensor.Stack<double>([t, t * t]);
            return u[1, 2] * u[0, 3];
        },
        ["stacked along the last dimension"] = x =>
        {
            var t = Tensor.Create(x, [2, 3]);
            var u = Tensor.StackAlongDimension<double>(2, [t * t, t, Tensor.PermuteDimensions(Tensor.Create(x, [3, 2]), [1, 0])]);
            return u[1, 0, 0] * u[0, 2, 1] * u[0, 1, 2] + u[1, 0, 2];
        },
        ["stacked into a destination"] = x =>
        {
            var t = Tensor.Create(x, [2, 3]);
            var u = Tensor.CreateFromShape<double>([2, 2, 3]);
            Tensor.StackAlongDimension<double>([t, t * t], u, 1);
            return u[1, 0, 2] * u[0, 1, 1];
        },
        ["stacked into a span"] = x =>
        {
            var t = Tensor.Create(x, [2, 3]);
            var y = new double[12];
            Tensor.Stack<double>([t, t * t], new TensorSpan<double>(y, [2, 2, 3]));
            return y[10] * y[2];
        },
        ["broadcast in both directions"] = x =>
        {
            var (column, row) = (Tensor.Create(x, 0, [3, 1], []), Tensor.Create(x, 3, [1, 3], []));
            var u = Tensor.CreateFromShape<double>([3, 3]);
            Tensor.Multiply<double>(column, row, u);
            return u[1, 2] * u[2, 0] + u[1, 0];
        },
        ["power with broadcasting in both directions"] = x =>
        {
            var (column, row) = (Tensor.Create(x, 0, [3, 1], []), Tensor.Create(x, 3, [1, 3], []));
            var u = Tensor.CreateFromShape<double>([3, 3]);
            Tensor.Pow<double>(column, row, u);
            return Tensor.Sum<double>(u) * u[1, 2];
        },
    };

    static readonly Dictionary<string, Func<double[], double>> Refused = new()
    {
        ["masked"] = x =>
        {
            var t = Tensor.Create(x, [6]);
            Tensor.FilteredUpdate<double>(t, Tensor.GreaterThan<double>(t, 0.3), 2.0);
            return t[1] * t[5];
        },
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Both_modes_agree_with_differences(string name)
    {
        var f = Functions[name];
        double[] x = [0.1, 0.2, 0.35, 0.4, 0.5, 0.6];
        double[] direction = [1, 2, -1, 0.5, 3, -2];
        var gradient = AD.Gradient(f)((double[])x.Clone());
        Agreement.Close(Agreement.Differences(f, x), gradient, 1e-8, name);
        var tangent = AD.Pushforward(f)((double[])x.Clone(), (double[])direction.Clone()).Tangent;
        Agreement.Close([gradient.Zip(direction, (a, b) => a * b).Sum()], [tangent], 1e-12, name);
    }

    [Theory, MemberData(nameof(Names))]
    public void Second_derivatives_of_all(string name)
    {
        var f = Functions[name];
        double[] x = [0.1, 0.2, 0.35, 0.4, 0.5, 0.6];
        var gradient = AD.Gradient(f);
        var hessian = AD.Hessian(f, (double[])x.Clone());
        for (var i = 0; i < x.Length; i++)
        {
            var row = i;
            var differences = Agreement.Differences(y => gradient((double[])y.Clone())[row], x);
            Agreement.Close(differences, Enumerable.Range(0, x.Length).Select(j => hessian[row, j]), 1e-6, $"{name}, row {row}");
        }
    }

    [Theory, MemberData(nameof(RefusedNames))]
    public void What_cannot_be_read_is_refused(string name) =>
        Assert.Throws<NotDifferentiableException>(() => AD.Gradient(Refused[name])([1, 2, 3, 4, 5, 6]));

    [Fact]
    public void Second_derivatives()
    {
        var f = (double[] x) => Tensor.Sum<double>(Tensor.Exp<double>(Tensor.Create(x, [2, 2]) * Tensor.Create(x, [2, 2])));
        double[] x = [0.1, -0.4, 0.7, 1.1];
        var hessian = AD.Hessian(f)(x);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
                Assert.Equal(i == j ? (2 + (4 * x[i] * x[i])) * Math.Exp(x[i] * x[i]) : 0, hessian[i, j], 1e-12);
        }
    }

    [Fact]
    public void Exceptions_of_shapes()
    {
        Assert.Throws<ArgumentException>(() => AD.Gradient((double[] x) => Tensor.Reshape(Tensor.Create(x, [6]), [4])[0])([1, 2, 3, 4, 5, 6]));
        Assert.Throws<ArgumentException>(() => AD.Gradient((double[] x) =>
            Tensor.ConcatenateOnDimension<double>(0, [Tensor.Create(x, [2, 3]), Tensor.Create(x, [3, 2])])[0, 0])([1, 2, 3, 4, 5, 6]));
    }

    /// <summary>The original writes beyond the end of a tensor of shape [3, 1].</summary>
    [Fact]
    public void Broadcasting_in_both_directions_without_a_destination_is_out_of_range() =>
        Assert.Throws<IndexOutOfRangeException>(() => AD.Gradient((double[] x) =>
            Tensor.Multiply<double>(Tensor.Create(x, 3, [1, 3], []), Tensor.Create(x, 0, [3, 1], []))[0, 0])([1, 2, 3, 4, 5, 6]));

    /// <summary>The same text as without a derivative.</summary>
    [Fact]
    public void Exceptions_of_stacks_and_permutations()
    {
        Func<double[], double>[] functions =
        [
            x => Tensor.Stack<double>([Tensor.Create(x, [6])])[0, 0],
            x => Tensor.Stack<double>([Tensor.Create(x, [2, 3]), Tensor.Create(x, [3, 2])])[0, 0, 0],
            x => Tensor.StackAlongDimension<double>(3, [Tensor.Create(x, [2, 3]), Tensor.Create(x, [2, 3])])[0, 0, 0],
            x => Tensor.StackAlongDimension<double>(-1, [Tensor.Create(x, [2, 3]), Tensor.Create(x, [2, 3])])[0, 0, 0],
            x => Tensor.PermuteDimensions(Tensor.Create(x, [2, 3]), [1, 1])[0, 0],
            x => Tensor.PermuteDimensions(Tensor.Create(x, [2, 3]), [0])[0, 0],
            x =>
            {
                var d = Tensor.CreateFromShape<double>([3, 4]);
                Tensor.Stack<double>([Tensor.Create(x, [2, 3]), Tensor.Create(x, [2, 3])], d);
                return d[0, 0];
            },
        ];
        foreach (var f in functions)
        {
            var gradient = AD.Gradient(f);
            var expected = Assert.ThrowsAny<ArgumentException>(() => { f([1, 2, 3, 4, 5, 6]); });
            Assert.Equal(expected.Message, Assert.ThrowsAny<ArgumentException>(() => { gradient([1, 2, 3, 4, 5, 6]); }).Message);
        }
    }
}
