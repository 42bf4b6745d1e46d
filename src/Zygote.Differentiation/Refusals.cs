using System;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

/// <summary>Every construct that the transforms refuse, with its text.</summary>
static class Refusals
{
    public static Refusal Rule(SourceSpan span, MethodBase method, Rule rule) =>
        new(span, $"a value that carries a derivative reaches {Name(method)}: {rule.Reason}", rule.Remedy);

    public static Refusal StaticStore(SourceSpan span, FieldInfo field) =>
        new(span, $"a value that carries a derivative is stored in the static field {field.DeclaringType?.Name}.{field.Name}",
            "Return the value or pass it on as an argument instead of keeping it in a static field.");

    public static Refusal StaticMemory(SourceSpan span) =>
        new(span, "a value that carries a derivative is stored in an object that a static field leads to, next to calls that are not inlined",
            "Pass the object as an argument instead of reaching it through a static field.");

    public static Refusal Dynamic(SourceSpan span) =>
        new(span, "a value that carries a derivative reaches an operation on dynamic, which is chosen at run time",
            "Give the variable its static type.");

    public static Refusal NoForwardRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PullbackOf] rule with a result that is not a number, and no [PushforwardOf] rule",
            "Add a [PushforwardOf] rule, or use reverse mode.");

    public static Refusal NoReverseRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PushforwardOf] rule with inputs that are not numbers, and no [PullbackOf] rule",
            "Add a [PullbackOf] rule, or use forward mode.");

    public static Refusal AddressMerge(SourceSpan span) =>
        new(span, "a ref local refers to different variables depending on the path taken",
            "Use an index or an if statement instead of a ref local that is assigned in branches.");

    public static Refusal HandledCall(SourceSpan span) =>
        new(span, "an exception of a call that returns a reference to a variable is caught here, and the call may have written values that carry a derivative",
            "Return the value instead of a ref, or catch the exception further out.");

    public static Refusal SavedStruct(SourceSpan span, string type) =>
        new(span, $"a value of type {type} is needed again in the reverse pass and cannot be kept",
            "Use an array instead of a span or another ref struct.");

    public static Refusal Irreducible(Function function) =>
        new(new SourceSpan(function.Method, 0), "a loop is entered at two places (goto into a loop)",
            "Write the loop with while, for or do.");

    public static Refusal ExplicitLayout(SourceSpan span, string type) =>
        new(span, $"the struct {type} has overlapping fields", "Use a struct with sequential layout.");

    public static Refusal Lock(SourceSpan span) =>
        new(span, "a lock guards code that several threads run",
            "Let each thread work on numbers of its own and put them together by Interlocked.CompareExchange or after the loop.");

    public static Refusal SharedCollection(SourceSpan span, Type type) =>
        new(span, $"several threads put numbers into a {type.Name} or take them out",
            "Let each iteration write an array element of its own.");

    static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
