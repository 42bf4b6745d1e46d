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

    static readonly Dictionary<string, (string Members, string Reason, string Remedy)> ByType =
        new()
        {
            ["System.BitConverter"] = ("*", Bits, BitsRemedy),
            ["System.Buffers.Binary.BinaryPrimitives"] = ("*", Bits, BitsRemedy),
            ["System.IO.BinaryWriter"] = ("*", Bits, BitsRemedy),
            ["System.Runtime.CompilerServices.Unsafe"] = ("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.MemoryMarshal"] = ("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.Marshal"] = ("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.NativeMemory"] = ("*", Memory, MemoryRemedy),
            ["System.Runtime.InteropServices.SafeBuffer"] = ("*", Memory, MemoryRemedy),
            ["System.IO.UnmanagedMemoryAccessor"] = ("*", Memory, MemoryRemedy),
            ["System.Buffer"] = ("*", Memory, "Use Array.Copy."),
            ["System.Threading.Interlocked"] = ("Exchange CompareExchange", "it is meant for several threads",
                ThreadsRemedy),
            ["System.Threading.Volatile"] = ("*", "it is meant for several threads", ThreadsRemedy),
            ["System.Threading.Tasks.Parallel"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.Task"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.Task`1"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskFactory"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskFactory`1"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.Tasks.TaskCompletionSource`1"] = ("*", Threads, ThreadsRemedy),
            ["System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder"] = ("*", Pooled, PooledRemedy),
            ["System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder`1"] = ("*", Pooled, PooledRemedy),
            ["System.Threading.ThreadLocal`1"] = ("*", "the thread decides which value is used",
                "Use the thread-local value of Parallel.For (localInit and localFinally), or an array element for each iteration."),
            ["System.Threading.AsyncLocal`1"] = ("*", Threads, ThreadsRemedy),
            ["System.Threading.ThreadPool"] = ("*", Threads, ThreadsRemedy),
            ["System.Linq.ParallelEnumerable"] = ("*", Threads, ThreadsRemedy),
            ["System.Reflection.MethodBase"] = ("Invoke", Dynamic, DynamicRemedy),
            ["System.Reflection.MethodInvoker"] = ("*", Dynamic, DynamicRemedy),
            ["System.Reflection.FieldInfo"] = ("GetValue SetValue GetValueDirect SetValueDirect", Dynamic,
                "Access the field directly."),
            ["System.Reflection.PropertyInfo"] = ("GetValue SetValue", Dynamic, "Access the property directly."),
            ["System.Delegate"] = ("DynamicInvoke Combine Remove RemoveAll", Dynamic, DynamicRemedy),
            ["System.Reflection.ConstructorInfo"] = ("Invoke", Dynamic, DynamicRemedy),
            ["System.Reflection.ConstructorInvoker"] = ("*", Dynamic, DynamicRemedy),
            ["System.Reflection.MethodInfo"] = ("CreateDelegate", Dynamic, DynamicRemedy),
            ["System.Type"] = ("InvokeMember", Dynamic, DynamicRemedy),
            ["System.Activator"] = ("*", Dynamic, "Call the constructor with new."),
            ["System.Array"] = ("GetValue SetValue", "the element is passed as object", "Use array elements."),
            ["System.Convert"] = ("ChangeType ToDecimal", "the number changes into a type that carries no derivative", "Use a cast."),
            ["System.Decimal"] = (".ctor op_Explicit", Exact, ExactRemedy),
            ["System.TimeSpan"] = ("FromDays FromHours FromMicroseconds FromMilliseconds FromMinutes FromSeconds Multiply Divide " +
                "op_Multiply op_Division", Exact, ExactRemedy),
            ["System.DateTime"] = ("AddDays AddHours AddMicroseconds AddMilliseconds AddMinutes AddSeconds", Exact, ExactRemedy),
            ["System.DateTimeOffset"] = ("AddDays AddHours AddMicroseconds AddMilliseconds AddMinutes AddSeconds", Exact,
                ExactRemedy),
            ["System.Text.Json.Nodes.JsonValue"] = ("*", Exact, ExactRemedy),
            ["System.Text.Json.Nodes.JsonNode"] = ("*", Exact, ExactRemedy),
            ["System.Text.Json.Nodes.JsonArray"] = ("Add", Exact, ExactRemedy),
            ["System.Random"] = ("GetItems", "it copies elements that it chooses", "Choose an index with Next, in a loop."),
            ["System.Security.Cryptography.RandomNumberGenerator"] = ("GetItems Shuffle", "it copies elements that it chooses",
                "Choose an index with GetInt32, in a loop."),
            ["System.Numerics.Tensors.TensorPrimitives"] = ("*", "it has no rule for these numbers",
                "Reference Zygote.TensorPrimitives, which has rules for double and float but for operations on bits; else write a loop."),
            ["System.Threading.Thread"] = (".ctor Start UnsafeStart", Threads, ThreadsRemedy),
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
