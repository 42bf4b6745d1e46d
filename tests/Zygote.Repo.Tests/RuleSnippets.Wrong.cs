using System;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Text.RegularExpressions;

using Xunit;

using Zygote.Testing;

namespace Zygote.Repo.Tests;

// The wrong examples of docs/rules.md, and that they fail with the messages that it shows.
public sealed partial class RuleSnippets
{
    static class Model
    {
        public static double Scaled(double x, int n) => Library.Hidden(x) * n;

        public static float Half(float x) => (float)Library.Hidden(x) / 2;

        public static double[] Apply(double[,] a, double[] x) => Library.Apply(a, x);

        public static double Cube(double x) => Library.Hidden(x) * x * x;

        public static double Dot(double[] x, double scale) => x[0] * scale;

        public static double Sum(ReadOnlySpan<double> x) => x[0] + x[1];
    }

    class Spring(double stiffness)
    {
        public double Force(double x) => Stiffness * x;

        public double Stiffness { get; } = stiffness;
    }

    /// <summary>
    /// Signatures that would be refused as soon as anything of this assembly is differentiated: the attributes are not those of
    /// the library but look the same, and a test registers the same methods with the true ones.
    /// </summary>
    static class Wrong
    {
        [AttributeUsage(AttributeTargets.Method)]
        internal sealed class DerivativeOfAttribute(Type type, string method) : Attribute
        {
            public Type Type { get; } = type;

            public string Method { get; } = method;
        }

        // snippet: wrong value
        // wrong: the value is missing, and an integer has no partial
        [DerivativeOf(typeof(Model), nameof(Model.Scaled))]
        public static (double, double) Scaled(double x, int n) => (n, x);
        // end

        // snippet: wrong type
        // wrong: numbers of another type
        [DerivativeOf(typeof(Model), nameof(Model.Half))]
        public static double Half(double x, double y) => 0.5;
        // end

        // snippet: wrong instance
        // wrong: whose stiffness?
        [DerivativeOf(typeof(Spring), nameof(Spring.Force))]
        public static double Force(double x, double y) => y / x;
        // end

        // snippet: wrong span
        // wrong: a span cannot be an input of a rule
        [DerivativeOf(typeof(Model), nameof(Model.Sum))]
        public static double Sum(ReadOnlySpan<double> x, double y) => 1;
        // end
    }

    static class Right
    {
        // snippet: right value
        [DerivativeOf(typeof(Model), nameof(Model.Scaled))]
        static double Scaled(double x, int n, double y) => n;
        // end

        // snippet: right type
        [DerivativeOf(typeof(Model), nameof(Model.Half))]
        static float Half(float x, float y) => 0.5f;
        // end

        // snippet: right instance
        [PullbackOf(typeof(Spring), nameof(Spring.Force))]
        static (double Value, Func<double, (Spring, double)> Pullback) Force(Spring spring, double x) =>
            (spring.Force(x), yBar => (new Spring(x * yBar), spring.Stiffness * yBar));
        // end

        // snippet: right span
        [SubstituteFor(typeof(Model), nameof(Model.Sum))]
        static double Sum(ReadOnlySpan<double> x)
        {
            var sum = 0.0;
            foreach (var value in x)
                sum += value;
            return sum;
        }
        // end
    }

    static class WrongDerivatives
    {
        // snippet: wrong transpose
        // wrong: a cotangent goes back through the transposed matrix
        [PullbackOf(typeof(Model), nameof(Model.Apply))]
        static (double[] Value, Func<double[], (double[,], double[])> Pullback) Apply(double[,] a, double[] x) =>
            (Model.Apply(a, x), yBar => (Outer(yBar, x), Times(a, yBar)));
        // end

        // snippet: wrong second
        // wrong: right at first order only
        [DerivativeOf(typeof(Model), nameof(Model.Cube))]
        static double Cube(double x, double y) => 3 * x * AD.StopGradient(x);
        // end

        // snippet: wrong array
        // wrong: says nothing of the array
        [DerivativeOf(typeof(Model), nameof(Model.Dot))]
        static double Dot(double[] x, double scale, double y) => x[0];
        // end

        static double[] Times(double[,] a, double[] x)
        {
            var y = new double[a.GetLength(0)];
            for (var i = 0; i < y.Length; i++)
            {
                for (var j = 0; j < x.Length; j++)
                    y[i] += a[i, j] * x[j];
            }
            return y;
        }

        static double[,] Outer(double[] x, double[] y)
        {
            var a = new double[x.Length, y.Length];
            for (var i = 0; i < x.Length; i++)
            {
                for (var j = 0; j < y.Length; j++)
                    a[i, j] = x[i] * y[j];
            }
            return a;
        }
    }

    [Theory]
    [InlineData(nameof(Wrong.Scaled))]
    [InlineData(nameof(Wrong.Half))]
    [InlineData(nameof(Wrong.Force))]
    [InlineData(nameof(Wrong.Sum))]
    public void Wrong_signatures_are_refused_with_the_message_that_is_shown(string name)
    {
        var method = typeof(Wrong).GetMethod(name)!;
        Shown(Assert.Throws<ArgumentException>(() => AD.RegisterRules(Twin(method))).Message);
    }

    /// <summary>The same method with the true attribute, in an assembly of its own.</summary>
    static Type Twin(MethodInfo method)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Wrong"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Wrong").DefineType("Rules", TypeAttributes.Public);
        var twin = type.DefineMethod(
            method.Name, MethodAttributes.Static | MethodAttributes.Public, method.ReturnType, [.. method.GetParameters().Select(p => p.ParameterType)]);
        var attribute = method.GetCustomAttribute<Wrong.DerivativeOfAttribute>()!;
        twin.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(DerivativeOfAttribute).GetConstructors()[0], [attribute.Type, attribute.Method]));
        var il = twin.GetILGenerator();
        il.ThrowException(typeof(InvalidOperationException));
        return type.CreateType();
    }

    [Fact]
    public void Wrong_derivatives_are_found_with_the_message_that_is_shown()
    {
        var a = new double[,] { { 1, 2 }, { 3, 4 } };
        var backwards = new RuleCheckOptions { Forward = false };
        Shown(Assert.Throws<RuleCheckException>(() => RuleCheck.Verify(Model.Apply, a, new double[] { 5, 6 }, backwards)).Message);
        Shown(Assert.Throws<RuleCheckException>(() => RuleCheck.Verify(Model.Cube, 1.5)).Message);
        Shown(Assert.Throws<NotDifferentiableException>(() => AD.Gradient((double[] x) => Model.Dot(x, 2), [3])).Reason);
    }

    [Fact]
    public void Right_ones_are_right()
    {
        RuleCheck.Verify(Model.Scaled, 1.5, 2);
        RuleCheck.Verify(Model.Half, 1.5f);
        Assert.Equal((2, 3), AD.Gradient((double k, double x) => new Spring(k).Force(x), 3.0, 2.0));
        Assert.Equal([1, 1], AD.Gradient((double[] x) => Model.Sum(x), [2, 3]));
    }

    [Fact]
    public void Checks_of_rules()
    {
        // snippet: check
        RuleCheck.Verify(Special.Erf, 0.5);
        RuleCheck.Verify(Special.Normalize, new double[] { 3, 4 }, new RuleCheckOptions { Allocates = true });
        // end
    }

    /// <summary>The document has every line of the message, numbers apart.</summary>
    static void Shown(string message)
    {
        var document = Number().Replace(Repository.Read("docs/rules.md"), "#");
        foreach (var line in message.Split('\n'))
            Assert.True(document.Contains(Number().Replace(line, "#"), StringComparison.Ordinal), $"docs/rules.md does not show: {message}");
    }

    [GeneratedRegex("""-?\d+\.\d+(E-?\d+)?""")]
    private static partial Regex Number();
}
