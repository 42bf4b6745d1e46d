using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Addresses as values: compared, and passed from block to block where a ref local is assigned on several ways. A pass takes
/// them apart before anything else looks at them.
/// </summary>
sealed partial class StackMachine
{
    readonly Dictionary<Block, ILBlock> _sources = [];

    /// <summary>Operations on addresses that have instructions.</summary>
    bool AddressCall(MethodBase method, Value[] arguments)
    {
        if (method.DeclaringType == typeof(InlineArrays) && method.Name == nameof(InlineArrays.Element))
        {
            if (ResultTypes.OfElementAddress(arguments[0].Type) is null)
                throw Refusals.AddressArithmetic(Span);
            Push(_builder.ElementAddress(arguments[0], arguments[1]));
            return true;
        }

        if (method.DeclaringType != typeof(Addresses) || method.Name is not (nameof(Addresses.Null) or nameof(Addresses.Same)))
            return false;
        Push(method.Name == nameof(Addresses.Null)
            ? Constant.Zero(Signatures.ReturnType(method))
            : CompareAddresses(Comparison.Equal, arguments[0], arguments[1]));
        return true;
    }

    /// <summary>What a ref field holds, which is a view here.</summary>
    Value ViewOf(Value address) => Member(nameof(MemoryMarshalMembers.CreateSpan), address.Type.GetElementType()!, address, Constant.Of(1));

    /// <summary>The content of a field; for a ref field the address that it holds.</summary>
    Value Referred(FieldInfo field, Value content) => field.FieldType.IsByRef
        ? Member(nameof(MemoryMarshalMembers.GetReference), field.FieldType.GetElementType()!, content)
        : content;

    Value Member(string name, Type element, params Value[] arguments) =>
        _builder.Call(typeof(MemoryMarshalMembers).GetMethod(name)!.MakeGenericMethod(ExactTypes.Of(element)), arguments);

    Value CompareAddresses(Comparison comparison, Value a, Value b) => comparison switch
    {
        Comparison.Equal or Comparison.NotEqual => _builder.Compare(comparison, a, b),
        Comparison.GreaterUn when b is Constant => _builder.Compare(Comparison.NotEqual, a, b),
        Comparison.LessOrEqualUn when b is Constant => _builder.Compare(Comparison.Equal, a, b),
        Comparison.LessUn => _builder.Compare(Comparison.Less, IndexOf(a), IndexOf(b)),
        Comparison.LessOrEqualUn => _builder.Compare(Comparison.LessOrEqual, IndexOf(a), IndexOf(b)),
        Comparison.GreaterUn => _builder.Compare(Comparison.Greater, IndexOf(a), IndexOf(b)),
        Comparison.GreaterOrEqualUn => _builder.Compare(Comparison.GreaterOrEqual, IndexOf(a), IndexOf(b)),
        _ => throw Refusals.AddressArithmetic(Span),
    };

    /// <summary>Ref variables with several values at the start of a block are parameters of it, behind those of the stack.</summary>
    void EnterAddresses(ILBlock source, Block target)
    {
        _sources[target] = source;
        _variables.Addresses.Current = source;
        if (source.Dispatch is Dispatch.Landing or Dispatch.Refusal && _variables.Addresses.MergesAt(source).Any())
            throw Refusals.HandledAddress(Span);
        foreach (var variable in _variables.Addresses.MergesAt(source))
            _variables.Addresses.Define(source, variable, target.AddParameter(_variables.AddressType(variable)));
    }

    /// <summary>When all blocks are lifted, their edges get the values of ref variables.</summary>
    void CompleteAddresses()
    {
        foreach (var block in _function.Blocks)
        {
            foreach (var edge in block.Edges)
            {
                if (!_sources.TryGetValue(edge.Target, out var target))
                    continue; // no block of the method

                // The entry is no block of the method where that begins with a loop.
                foreach (var variable in _variables.Addresses.MergesAt(target))
                {
                    edge.Arguments.Add(_sources.TryGetValue(block, out var source)
                        ? _variables.AddressAtEnd(source, variable)
                        : _variables.Initial(variable.IsArgument, variable.Number));
                }
            }
        }
    }
}
