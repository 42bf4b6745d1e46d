using System.Collections.Generic;
using System.Reflection;

namespace Zygote.Rules;

/// <summary>Members of the BCL whose code must not be differentiated even where it could be read, and why.</summary>
static class Refused
{
    const string Bits = "it takes a number apart into bits";
    const string BitsRemedy = "Write the function with arithmetic, give its derivative with [DerivativeOf], or wrap the " +
        "argument in AD.StopGradient.";
    const string Memory = "it reads or writes memory without regard to types";
    const string MemoryRemedy = "Use array elements, or give a rule with [PullbackOf].";
    const string Threads = "it runs code on other threads";
    const string ThreadsRemedy = "Use an ordinary loop, or give a rule with [PullbackOf].";
    const string Exact = "it turns a number into a type that carries no derivative";
    const string ExactRemedy = "Compute in double; where the result is meant to be constant, wrap the argument in " +
        "AD.StopGradient.";
    const string Pooled = "an async method keeps its state in a pooled object";
    const string PooledRemedy = "Leave the attribute with the builder away.";
    const string Dynamic = "which code it runs is decided by reflection";
    const string DynamicRemedy = "Call the method directly or through a delegate.";

    /// <summary>A class: a dictionary of structs has code of its own, which is loaded at the first derivative.</summary>
    sealed record Row(string Members, string Reason, string Remedy);

    static readonly Dictionary<string, Row> ByType =
        new()
        {
            ["System.BitConverter"] = new("*", Bits, BitsRemedy),
            ["System.Buffers.Binary.BinaryPrimitives"] = new("*", Bits, BitsRemedy),
            ["System.IO.BinaryWriter"] = new("*", Bits, BitsRemedy),
            ["System.Runtime.CompilerServices.Unsafe"] = new("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.MemoryMarshal"] = new("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.Marshal"] = new("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.NativeMemory"] = new("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.SafeBuffer"] = new("*", Memory, MemoryRemedy),
            ["System.IO.UnmanagedMemoryAccessor"] = new("*", Memory, MemoryRemedy),
            ["System.Buffer"] = new("*", Memory, "Use Array.Copy."),
            ["System.Threading.Interlocked"] = new("Exchange CompareExchange", "it is meant for several threads",
                ThreadsRemedy),
            ["System.Threading.Volatile"] = new("*", "it is meant for several threads", ThreadsRemedy),
            ["System.Threading.Tasks.Parallel"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.Task"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.Task`1"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskFactory"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskFactory`1"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskCompletionSource`1"] = new("*", Threads, ThreadsRemedy),
            ["System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder"] = new("*", Pooled, PooledRemedy),
            ["System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder`1"] = new("*", Pooled, PooledRemedy),
            ["System.Threading.ThreadLocal`1"] = new("*", "the thread decides which value is used",
                "Use the thread-local value of Parallel.For (localInit and localFinally), or an array element for each iteration."),
            ["System.Threading.AsyncLocal`1"] = new("*", Threads, ThreadsRemedy),
            ["System.Threading.ThreadPool"] = new("*", Threads, ThreadsRemedy),
            ["System.Linq.ParallelEnumerable"] = new("*", Threads, ThreadsRemedy),
            ["System.Reflection.MethodBase"] = new("Invoke", Dynamic, DynamicRemedy),
            ["System.Reflection.MethodInvoker"] = new("*", Dynamic, DynamicRemedy),
            ["System.Reflection.FieldInfo"] = new("GetValue SetValue GetValueDirect SetValueDirect", Dynamic,
                "Access the field directly."),
            ["System.Reflection.PropertyInfo"] = new("GetValue SetValue", Dynamic, "Access the property directly."),
            ["System.Delegate"] = new("DynamicInvoke Combine Remove RemoveAll", Dynamic, DynamicRemedy),
            ["System.Reflection.ConstructorInfo"] = new("Invoke", Dynamic, DynamicRemedy),
            ["System.Reflection.ConstructorInvoker"] = new("*", Dynamic, DynamicRemedy),
            ["System.Reflection.MethodInfo"] = new("CreateDelegate", Dynamic, DynamicRemedy),
            ["System.Type"] = new("InvokeMember", Dynamic, DynamicRemedy),
            ["System.Activator"] = new("*", Dynamic, "Call the constructor with new."),
            ["System.Array"] = new("GetValue SetValue", "the element is passed as object", "Use array elements."),
            ["System.Convert"] = new("ChangeType ToDecimal", "the number changes into a type that carries no derivative", "Use a cast."),
            ["System.Decimal"] = new(".ctor op_Explicit", Exact, ExactRemedy),
            ["System.TimeSpan"] = new("FromDays FromHours FromMicroseconds FromMilliseconds FromMinutes FromSeconds Multiply Divide " +
                "op_Multiply op_Division", Exact, ExactRemedy),
            ["System.DateTime"] = new("AddDays AddHours AddMicroseconds AddMilliseconds AddMinutes AddSeconds", Exact, ExactRemedy),
            ["System.DateTimeOffset"] = new("AddDays AddHours AddMicroseconds AddMilliseconds AddMinutes AddSeconds", Exact,
                ExactRemedy),
            ["System.Text.Json.Nodes.JsonValue"] = new("*", Exact, ExactRemedy),
            ["System.Text.Json.Nodes.JsonNode"] = new("*", Exact, ExactRemedy),
            ["System.Text.Json.Nodes.JsonArray"] = new("Add", Exact, ExactRemedy),
            ["System.Random"] = new("GetItems", "it copies elements that it chooses", "Choose an index with Next, in a loop."),
            ["System.Security.Cryptography.RandomNumberGenerator"] = new("GetItems Shuffle", "it copies elements that it chooses",
                "Choose an index with GetInt32, in a loop."),
            ["System.Numerics.Tensors.TensorPrimitives"] = new("*", "it has no rule for these numbers",
                "Reference Zygote.TensorPrimitives, which has rules for double and float but for operations on bits; else write a loop."),
            ["System.Threading.Thread"] = new(".ctor Start UnsafeStart", Threads, ThreadsRemedy),
        };

    /// <summary>The refusal of a member, or null.</summary>
    public static DerivativeRule? Find(MethodBase method)
    {
        if (!ZeroDerivatives.IsSystem(method.Module.Assembly)
            || method.DeclaringType?.FullNameOfDefinition() is not { } name
            || !ByType.TryGetValue(name, out var row)
            || !ZeroDerivatives.Names(row.Members, method.Name))
        {
            return null;
        }
        return new DerivativeRule(RuleKind.Refused) { Reason = row.Reason, Remedy = row.Remedy };
    }
}
