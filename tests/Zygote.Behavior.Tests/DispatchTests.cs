using System;
using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>Which method an interface or virtual call reaches: on arrays, through variance, type arguments and defaults.</summary>
public class DispatchTests
{
    static readonly double[][] Vectors = [[1.1, 2, 3], [0.5, -1, 2, 4, 0.1], [-0.3, 0.7], [0.4]];

    interface IScaled
    {
        double Factor { get; }

        double Scale(double x) => Factor * x * x;
    }

    interface ITwiceScaled : IScaled
    {
        double IScaled.Scale(double x) => Factor * x * x * x;
    }

    sealed class Plain(double factor) : IScaled
    {
        public double Factor => factor;
    }

    sealed class Overriding(double factor) : ITwiceScaled
    {
        public double Factor => factor;
    }

    struct Boxed(double factor) : IScaled
    {
        public double Factor { get; } = factor;
    }

    interface IFactory
    {
        T Make<T>(double x, T start)
            where T : IScaled;
    }

    sealed class Squares : IFactory
    {
        public T Make<T>(double x, T start)
            where T : IScaled => start.Scale(x) > 0 ? start : default!;
    }

    class Animal(double weight)
    {
        protected double Weight => weight;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public virtual Animal Grown() => new(Weight * 2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public virtual double Total<T>(T[] parts) => Weight * parts.Length;

        public double Read() => Weight;
    }

    sealed class Dog(double weight) : Animal(weight)
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override Dog Grown() => new(Weight * Weight);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override double Total<T>(T[] parts) => Weight * Weight * parts.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Sum(IEnumerable<double> items)
    {
        var sum = 1.0;
        foreach (var item in items)
            sum += item * sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double SumOf(IEnumerable items)
    {
        var sum = 1.0;
        foreach (double item in items)
            sum += item * sum;
        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double OfList(IList<double> list)
    {
        var copy = new double[list.Count + 1];
        list.CopyTo(copy, 1);
        copy[0] = 2;
        for (var i = 0; i < list.Count; i++)
        {
            copy[0] += list[i] * copy[i + 1];
            list[i] = copy[0];
        }

        return copy[0] * list[0] * (list.Contains(17) ? 3 : 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double OfReadOnly(IReadOnlyList<double> list) => list[0] * list[^1] * list.Count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Any(IEnumerable<object> items)
    {
        var sum = 0.0;
        foreach (var item in items)
            sum += item is double[] v ? v[0] * v[0] : ((Animal)item).Grown().Read();
        return sum;
    }

    [Fact]
    public void An_array_as_a_sequence() => Check.Vector(x => Sum(x) * x[0], Vectors);

    [Fact]
    public void An_array_as_a_sequence_of_objects() => Check.Vector(x => SumOf(x), Vectors);

    [Fact]
    public void A_matrix_as_a_sequence_of_objects() => Check.Vector(x => SumOf(new[,] { { x[0], 2 * x[0] }, { x[0] * x[0], 1 } }), Vectors);

    [Fact]
    public void An_array_as_a_list() => Check.Vector(x => OfList(x) + x[0], Vectors);

    [Fact]
    public void An_array_as_a_read_only_list() => Check.Vector(x => OfReadOnly(x), Vectors);

    [Fact]
    public void A_list_made_of_an_array() => Check.Vector(x => Sum(new List<double>(x)) + OfList(new List<double>(x)), Vectors);

    [Fact]
    public void Enumerated_by_hand() => Check.Vector(
        x =>
        {
            var walk = ((IEnumerable<double>)x).GetEnumerator();
            var sum = 1.0;
            while (walk.MoveNext())
                sum += walk.Current * sum;
            try
            {
                sum += walk.Current;
            }
            catch (InvalidOperationException)
            {
                sum *= 2 * x[0];
            }

            return walk.MoveNext() ? 0 : sum;
        },
        Vectors);

    [Fact]
    public void Arrays_through_variance() => Check.Vector(
        x => Any(new[] { x, [x[0], 2], [3 * x[0]] }) + Any(new[] { new Dog(x[0]), new Animal(x[0]) }), Vectors);

    [Fact]
    public void Lists_through_variance() => Check.Vector(
        x => Any(new List<double[]> { x, new[] { x[0], 2 } }) + Any(new List<Dog> { new(x[0]), new(2 * x[0]) }), Vectors);

    [Fact]
    public void Default_methods_of_interfaces()
    {
        IScaled[] all = [new Plain(2), new Overriding(3), new Boxed(5)];
        for (var i = 0; i < all.Length; i++)
        {
            var scaled = all[i];
            Check.Scalar(x => scaled.Scale(x) * x, 0.5, -2);
        }

        Check.Scalar(
            x =>
            {
                IScaled[] made = [new Plain(x), new Overriding(x * x), new Boxed(3 * x)];
                var sum = 0.0;
                foreach (var scaled in made)
                    sum += scaled.Scale(x);
                return sum;
            },
            0.5, -2);
    }

    [Fact]
    public void Generic_methods_of_interfaces_and_classes()
    {
        IFactory[] factories = [new Squares()];
        Check.Scalar(
            x =>
            {
                var sum = 0.0;
                foreach (var factory in factories)
                    sum += factory.Make<IScaled>(x, new Plain(x)).Scale(x) + (factory.Make(x, new Boxed(x)).Factor * x);
                Animal[] animals = [new Dog(x), new Animal(x)];
                foreach (var animal in animals)
                    sum += animal.Total(new[] { "a", "b" }) + animal.Total(new double[3]);
                return sum;
            },
            0.5, 2);
    }

    [Fact]
    public void A_covariant_override_is_the_one_that_is_called() => Check.Scalar(
        x =>
        {
            Animal[] animals = [new Dog(x), new Animal(x)];
            var sum = 0.0;
            foreach (var animal in animals)
                sum += animal.Grown().Read() * animal.Read();
            return sum;
        },
        0.5, 3);
}
