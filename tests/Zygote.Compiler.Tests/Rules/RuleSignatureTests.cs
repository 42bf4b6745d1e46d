using System;
using System.Reflection;
using System.Reflection.Emit;

using Xunit;

namespace Zygote.Compiler.Tests.Rules;

/// <summary>What is said of rules that fit nothing, and which rule of several counts.</summary>
public sealed class RuleSignatureTests
{
    class Gauge(double gain)
    {
        public double Gain { get; } = gain;

        public double Read(double x) => Gain * x;
    }

    static class Box<T>
    {
        public static T Same(T x) => x;
    }

    static class Special
    {
        public static double Scalar(double x) => x;

        public static float Single(float x) => x;

        public static double Two(double x, int n, double z) => x * n * z;

        public static double[] Vector(double[] x, double s) => [x[0] * s];

        public static T Pick<T>(T[] items, int i) => items[i];

        public static double ByRef(ref double x) => x;

        public static double Read(in double x) => x;

        public static void Fill(double[] x) => x[0] = 1;

        public static double Sum(ReadOnlySpan<double> x) => x[0];

        public static double Changing(double x) => 3 * x;

        public static double Plain(double x) => 3 * x;

    }

    static class Constants
    {
        [ZeroDerivative]
        public static double Flat(double x) => 4 * x;
    }

    struct Interval
    {
        public readonly double Length(double scale) => scale;
    }

    static readonly Type D = typeof(double);

    [Fact]
    public void Each_kind_says_what_it_should_be()
    {
        Refused<DerivativeOfAttribute>("It should be: static double Scalar(double, double).", typeof(Special), "Scalar", typeof(float), D, D);
        Refused<DerivativeOfAttribute>("It should be: static float Single(float, float).", typeof(Special), "Single", D, D, D);
        Refused<DerivativeOfAttribute>(
            "It should be: static (double, double) Two(double, int, double, double).", typeof(Special), "Two",
            typeof((double, double, double)), D, typeof(int), D, D);
        Refused<PullbackOfAttribute>(
            "It should be: static (double[], Func<double[], (double[], double)>) Vector(double[], double).", typeof(Special), "Vector",
            typeof((double[], Func<double[], double[]>)), typeof(double[]), D);
        Refused<PushforwardOfAttribute>(
            "It should be: static (double[], double[]) Vector(double[], double, double[], double).", typeof(Special), "Vector",
            typeof((double[], double[])), typeof(double[]), typeof(double[]), D, D);
        Refused<SubstituteForAttribute>("It should be: static double Scalar(double).", typeof(Special), "Scalar", D, typeof(float));
    }

    [Fact]
    public void The_instance_comes_first() =>
        Refused<DerivativeOfAttribute>("It should be: static double Read(Gauge, double, double).", typeof(Gauge), "Read", D, D, D);

    [Fact]
    public void Generic_rules_have_the_type_parameters_of_type_and_method()
    {
        Refused<DerivativeOfAttribute>("does not fit Box<T>.Same. It should be: static ", typeof(Box<>), "Same", D, D, D);
        Refused<PullbackOfAttribute>(
            "It should be: static (T, Func<T, T[]>) Pick<T>(T[], int).", typeof(Special), "Pick", typeof((double, Func<double, double[]>)),
            typeof(double[]), typeof(int));
    }

    [Fact]
    public void What_no_rule_can_be_for_has_another_remedy()
    {
        Refused<DerivativeOfAttribute>("its parameter x is passed by reference; give it [SubstituteFor]", typeof(Special), "ByRef", D, D, D);
        Refused<DerivativeOfAttribute>("its parameter x is passed by reference", typeof(Special), "Read", D, D, D);
        Refused<PullbackOfAttribute>("its parameter x is a span", typeof(Special), "Sum", D, D);
        Refused<DerivativeOfAttribute>("it returns double[], and partials are for functions", typeof(Special), "Vector", D, typeof(double[]), D, D);
        Refused<PullbackOfAttribute>("it returns nothing", typeof(Special), "Fill", D, D);
        Refused<DerivativeOfAttribute>("a method of a struct gets its instance by reference", typeof(Interval), "Length", D, D, D);
        Refused<PullbackOfAttribute>("a constructor fills in an object", typeof(Gauge), ".ctor", D, D);
        Refused<PullbackOfAttribute>("a constructor fills in an object", typeof(Gauge), nameof(Gauge), D, D);
    }

    [Fact]
    public void Names_that_do_not_exist()
    {
        Refused<DerivativeOfAttribute>("names Special.Missing, which does not exist", typeof(Special), "Missing", D, D, D);
        Assert.Contains("names Special.Missing, which does not exist", Assert.Throws<ArgumentException>(() => AD.RegisterRules(
            Flat(typeof(NoRuleForAttribute), typeof(Special), "Missing"))).Message);
    }

    [Fact]
    public void A_property_is_its_getter()
    {
        // A rule with partials has none for the object that the property belongs to.
        Refused<PushforwardOfAttribute>("It should be: static (double, double) get_Gain(Gauge, Gauge).", typeof(Gauge), "Gain", D, typeof(Gauge));
    }

    [Fact]
    public void The_last_that_was_registered_counts_and_rules_can_be_taken_away()
    {
        Func<double, double> f = Special.Changing, derivative = AD.Derivative(f);
        Assert.Equal(3, derivative(1));
        AD.RegisterRules(Rule(typeof(DerivativeOfAttribute), typeof(Special), "Changing", 10, D, D, D));
        Assert.Equal(10, derivative(1));
        AD.RegisterRules(Rule(typeof(DerivativeOfAttribute), typeof(Special), "Changing", 20, D, D, D));
        Assert.Equal(20, derivative(1));
        AD.RegisterRules(Flat(typeof(NoRuleForAttribute), typeof(Special), "Changing"));
        Assert.Equal(3, derivative(1));
        AD.RegisterRules(Flat(typeof(ZeroDerivativeAttribute), typeof(Special), "Changing"));
        Assert.Equal(0, derivative(1));
        AD.RegisterRules(Rule(typeof(DerivativeOfAttribute), typeof(Special), "Changing", 30, D, D, D));
        Assert.Equal(30, derivative(1));
        AD.RegisterRules(Flat(typeof(NoRuleForAttribute), typeof(Special)));
        Assert.Equal(3, derivative(1));
    }

    [Fact]
    public void A_constant_function_can_be_made_to_vary()
    {
        Assert.Equal(0, AD.Derivative(Constants.Flat, 1.0));
        AD.RegisterRules(Flat(typeof(NoRuleForAttribute), typeof(Constants), "Flat"));
        Assert.Equal(4, AD.Derivative(Constants.Flat, 1.0));
    }

    [Fact]
    public void A_substitute_is_differentiated_in_the_place_of_the_original()
    {
        AD.RegisterRules(Rule(typeof(SubstituteForAttribute), typeof(Special), "Plain", null, D, D));
        Assert.Equal(1, AD.Derivative((double x) => Special.Plain(x), 1.0));
    }

    static void Refused<TAttribute>(string message, Type target, string name, Type returns, params Type[] parameters)
    {
        var failure = Assert.Throws<ArgumentException>(
            () => AD.RegisterRules(Rule(typeof(TAttribute), target, name, null, returns, parameters)));
        Assert.Contains(message, failure.Message);
    }

    /// <summary>
    /// A class with one rule, outside of this assembly: a wrong one here would be found. It returns the constant, or its first
    /// argument.
    /// </summary>
    static Type Rule(Type attribute, Type target, string name, double? constant, Type returns, params Type[] parameters) =>
        Made(type =>
        {
            var method = type.DefineMethod("Rule", MethodAttributes.Static | MethodAttributes.Public, returns, parameters);
            method.SetCustomAttribute(new CustomAttributeBuilder(attribute.GetConstructors()[0], [target, name]));
            var il = method.GetILGenerator();
            if (constant is { } number)
                il.Emit(OpCodes.Ldc_R8, number);
            else
                il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ret);
        });

    static Type Flat(Type attribute, Type target, params string[] names) =>
        Made(type => type.SetCustomAttribute(new CustomAttributeBuilder(
            attribute.GetConstructor([typeof(Type), typeof(string[])])!, [target, names])));

    static Type Made(Action<TypeBuilder> fill)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Rules"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Rules").DefineType("Rules", TypeAttributes.Public);
        fill(type);
        return type.CreateType();
    }
}
