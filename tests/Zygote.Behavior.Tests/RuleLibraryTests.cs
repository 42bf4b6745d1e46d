using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

using Xunit;

namespace Zygote.Behavior.Tests;

/// <summary>A library of rules that nothing refers to, for an assembly that does not know of it.</summary>
public sealed class RuleLibraryTests
{
    const string Foreign = "Foreign.Numerics";

    [Fact]
    public void Rules_for_a_foreign_assembly_are_found_in_files_beside_it()
    {
        var foreign = Make(Foreign, assembly =>
        {
            var type = assembly.DefineDynamicModule(Foreign).DefineType("Special", TypeAttributes.Public);
            foreach (var name in (string[])["Cube", "Other"])
                Method(type, name, [typeof(double)], 0);
            type.CreateType();
        });
        var cube = foreign.GetType("Special")!.GetMethod("Cube")!;
        Make("Zygote.RulesOfNobody", Rules("Another.Assembly", cube, 3));
        Make("Zygote.ForeignRules", Rules(Foreign, cube, 7));
        Make("ForeignRules", Rules(Foreign, cube, 5));

        var special = cube.CreateDelegate<Func<double, double>>();
        Assert.Equal(7, AD.Derivative(special)(2));
        Assert.Equal(7, AD.Gradient(special)(2));
        Assert.Equal(1, AD.Derivative(foreign.GetType("Special")!.GetMethod("Other")!.CreateDelegate<Func<double, double>>())(2));
    }

    /// <summary>An assembly with a rule whose partial is a constant.</summary>
    static Action<PersistedAssemblyBuilder> Rules(string target, MethodInfo method, double partial) => assembly =>
    {
        var name = assembly.GetName().Name!;
        assembly.SetCustomAttribute(new CustomAttributeBuilder(typeof(RulesForAttribute).GetConstructor([typeof(string)])!, [target]));
        var type = assembly.DefineDynamicModule(name).DefineType("Rules", TypeAttributes.Public);
        Method(type, "Rule", [typeof(double), typeof(double)], partial).SetCustomAttribute(new CustomAttributeBuilder(
            typeof(DerivativeOfAttribute).GetConstructor([typeof(Type), typeof(string)])!, [method.DeclaringType!, method.Name]));
        type.CreateType();
    };

    /// <summary>Returns its first argument, or a constant.</summary>
    static MethodBuilder Method(TypeBuilder type, string name, Type[] parameters, double constant)
    {
        var method = type.DefineMethod(name, MethodAttributes.Public | MethodAttributes.Static, typeof(double), parameters);
        var il = method.GetILGenerator();
        if (constant == 0)
            il.Emit(OpCodes.Ldarg_0);
        else
            il.Emit(OpCodes.Ldc_R8, constant);
        il.Emit(OpCodes.Ret);
        return method;
    }

    /// <summary>A file beside the application; loaded only if it is the foreign one.</summary>
    static Assembly Make(string name, Action<PersistedAssemblyBuilder> fill)
    {
        var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        fill(assembly);
        assembly.Save(path);
        return name == Foreign ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : assembly;
    }
}
