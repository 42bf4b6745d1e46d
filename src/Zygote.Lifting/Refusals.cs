using System;
using System.Reflection;
using System.Reflection.Metadata;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>Every construct that is not lifted, with what the user is told.</summary>
static class Refusals
{
    const string WriteSafe = "Write this part with arrays, ref parameters or spans of known length instead of pointers.";

    const string NoIL = "Register a derivative rule for it, or call a method that is written in C#.";

    // Methods that cannot be lifted at all.
    public static Refusal OpenGeneric(MethodBase method) =>
        new(At(method), $"'{Name(method)}' has open type parameters", "Pass a closed instantiation of it.");

    public static Refusal HandledAddress(SourceSpan span) =>
        new(span, "a ref local that is assigned in a try block is used where its exceptions are handled",
            "Use an index, or a ref local of its own, in the handler.");

    public static Refusal Dynamic(MethodBase method) =>
        new(At(method), $"'{Name(method)}' was generated at run time and does not expose its IL",
            "Pass a method that was compiled by the C# compiler; a compiled expression tree is not one.");

    public static Refusal Abstract(MethodBase method) =>
        new(At(method), $"'{Name(method)}' is abstract and has no IL body", "Pass the method that implements it.");

    public static Refusal PInvoke(MethodBase method) =>
        new(At(method), $"'{Name(method)}' is native code (P/Invoke) and has no IL body", NoIL);

    public static Refusal InternalCall(MethodBase method) =>
        new(At(method), $"'{Name(method)}' is implemented inside the runtime and has no IL body", NoIL);

    public static Refusal RuntimeImplemented(MethodBase method) =>
        new(At(method), $"'{Name(method)}' is provided by the runtime and has no IL body",
            "For a delegate, pass the delegate itself rather than its Invoke method.");

    public static Refusal Intrinsic(MethodBase method) =>
        new(At(method), $"'{Name(method)}' is replaced by the JIT; its IL is only a placeholder", NoIL);

    public static Refusal NoBody(MethodBase method) => new(At(method), $"'{Name(method)}' has no IL body", NoIL);

    public static Refusal VarArgs(SourceSpan span) =>
        new(span, "it uses a variable argument list (__arglist)", "Use a params array.");

    // Constructs.
    public static Refusal Pointer(SourceSpan span) => new(span, "it uses a pointer", WriteSafe);

    public static Refusal AddressArithmetic(SourceSpan span) =>
        new(span, "it uses an address as a pointer or a number", WriteSafe);

    public static Refusal Reinterpretation(SourceSpan span, Type from, Type to) =>
        new(span, $"it reads or writes memory of type {from.Name} as {to.Name}",
            "Convert the value; BitConverter.DoubleToInt64Bits and its relatives reinterpret bits.");

    public static Refusal AddressOfAddress(SourceSpan span) =>
        new(span, "it takes the address of a ref variable", "Pass the ref variable itself.");

    public static Refusal RefField(SourceSpan span, FieldInfo field) =>
        new(span, $"'{field.DeclaringType?.Name}.{field.Name}' is a ref field",
            "Store the array and an index instead of a ref to an element.");

    public static Refusal BackwardStack(SourceSpan span) =>
        new(span, "a backward branch leaves values of another type on the evaluation stack", "Assign the values to locals before the loop.");

    public static Refusal FunctionPointer(SourceSpan span) =>
        new(span, "it uses a function pointer", "Use a delegate, for example Func<double, double>.");

    public static Refusal StringConstructor(SourceSpan span) =>
        new(span, "it creates a string from characters", "Build strings outside of the differentiated code.");

    public static Refusal LowerBounds(SourceSpan span) =>
        new(span, "it creates an array with lower bounds", "Use arrays that start at index 0.");

    public static Refusal StaticAbstract(SourceSpan span, MethodBase method, Type type) =>
        new(span, $"no implementation of '{Name(method)}' was found in {type.Name}",
            "Call the static method of the type directly.");

    public static Refusal Instruction(SourceSpan span, ILOpCode opcode) => opcode switch
    {
        ILOpCode.Calli => FunctionPointer(span),
        ILOpCode.Localloc => new(span, "it allocates on the stack (stackalloc)", "Allocate an array."),
        ILOpCode.Cpblk or ILOpCode.Initblk =>
            new(span, "it copies or fills a block of raw memory", "Use Array.Copy or a loop."),
        ILOpCode.Mkrefany or ILOpCode.Refanyval or ILOpCode.Refanytype =>
            new(span, "it uses a typed reference (__makeref, __refvalue)", "Use a ref parameter."),
        ILOpCode.Arglist => VarArgs(span),
        ILOpCode.Jmp => new(span, "it leaves by a jmp instruction", "Call the method and return its result."),
        ILOpCode.Ckfinite => new(span, "it checks for finite numbers by the ckfinite instruction", "Use double.IsFinite."),
        _ => new(span, $"the IL instruction {opcode} is not supported", "Write this part in another way."),
    };

    /// <summary>Not what a C# compiler writes; lifting it would only propagate the mistake.</summary>
    public static Refusal InvalidIL(SourceSpan span, string what) =>
        new(span, $"its IL is not valid: {what}", "Compile it with the C# compiler.");

    static SourceSpan At(MethodBase method) => new(method, 0);

    static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";
}
