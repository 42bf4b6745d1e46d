using System.Collections.Generic;

using Zygote.IR;

namespace Zygote.Lifting;

/// <summary>
/// Addresses as values: compared, and passed from block to block where a ref local is assigned on several ways. A pass takes
/// them apart before anything else looks at them.
/// </summary>
sealed partial class StackMachine
{
    readonly Dictionary<Block, ILBlock> _sources = [];

    Value CompareAddresses(Comparison comparison, Value a, Value b) => comparison switch
    {
        Comparison.Equal or Comparison.NotEqual => _builder.Compare(comparison, a, b),
        Comparison.GreaterUn when b is Constant => _builder.Compare(Comparison.NotEqual, a, b),
        Comparison.LessOrEqualUn when b is Constant => _builder.Compare(Comparison.Equal, a, b),
        _ => throw Refusals.AddressArithmetic(Span),
    };

    /// <summary>Ref variables with several values at the start of a block are parameters of it, behind those of the stack.</summary>
    void EnterAddresses(ILBlock source, Block target)
    {
        _sources[target] = source;
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
                // The entry is no block of the method where that begins with a loop.
                foreach (var variable in _variables.Addresses.MergesAt(_sources[edge.Target]))
                {
                    edge.Arguments.Add(_sources.TryGetValue(block, out var source)
                        ? _variables.AddressAtEnd(source, variable)
                        : _variables.Initial(variable.IsArgument, variable.Number));
                }
            }
        }
    }
}
