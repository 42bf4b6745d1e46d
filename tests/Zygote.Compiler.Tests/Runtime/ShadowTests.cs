using System;
using System.Collections.Generic;
using System.Numerics;
using System.Threading;

using Xunit;

using Zygote.Differentiation;

namespace Zygote.Compiler.Tests.Runtime;

public sealed class ShadowTests
{
    class Base
    {
        readonly double _hidden = 7;

        public double Hidden => _hidden;
    }

    sealed class Model : Base
    {
        public double[] Weights = [1, 2];
        public int[] Sizes = [3, 4];
        public int Count = 5;
        public string Name = "model";
        public Model? Next;
        public List<double> Biases = [1, 2, 3];
        public List<string> Labels = ["a"];
        public Complex Phase = new(1, 2);
        public (double, int) Pair = (3, 4);
        public Func<double, double>? Activation = Math.Tanh;
        public object? Anything = 2.0;
        public double? Maybe = 4;
        public float Single = 1;
    }

    sealed record Point(double X, double Y);

    readonly struct Layers(double[] first, float[] second, int count)
    {
        public readonly double[] First = first;
        public readonly float[] Second = second;
        public readonly int Count = count;
    }

    sealed class Node : IShape
    {
        public double Value;
        public Node? Next;
    }

    interface IShape;

    sealed class Fork
    {
        public Node? Left;
        public Node? Right;
    }

    sealed class Mixed
    {
        public bool Flag;
        public Half Half;
        public Part[] Parts = [];
        public Part Inner;
        public Mixed? Tree;
        public object? Boxed;
        public IShape? Shape;
        public (double, string)[,] Grid = new (double, string)[0, 0];
    }

    readonly struct Part(double[] array, double x, float y)
    {
        readonly byte _padding = 1;
        public readonly float Y = y;
        public readonly double[] Array = array;
        public readonly double X = x;

        public byte Padding => _padding;
    }

    sealed class Numbers(double x, double[] array)
    {
        public double X = x;
        public readonly double[] Array = array;
        public List<double> List = [1, 2];
    }

    sealed class IntegersOnly
    {
        public int N = 3;
        public string Text = "";
    }

    enum Color
    {
        Red,
    }

    [Fact]
    public void Zeros_have_the_shape_of_the_original()
    {
        Assert.Equal(0, Shadow.ZerosLike(3.0));
        Assert.Equal(new double[2], Shadow.ZerosLike(new[] { 1.0, 2.0 }));
        Assert.Equal(new float[2], Shadow.ZerosLike(new[] { 1f, 2f }));
        Assert.Equal(new double[2, 3], Shadow.ZerosLike(new double[2, 3] { { 1, 2, 3 }, { 4, 5, 6 } }));
        Assert.Equal([new double[1], new double[2]], Shadow.ZerosLike<double[][]>([[1], [2, 3]]));
        Assert.Equal(new Point(0, 0), Shadow.ZerosLike(new Point(1, 2)));
        Assert.Equal((0.0, 0), Shadow.ZerosLike((1.0, 2)));
        var (array, number) = Shadow.ZerosLike((new[] { 1.0 }, 2.0));
        Assert.Equal(new double[1], array);
        Assert.Equal(0, number);
        Assert.Equal(Complex.Zero, Shadow.ZerosLike(Complex.One));
        Assert.Equal(0.0, Shadow.ZerosLike<double?>(3.0));
        Assert.Null(Shadow.ZerosLike<double[]>(null!));
        Assert.Equal(0.0, Shadow.ZerosLike<object>(3.0));
    }

    [Fact]
    public void Zeros_of_an_object_are_an_object_of_its_class()
    {
        var zeros = Shadow.ZerosLike(new Model { Next = new Model() });

        Assert.Equal(0, zeros.Hidden);
        Assert.Equal([0, 0], zeros.Weights);
        Assert.Equal([0, 0], zeros.Sizes);
        Assert.Equal(0, zeros.Count);
        Assert.Null(zeros.Name);
        Assert.Equal([0, 0], zeros.Next!.Weights);
        Assert.Null(zeros.Next.Next);
        Assert.Equal([0, 0, 0], zeros.Biases);
        Assert.Equal([null!], zeros.Labels);
        Assert.Equal(Complex.Zero, zeros.Phase);
        Assert.Equal((0, 0), zeros.Pair);
        Assert.Null(zeros.Activation);
        Assert.Equal(0.0, zeros.Anything);
        Assert.Equal(0.0, zeros.Maybe);
    }

    [Fact]
    public void Sharing_and_cycles_are_mirrored()
    {
        var shared = new[] { 1.0 };
        var (a, b) = Shadow.ZerosLike((shared, shared));
        Assert.Same(a, b);

        var node = new Node { Value = 1 };
        node.Next = node;
        var zero = Shadow.ZerosLike(node);
        Assert.Same(zero, zero.Next);
        Shadow.Clear(zero);
        Shadow.Accumulate(zero, Shadow.Copy(node));
        Assert.Equal(1, zero.Value);
        Shadow.CheckSameShape(node, zero, "g");
    }

    [Fact]
    public void A_long_chain_does_not_exhaust_the_stack()
    {
        Node? head = null;
        for (var i = 0; i < 100_000; i++)
            head = new Node { Value = 1, Next = head };
        var thread = new Thread(
            () =>
            {
                var zeros = Shadow.ZerosLike(head)!;
                Shadow.Accumulate(zeros, head);
                Assert.Equal(1, zeros.Next!.Next!.Value);
                Shadow.Clear(zeros);
                Assert.Equal(0, zeros.Next!.Next!.Value);
                Shadow.CheckSameShape(head, Shadow.Copy(zeros), "g");
            },
            256 * 1024);
        thread.Start();
        thread.Join();
    }

    [Fact]
    public void Collections_keep_their_structure()
    {
        var list = new List<double> { 1, 2 };
        list.Add(3);
        Assert.Equal(new double[3], Shadow.ZerosLike(list).ToArray());

        var dictionary = new Dictionary<string, double> { ["a"] = 1, ["b"] = 2 };
        var zeros = Shadow.ZerosLike(dictionary);
        Assert.Equal(2, zeros.Count);
        Assert.Equal(0, zeros["a"]);
        zeros["b"] = 3;
        Assert.Equal(3, Shadow.Copy(zeros)["b"]);
        Shadow.Accumulate(zeros, dictionary);
        Assert.Equal(5, zeros["b"]);
        Shadow.Clear(zeros);
        Assert.Equal(0, zeros["b"]);
        Assert.Equal(["a", "b"], zeros.Keys);

        var byInt = Shadow.ZerosLike(new Dictionary<int, double[]> { [17] = [1, 2] });
        Assert.Equal([0, 0], byInt[17]);
        Assert.Equal(2, Shadow.ZerosLike(new Dictionary<double, double> { [0.5] = 1, [1.5] = 2 }).Count);
        Assert.Equal(0, Shadow.ZerosLike(new SortedDictionary<string, double> { ["x"] = 1 })["x"]);
        Assert.Equal(new double[2], Shadow.ZerosLike(new Queue<double>([1, 2])).ToArray());
        Assert.Equal(new double[2], Shadow.ZerosLike(new Stack<double>([1, 2])).ToArray());
        Assert.All(Shadow.ZerosLike(new Stack<double>([1, 2])), v => Assert.Equal(0, v));
        Assert.Equal(2, Shadow.ZerosLike(new LinkedList<double>([1, 2])).Count);
        Assert.Equal(0, Shadow.ZerosLike(new Memory<double>([1, 2], 1, 1)).Span[0]);
    }

    [Fact]
    public void Clear_sets_numbers_only()
    {
        var model = new Model { Next = new Model() };
        Shadow.Clear(model);

        Assert.Equal(0, model.Hidden);
        Assert.Equal([0, 0], model.Weights);
        Assert.Equal([3, 4], model.Sizes);
        Assert.Equal(5, model.Count);
        Assert.Equal("model", model.Name);
        Assert.Equal([0, 0, 0], model.Biases);
        Assert.Equal(Complex.Zero, model.Phase);
        Assert.Equal((0, 4), model.Pair);
        Assert.NotNull(model.Activation);
        Assert.Equal(0.0, model.Anything);
        Assert.Equal(0.0, model.Maybe);
        Assert.Equal(0, model.Next.Single);
    }

    [Fact]
    public void Clearing_and_comparing_allocate_nothing()
    {
        AssertNoAllocation(new double[100]);
        AssertNoAllocation(new float[100]);
        AssertNoAllocation(new double[3, 3]);
        AssertNoAllocation<double[][]>([[1], [2]]);
        AssertNoAllocation(new Layers([1], [2], 3));
        AssertNoAllocation((new double[3], new double[4]));
        AssertNoAllocation(new List<double> { 1, 2 });
        AssertNoAllocation(new Numbers(1, [2]));
    }

    static void AssertNoAllocation<T>(T value)
    {
        var other = Shadow.Copy(value);
        long allocated = 0;
        for (var i = 0; i < 200; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Shadow.CheckSameShape(value, other, "gradient", apart: true);
            Shadow.Clear(other);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.True(allocated == 0, $"{typeof(T)}: {allocated} bytes");
    }

    [Fact]
    public void Accumulate_adds_number_by_number()
    {
        Assert.Equal(3, Shadow.Accumulate(1.0, 2.0));
        Assert.Equal((3.0, 7f, 5), Shadow.Accumulate((1.0, 3f, 5), (2.0, 4f, 6)));
        Assert.Equal(new Complex(4, 6), Shadow.Accumulate(new Complex(1, 2), new Complex(3, 4)));

        var into = new Model();
        Assert.Same(into, Shadow.Accumulate(into, new Model()));
        Assert.Equal([2, 4], into.Weights);
        Assert.Equal([3, 4], into.Sizes);
        Assert.Equal([2, 4, 6], into.Biases);
        Assert.Equal(14, into.Hidden);
        Assert.Equal(new Complex(2, 4), into.Phase);
        Assert.Equal((6, 4), into.Pair);

        var pair = (new[] { 1.0 }, 2.0);
        Assert.Equal(6, Shadow.Accumulate(pair, (new[] { 3.0 }, 4.0)).Item2);
        Assert.Equal(4, pair.Item1[0]);

        var shared = new[] { 1.0 };
        Shadow.Accumulate((shared, shared), (new[] { 10.0 }, new[] { 20.0 }));
        Assert.Equal(31, shared[0]);
    }

    [Fact]
    public void Something_shared_gets_what_each_of_its_partners_has()
    {
        double[] row = [1];
        double[] once = [5];
        double[][] rows = [row, row, row, row];
        Shadow.Accumulate(rows, [[10], [20], once, once]);
        Assert.Equal(36, row[0]);

        var leaf = new Node { Value = 1 };
        Fork Into() => new() { Left = leaf, Right = leaf };
        Shadow.Accumulate(Into(), new Fork { Left = new() { Value = 10 }, Right = new() { Value = 20 } });
        Assert.Equal(31, leaf.Value);
        var partner = new Node { Value = 100 };
        Shadow.Accumulate(Into(), new Fork { Left = partner, Right = partner });
        Assert.Equal(131, leaf.Value);

        // More than are compared one by one.
        var many = new Node[50];
        Array.Fill(many, leaf);
        var others = new Node[50];
        for (var i = 0; i < 50; i++)
            others[i] = i % 2 == 0 ? new Node { Value = 1 } : others[i - 1];
        Shadow.Accumulate(many, others);
        Assert.Equal(156, leaf.Value);
    }

    [Fact]
    public void Fields_are_found_wherever_they_lie()
    {
        var mixed = new Mixed
        {
            Flag = true,
            Half = (Half)1,
            Parts = [new Part([1], 2, 3), new Part([4], 5, 6)],
            Inner = new Part([7], 8, 9),
            Tree = new Mixed { Inner = new Part([10], 11, 12) },
            Boxed = 13.0,
            Shape = new Node { Value = 14 },
            Grid = new (double, string)[,] { { (15, "a"), (16, "b") } },
        };
        var zeros = Shadow.ZerosLike(mixed);
        Assert.False(zeros.Flag);
        Assert.Equal([0], zeros.Parts[1].Array);
        Assert.Equal((0.0, 0f, 0), (zeros.Inner.X, zeros.Tree!.Inner.Y, (int)zeros.Inner.Array[0]));
        Assert.Equal(0.0, ((Node)zeros.Shape!).Value);
        Assert.Null(zeros.Grid[0, 1].Item2);

        Shadow.CheckSameShape(mixed, zeros, "g", apart: true);
        Shadow.Accumulate(zeros, mixed);
        Shadow.Accumulate(zeros, Shadow.Copy(mixed));
        Assert.Equal((Half)2, zeros.Half);
        Assert.Equal(8, zeros.Parts[1].Array[0]);
        Assert.Equal((10.0, 12f), (zeros.Parts[1].X, zeros.Parts[1].Y));
        Assert.Equal((16.0, 24f, 14.0), (zeros.Inner.X, zeros.Tree.Inner.Y, zeros.Inner.Array[0]));
        Assert.Equal((26.0, 28.0), ((double)zeros.Boxed!, ((Node)zeros.Shape).Value));
        Assert.Equal(32, zeros.Grid[0, 1].Item1);

        var copy = Shadow.Copy(mixed);
        Assert.Equal((16.0, "b"), copy.Grid[0, 1]);
        Assert.True(copy.Flag);
        Shadow.Clear(mixed);
        Assert.Equal((Half)0, mixed.Half);
        Assert.Equal((0.0, 0.0), (mixed.Parts[1].X, mixed.Parts[1].Array[0]));
        Assert.Equal((0.0, 0.0), ((double)mixed.Boxed!, ((Node)mixed.Shape!).Value));
        Assert.Equal((0.0, "b"), mixed.Grid[0, 1]);
        Assert.Equal((4.0, 14.0), (copy.Parts[1].Array[0], ((Node)copy.Shape!).Value));

        AssertDiffers("gradient.Inner.Array has length 2 instead of 1", mixed, Changed(m => m.Inner = new([1, 2], 0, 0)));
        AssertDiffers("gradient.Shape must not be null", mixed, Changed(m => m.Shape = null));

        Mixed Changed(Action<Mixed> change)
        {
            var other = Shadow.Copy(mixed);
            change(other);
            return other;
        }
    }

    [Fact]
    public void Copies_share_nothing()
    {
        var model = new Model();
        var copy = Shadow.Copy(model);
        copy.Weights[0] = 100;
        copy.Biases[0] = 100;
        Assert.Equal(1, model.Weights[0]);
        Assert.Equal(1, model.Biases[0]);
        Assert.Equal("model", copy.Name);
        Assert.Equal(7, copy.Hidden);
    }

    [Fact]
    public void A_difference_in_shape_says_where()
    {
        AssertDiffers("gradient has length 2 instead of 1", new double[1], new double[2]);
        AssertDiffers("gradient.Weights has length 3 instead of 2", new Model(), new Model { Weights = new double[3] });
        AssertDiffers("gradient.Next must not be null", new Model { Next = new Model() }, new Model());
        AssertDiffers("gradient[1] has length 2 instead of 1", new double[][] { [1], [2] }, [[1], [2, 3]]);
        AssertDiffers("gradient.First has length 0 instead of 1", new Layers([1], [], 0), new Layers([], [], 0));
        AssertDiffers("gradient has 1 elements instead of 0", new List<double>(), [1.0]);
        AssertDiffers("lacks the key a", new Dictionary<string, double> { ["a"] = 1 }, new() { ["b"] = 1 });
        var model = new Model();
        AssertDiffers("gradient.Weights is the object", model, new Model { Weights = model.Weights });
    }

    static void AssertDiffers<T>(string message, T x, T gradient)
    {
        var exception = Assert.Throws<ArgumentException>(() => Shadow.CheckSameShape(x, gradient, "gradient", apart: true));
        Assert.Contains(message, exception.Message);
    }

    [Theory]
    [InlineData(typeof(double), true)]
    [InlineData(typeof(Half), true)]
    [InlineData(typeof(double[,]), true)]
    [InlineData(typeof((int, float)), true)]
    [InlineData(typeof(Complex), true)]
    [InlineData(typeof(Vector3), true)]
    [InlineData(typeof(Matrix4x4), true)]
    [InlineData(typeof(Vector<double>), true)]
    [InlineData(typeof(List<double>), true)]
    [InlineData(typeof(object), true)]
    [InlineData(typeof(Func<int>), true)]
    [InlineData(typeof(IEnumerable<double>), true)]
    [InlineData(typeof(Model), true)]
    [InlineData(typeof(Base), true)]
    [InlineData(typeof(double?), true)]
    [InlineData(typeof(Memory<double>), true)]
    [InlineData(typeof(int), false)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(Color), false)]
    [InlineData(typeof(decimal), false)]
    [InlineData(typeof(int[]), false)]
    [InlineData(typeof(List<int>), false)]
    [InlineData(typeof(Type), false)]
    [InlineData(typeof(DateTime), false)]
    [InlineData(typeof(CancellationToken), false)]
    [InlineData(typeof(Random), false)]
    [InlineData(typeof(IntegersOnly), false)]
    [InlineData(typeof(Dictionary<int, string>), false)]
    public void Types_that_can_carry_a_derivative(Type type, bool expected) =>
        Assert.Equal(expected, Shadow.CanCarryDerivative(type));

    [Theory]
    [InlineData(typeof(double), true)]
    [InlineData(typeof((double[], double)), true)]
    [InlineData(typeof((double[], int)), false)]
    [InlineData(typeof(double[]), false)]
    [InlineData(typeof(Model), false)]
    public void Loose_numbers(Type type, bool expected) => Assert.Equal(expected, Shadow.HasLooseNumbers(type));
}
