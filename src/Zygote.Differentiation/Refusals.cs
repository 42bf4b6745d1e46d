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

    public static Refusal NoForwardRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PullbackOf] rule with a result that is not a number, and no [PushforwardOf] rule",
            "Add a [PushforwardOf] rule, or use reverse mode.");

    public static Refusal NoReverseRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PushforwardOf] rule with inputs that are not numbers, and no [PullbackOf] rule",
            "Add a [PullbackOf] rule, or use forward mode.");

    public static Refusal AddressMerge(SourceSpan span) =>
        new(span, "a ref local refers to different variables depending on the path taken",
            "Use an index or an if statement instead of a ref local that is assigned in branches.");

    public static Refusal SpanInField(SourceSpan span, FieldInfo field) =>
        new(span, $"the span {field.DeclaringType?.Name}.{field.Name} is reached through an object or a call that is not inlined",
            "Pass the span itself.");

    public static Refusal RefStruct(SourceSpan span, System.Type type) =>
        new(span, $"the ref struct {type.Name} is passed to a call that is not inlined",
            "Pass the spans that are in it.");

    public static Refusal SpanMember(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} takes or returns a span in a way that cannot be followed",
            "Pass the span by value, or pass an array and an index.");

    public static Refusal UnknownAddress(SourceSpan span) =>
        new(span, "a span or a pointer leads to memory whose origin is not known",
            "Make the span from an array.");

    public static Refusal SavedStruct(SourceSpan span, string type) =>
        new(span, $"a value of type {type} is needed again in the reverse pass and cannot be kept",
            "Use an array instead of a span or another ref struct.");

    public static Refusal Irreducible(Function function) =>
        new(new SourceSpan(function.Method, 0), "a loop is entered at two places (goto into a loop)",
            "Write the loop with while, for or do.");

    public static Refusal ExplicitLayout(SourceSpan span, string type) =>
        new(span, $"the struct {type} has overlapping fields", "Use a struct with sequential layout.");

    static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
