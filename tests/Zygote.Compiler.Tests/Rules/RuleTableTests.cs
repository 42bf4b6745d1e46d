using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

using Xunit;

using Zygote.Rules;

namespace Zygote.Compiler.Tests.Rules;

public sealed class RuleTableTests
{
    static class Special
    {
        public static double Erf(double x) => x;

        public static double Solve(double x, int n) => x * n;

        public static double[] Scale(double[] x, double factor) => [.. x.Select(v => v * factor)];

        public static T Pick<T>(T[] items, int index) => items[index];

        [ZeroDerivative]
        public static double Rounded(double x) => Math.Round(x);

        public static double InTry(double x) => 3 * x;

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static double CallsIt(double x) => InTry(x);

        public static double Later(double x) => x;
    }

    sealed class Instrument
    {
        public double Gain { get; set; } = 1;

        public double Read(double x) => Gain * x;

        public static double Log(double x) => x;
    }

    [ZeroDerivative(typeof(Instrument), nameof(Instrument.Log))]
    static class Rules
    {
        [DerivativeOf(typeof(Special), nameof(Special.Erf))]
        static double Erf(double x, double y) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);

        [DerivativeOf(typeof(Special), nameof(Special.Solve))]
        static double Solve(double x, int n, double y) => n;

        [PullbackOf(typeof(Special), nameof(Special.Scale))]
        static (double[], Func<double[], (double[], double)>) Scale(double[] x, double factor) =>
            (Special.Scale(x, factor), bar => (Special.Scale(bar, factor), bar.Zip(x, (a, b) => a * b).Sum()));

        [PushforwardOf(typeof(Special), nameof(Special.Scale))]
        static (double[], double[]) Scale(double[] x, double factor, double[] xDot, double factorDot) =>
            (Special.Scale(x, factor), Special.Scale(xDot, factor));

        [PullbackOf(typeof(Special), nameof(Special.Pick))]
        static (T, Func<T, T[]>) Pick<T>(T[] items, int index) => (items[index], bar => items);

        [PullbackOf(typeof(Instrument), nameof(Instrument.Read))]
        static (double, Func<double, (Instrument, double)>) Read(Instrument instrument, double x) =>
            (instrument.Read(x), bar => (instrument, bar));
    }

    [Fact]
    public void Rules_of_the_users_assembly_are_found()
    {
        var erf = Find(typeof(Special), nameof(Special.Erf));
        Assert.Equal((RuleKind.Derivative, "Erf"), (erf.Kind, erf.Method!.Name));
        Assert.Equal([0], Find(typeof(Special), nameof(Special.Solve)).Inputs);
        var scale = Find(typeof(Special), nameof(Special.Scale));
        Assert.Equal(RuleKind.Pullback, scale.Kind);
        Assert.Equal(4, scale.Pushforward!.GetParameters().Length);
        Assert.Equal([0, 1], Find(typeof(Instrument), nameof(Instrument.Read)).Inputs);
        var pick = RuleTable.Find(typeof(Special).GetMethod(nameof(Special.Pick))!.MakeGenericMethod(typeof(double)))!;
        Assert.Equal([typeof(double)], pick.Method!.GetGenericArguments());
        Assert.Equal([0], pick.Inputs);
    }

    [Fact]
    public void Constant_functions_are_found()
    {
        Assert.Equal(RuleKind.Zero, Find(typeof(Special), nameof(Special.Rounded)).Kind);
        Assert.Equal(RuleKind.Zero, Find(typeof(Instrument), nameof(Instrument.Log)).Kind);
        Assert.Equal(RuleKind.Zero, RuleTable.Find(typeof(Console).GetMethod("WriteLine", [typeof(double)])!)!.Kind);
        var throwIfNull = typeof(ArgumentNullException).GetMethod("ThrowIfNull", [typeof(object), typeof(string)])!;
        Assert.Equal(RuleKind.Substitute, RuleTable.Find(throwIfNull)!.Kind);
        var exception = typeof(InvalidOperationException).GetConstructor([typeof(string)])!;
        Assert.Equal(RuleKind.Zero, RuleTable.Find(exception)!.Kind);
        Assert.Equal(RuleKind.Zero, RuleTable.Find(typeof(EqualityComparer<int>).GetMethod("get_Default")!)!.Kind);
        Assert.Equal(RuleKind.Refused, RuleTable.Find(typeof(BitConverter).GetMethod("DoubleToInt64Bits")!)!.Kind);
        // Refusals go before tables of whole types.
        Assert.Equal(RuleKind.Refused, RuleTable.Find(typeof(decimal).GetConstructor([typeof(double)])!)!.Kind);
        Assert.Equal(RuleKind.Refused, RuleTable.Find(typeof(TimeSpan).GetMethod("FromSeconds", [typeof(double)])!)!.Kind);
        Assert.Equal(RuleKind.Zero, RuleTable.Find(typeof(decimal).GetMethod("Compare")!)!.Kind);
        Assert.Null(RuleTable.Find(typeof(List<double>).GetMethod("Add")!));
        Assert.Null(RuleTable.Find(
            typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!));
    }

    [Fact]
    public void Substitutes_are_closed_by_the_types_of_the_arguments()
    {
        var clone = typeof(Array).GetMethod(nameof(Array.Clone))!;
        Assert.True(RuleTable.Find(clone)!.Method!.IsGenericMethodDefinition);
        Assert.Equal(typeof(double[,]), RuleTable.Find(clone, [typeof(double[,])])!.Method!.ReturnType);
        Assert.Equal(typeof(int[]), RuleTable.Find(clone, [typeof(int[])])!.Method!.ReturnType);
        var copy = typeof(Array).GetMethod(nameof(Array.Copy), [typeof(Array), typeof(Array), typeof(int)])!;
        var ofFloats = RuleTable.Find(copy, [typeof(float[]), typeof(float[]), typeof(int)])!;
        Assert.Equal([typeof(float)], ofFloats.Method!.GetGenericArguments());
        Assert.NotEqual(RuleKind.Substitute, RuleTable.Find(copy, [typeof(Array), typeof(float[]), typeof(int)])?.Kind);
        var fill = typeof(Array).GetMethods().First(m => m.Name == "Fill" && m.GetParameters().Length == 2);
        Assert.Equal(RuleKind.Substitute, RuleTable.Find(fill.MakeGenericMethod(typeof(double)))!.Kind);
    }

    [Fact]
    public void Every_built_in_rule_fits_its_method()
    {
        // Builders of async methods lead to a method that is not public.
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var rule in RuleBodyTests.BuiltIn().Where(r => r.Type is not null))
        {
            MethodBase[] all = [.. rule.Target!.GetMethods(All), .. rule.Target.GetConstructors(All)];
            var members = all.Where(m => m.Name == rule.Methods[0]);
            Assert.True(
                members.Any(m => RuleSignature.Close(rule.Kind, rule.Rule!, m, []) is { } closed
                    && (closed.ContainsGenericParameters || RuleSignature.PartsOf(rule.Kind, closed, m) is not null)),
                $"{rule.Rule} for {rule.Target}.{rule.Methods[0]}");
        }
    }

    [Fact]
    public void Every_name_in_the_table_of_flat_members_exists()
    {
        Assembly[] assemblies = [typeof(object).Assembly, typeof(Console).Assembly, typeof(Uri).Assembly,
            typeof(System.Security.Cryptography.RandomNumberGenerator).Assembly, typeof(System.Numerics.Complex).Assembly];
        const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var (name, members) in ZeroDerivatives.Rows)
        {
            var type = assemblies.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null);
            Assert.True(type is not null, name);
            if (members == ZeroDerivatives.AllMembers || type!.IsPrimitive || type == typeof(Half))
                continue;
            foreach (var member in members.Split(' '))
                Assert.True(type.GetMember(member, All).Length > 0, $"{name}.{member}");
        }
    }

    [Fact]
    public void Registration_takes_effect_and_is_seen_by_caches()
    {
        var version = RuleTable.Version;
        var method = typeof(Special).GetMethod(nameof(Special.Later))!;
        Assert.Null(RuleTable.Find(method));
        version = RuleTable.Version;

        AD.RegisterRules(Rule(nameof(Special.Later), typeof(double), typeof(double), typeof(double)));

        Assert.NotEqual(version, RuleTable.Version);
        Assert.Equal(RuleKind.Derivative, RuleTable.Find(method)!.Kind);
    }

    [Fact]
    public void A_rule_registered_later_counts_in_try_blocks_too()
    {
        Func<double, double> f = x =>
        {
            try
            {
                return x > 9 ? throw new InvalidOperationException() : Special.CallsIt(x);
            }
            catch (InvalidOperationException)
            {
                return 0;
            }
        };
        Assert.Equal(3, AD.Gradient(f, 2.0));

        AD.RegisterRules(Rule(nameof(Special.InTry), typeof(double), typeof(double), typeof(double)));

        Assert.Equal(2, AD.Gradient(f, 2.0));
        Assert.Equal(2, AD.Derivative(f, 2.0));
    }

    [Fact]
    public void A_rule_that_does_not_fit_is_told_what_it_should_be()
    {
        AssertRefused("It should be: static double Later(double, double)", Rule("Later", typeof(double), typeof(double)));
        AssertRefused("It should be: static double Later(double, double)",
            Rule("Later", typeof(float), typeof(double), typeof(double)));
        AssertRefused("names Special.Missing, which does not exist",
            Rule("Missing", typeof(double), typeof(double), typeof(double)));
        AssertRefused("has no method with [DerivativeOf]", typeof(Special2));
    }

    static class Special2;

    static void AssertRefused(string message, Type rules) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => AD.RegisterRules(rules)).Message);

    static DerivativeRule Find(Type type, string name) => RuleTable.Find(type.GetMethod(name)!)!;

    /// <summary>A class with one rule, outside of this assembly: a wrong one here would be found.</summary>
    static Type Rule(string target, Type returns, params Type[] parameters)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Rules"), AssemblyBuilderAccess.Run);
        var type = assembly.DefineDynamicModule("Rules").DefineType("Rules", TypeAttributes.Public);
        var method = type.DefineMethod("Rule", MethodAttributes.Static | MethodAttributes.Public, returns, parameters);
        method.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(DerivativeOfAttribute).GetConstructors()[0], [typeof(Special), target]));
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ret);
        return type.CreateType();
    }
}
