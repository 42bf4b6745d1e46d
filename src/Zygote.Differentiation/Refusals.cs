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
        new(span, "a method that became known during the call stores a value that carries a derivative where a static field leads",
            "Create the delegate or object in the differentiated function, or return the value instead of storing it.");

    public static Refusal Dynamic(SourceSpan span) =>
        new(span, "a value that carries a derivative reaches an operation on dynamic, which is chosen at run time",
            "Give the variable its static type.");

    public static Refusal NoForwardRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PullbackOf] rule with a result that is not a number, and no [PushforwardOf] rule",
            "Add a [PushforwardOf] rule, or use reverse mode.");

    public static Refusal NoPartial(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [DerivativeOf] rule, and a derivative runs through an argument that is not a number, for which it has no partial",
            "Give it a [PullbackOf] and a [PushforwardOf] rule instead, or wrap that argument in AD.StopGradient.");

    public static Refusal NoReverseRule(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a [PushforwardOf] rule with inputs that are not numbers, and no [PullbackOf] rule",
            "Add a [PullbackOf] rule, or use forward mode.");

    public static Refusal NoSeries(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} has a rule for first derivatives, and its arguments or its result are not numbers: there is no Taylor series of it",
            "Give it code that can be read instead of the rule, or a rule on numbers.");

    public static Refusal Concurrent(SourceSpan span, MethodBase method) =>
        new(span, $"{Name(method)} hands work to other threads, and a Taylor series is followed on one thread only",
            "Use an ordinary loop.");

    public static Refusal AddressMerge(SourceSpan span) =>
        new(span, "a ref local refers to different variables depending on the path taken",
            "Use an index or an if statement instead of a ref local that is assigned in branches.");

    public static Refusal HandledCall(SourceSpan span) =>
        new(span, "an exception of a call that returns a reference to a variable is caught here, and the call may have written values that carry a derivative",
            "Return the value instead of a ref, or catch the exception further out.");

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
            "Make the span from an array, or from a copy of the inline array in a variable.");

    public static Refusal UnknownOrigin(SourceSpan span) =>
        new(span, "a value that carries a derivative is written through a reference whose origin is not known",
            "Pass the variable as an argument, or return the value instead.");

    public static Refusal SavedStruct(SourceSpan span, string type) =>
        new(span, $"a value of type {type} is needed again in the reverse pass and cannot be kept",
            "Use an array instead of a span or another ref struct.");

    public static Refusal Irreducible(Function function) =>
        new(new SourceSpan(function.Method, 0), "a loop is entered at two places, and a ref local is used across them",
            "Write the loop with while, for or do.");

    public static Refusal ExplicitLayout(SourceSpan span, string type) =>
        new(span, $"the struct {type} has overlapping fields", "Use a struct with sequential layout.");

    public static Refusal Lock(SourceSpan span) =>
        new(span, "a lock guards more than sums in code that several threads run",
            "Only add to the numbers that the lock guards, or give each thread its own and put them together after the loop.");

    public static Refusal LockedCall(SourceSpan span) =>
        new(span, "a call under a lock may read the number that the lock guards, in code that several threads run",
            "Call the method before the lock is taken.");

    public static Refusal LockHandsOver(SourceSpan span) =>
        new(span, "what is read under a lock decides which number is used after it, in code that several threads run",
            "Use the index of the loop, or keep the numbers in an array element of each iteration.");

    public static Refusal Published(SourceSpan span) =>
        new(span, "a reference to numbers that carry a derivative goes from one thread to another by Volatile",
            "Let each iteration use objects of its own.");

    public static Refusal Waiting(SourceSpan span, MethodBase method) =>
        new(span, $"threads that run this code wait for each other by {Name(method)}",
            "Use lock around sums, or wait for tasks and threads where they were started.");

    public static Refusal SharedCollection(SourceSpan span, Type type) =>
        new(span, $"several threads put numbers into a {type.Name} or take them out",
            "Let each iteration write an array element of its own.");

    static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
