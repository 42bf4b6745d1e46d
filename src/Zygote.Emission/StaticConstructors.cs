using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Zygote.IR;

namespace Zygote.Emission;

/// <summary>
/// Dynamic methods are compiled once, with full optimisation, hence possibly before the types that they use are initialised:
/// then each access to a static field keeps a check and <c>static readonly</c> fields are not constants. Types that allow it
/// (<c>beforefieldinit</c>: no static constructor in the source) are therefore initialised beforehand.
/// </summary>
static class StaticConstructors
{
    /// <summary>
    /// True when the first access runs a static constructor that the user wrote, at a time that can be observed.
    /// </summary>
    public static bool IsPrecise(Type type) =>
        (type.Attributes & TypeAttributes.BeforeFieldInit) == 0 && type.TypeInitializer is not null;

    public static void RunEarly(Function function)
    {
        foreach (var block in function.Blocks)
        {
            foreach (var instruction in block.Instructions)
            {
                if (instruction is { Opcode: Opcode.StaticAddress, Payload: FieldInfo { DeclaringType: { } type } }
                    && (type.Attributes & TypeAttributes.BeforeFieldInit) != 0)
                    Run(type);
            }
        }
    }

    static void Run(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException)
        {
            // The generated code will raise it again, at the place where it belongs.
        }
    }
}
