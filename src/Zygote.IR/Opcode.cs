namespace Zygote.IR;

/// <summary>The closed set of operations. <see cref="OpcodeTable"/> holds one row of facts for each.</summary>
enum Opcode
{
    // Arithmetic: operands and result have one type (int, long, nint, float or double).
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Neg,

    // Integers only.
    DivUn,
    RemUn,
    And,
    Or,
    Xor,
    Not,
    Shl,
    Shr,
    ShrUn,
    AddChecked,
    SubChecked,
    MulChecked,
    AddCheckedUn,
    SubCheckedUn,
    MulCheckedUn,

    /// <summary>Payload <see cref="Comparison"/>; the result is int 0 or 1.</summary>
    Compare,

    /// <summary>Payload <see cref="Conversion"/>.</summary>
    Convert,

    // Structs as values. A struct value is immutable; WithField makes a changed copy.
    /// <summary>GetField(struct), payload FieldInfo.</summary>
    GetField,

    /// <summary>WithField(struct, value), payload FieldInfo: the struct with one field replaced.</summary>
    WithField,

    // Addresses. Null and range checks belong to them; Load and Store then cannot fail. Addresses may be computed anew at
    // each use; the few that go through block parameters are taken apart by ResolveAddresses.
    /// <summary>Address of a fresh local variable of the payload type, zero at the start; one per execution of the function.</summary>
    Slot,

    /// <summary>FieldAddress(object or address), payload FieldInfo.</summary>
    FieldAddress,

    /// <summary>StaticAddress(), payload FieldInfo.</summary>
    StaticAddress,

    /// <summary>ElementAddress(array or address of an inline array, index...): one index per dimension.</summary>
    ElementAddress,

    // Memory.
    Load,

    /// <summary>Store(address, value).</summary>
    Store,

    /// <summary>Length(array): int.</summary>
    Length,

    /// <summary>NewArray(length...), payload the array type; zero-filled.</summary>
    NewArray,

    /// <summary>NewObject(), payload the class: allocated and zero-filled, no constructor run.</summary>
    NewObject,

    // Calls. Operands are the arguments, the instance first.
    /// <summary>Direct call of the payload MethodBase (also of a virtual method without dispatch, and of constructors on an existing instance).</summary>
    Call,

    /// <summary>Call through the virtual table or interface, payload MethodInfo; delegate Invoke included.</summary>
    CallVirtual,

    /// <summary>Direct call of another IR function, payload <see cref="Function"/>.</summary>
    CallFunction,

    /// <summary>NewDelegate(target or null), payload <see cref="DelegateTarget"/>; the type is the delegate's.</summary>
    NewDelegate,

    // Types.
    /// <summary>Box(value), payload the value type.</summary>
    Box,

    /// <summary>UnboxAddress(object), payload the value type; result is its address inside the box.</summary>
    UnboxAddress,

    /// <summary>Cast(object), payload the class; throws when it does not fit.</summary>
    Cast,

    /// <summary>IsInstance(object), payload the class; null when it does not fit.</summary>
    IsInstance,

    /// <summary>Reinterprets a reference as the payload class without a check.</summary>
    UncheckedCast,

    /// <summary>Run-time handle of the payload Type, FieldInfo or MethodBase.</summary>
    Token,

    /// <summary>Size in bytes of the payload type.</summary>
    SizeOf,

    // Exceptions.
    /// <summary>Caught(): the exception that led from the last guard to its handler.</summary>
    Caught,

    // Terminators. Edges carry the arguments for the target's parameters.
    Branch,

    /// <summary>BranchIf(int condition): edge 0 when it is not 0, edge 1 when it is.</summary>
    BranchIf,

    /// <summary>Switch(int): edge i for value i, the last edge otherwise.</summary>
    Switch,

    /// <summary>Return(value) or Return() from a void function.</summary>
    Return,

    /// <summary>
    /// Guard(): goes on to edge 0, a block with this only entrance. If an instruction of that block throws, control goes
    /// along edge 1 instead, as if the block had not been begun: its effects come after all that may throw in it.
    /// </summary>
    Guard,

    /// <summary>Throw(exception).</summary>
    Throw,

    /// <summary>Rethrow(exception): throws what was caught, with the stack trace it has.</summary>
    Rethrow,
}

/// <summary>
/// How two values are compared, after the branch instructions of the common language: without suffix signed integers,
/// and false on NaN; with <c>Un</c> unsigned integers, and true on NaN. Equal is false and NotEqual true on NaN.
/// </summary>
enum Comparison
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    LessUn,
    LessOrEqualUn,
    GreaterUn,
    GreaterOrEqualUn,
}

/// <summary>The payload of a sum or difference of numbers that need not be added up in the order in which it is written.</summary>
enum SumOrder
{
    Any,
}

/// <summary>Conversion to the exact type <paramref name="To"/> (for example byte); the result has its stack type.</summary>
/// <param name="To">One of the primitive numeric types.</param>
/// <param name="Checked">Throw on overflow.</param>
/// <param name="FromUnsigned">The operand is read as an unsigned integer.</param>
sealed record Conversion(System.Type To, bool Checked = false, bool FromUnsigned = false);

/// <summary>What a delegate calls.</summary>
/// <param name="Method">Of the target's type, or static.</param>
/// <param name="Virtual">The method is looked up in the target's virtual table.</param>
/// <param name="OrNull">Without a target there is no delegate either: so it is with shadows of targets that have none.</param>
sealed record DelegateTarget(System.Reflection.MethodInfo Method, bool Virtual = false, bool OrNull = false);
