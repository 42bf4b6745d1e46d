using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Zygote.TensorRules;

/// <summary>The operators of tensors as calls: their code, put together in one function, would be too large for it.</summary>
static class TensorOperators
{
    [SubstituteFor(typeof(Tensor), "op_Addition")]
    static Tensor<T> Add<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => AddCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> AddCalled<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Add<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Addition")]
    static Tensor<T> Add<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => AddCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> AddCalled<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Add<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Addition")]
    static Tensor<T> Add<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => AddCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> AddCalled<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Add<T>(right, left);

    [SubstituteFor(typeof(Tensor), "op_Subtraction")]
    static Tensor<T> Subtract<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => SubtractCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> SubtractCalled<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Subtract<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Subtraction")]
    static Tensor<T> Subtract<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => SubtractCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> SubtractCalled<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Subtract<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Subtraction")]
    static Tensor<T> Subtract<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => SubtractCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> SubtractCalled<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Subtract<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Multiply")]
    static Tensor<T> Multiply<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => MultiplyCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> MultiplyCalled<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Multiply<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Multiply")]
    static Tensor<T> Multiply<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => MultiplyCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> MultiplyCalled<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Multiply<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Multiply")]
    static Tensor<T> Multiply<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => MultiplyCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> MultiplyCalled<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Multiply<T>(right, left);

    [SubstituteFor(typeof(Tensor), "op_Division")]
    static Tensor<T> Divide<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => DivideCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> DivideCalled<T>(Tensor<T> left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Divide<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Division")]
    static Tensor<T> Divide<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => DivideCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> DivideCalled<T>(Tensor<T> left, T right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Divide<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_Division")]
    static Tensor<T> Divide<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => DivideCalled(left, right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> DivideCalled<T>(T left, Tensor<T> right)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Divide<T>(left, right);

    [SubstituteFor(typeof(Tensor), "op_UnaryNegation")]
    static Tensor<T> Negate<T>(Tensor<T> tensor)
        where T : IBinaryFloatingPointIeee754<T> => NegateCalled(tensor);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Tensor<T> NegateCalled<T>(Tensor<T> tensor)
        where T : IBinaryFloatingPointIeee754<T> => Tensor.Negate<T>(tensor);
}
