using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.IR;

namespace Zygote.Differentiation;

sealed partial class Recurrences
{
    /// <summary>
    /// The partials that a rule gives, on all ways through its code. What several ways have in common is evaluated for each:
    /// rules are short.
    /// </summary>
    sealed class RulePaths(Evaluation evaluation, int count)
    {
        readonly Dictionary<Value, Series> _series = [];
        readonly Dictionary<Value, Value> _tuples = [];

        public Series[] Follow(Block block, IReadOnlyList<Series> arguments)
        {
            foreach (var (parameter, argument) in block.Parameters.Zip(arguments))
                _series[parameter] = argument;
            return Follow(block);
        }

        Series[] Follow(Block block)
        {
            foreach (var i in block.Instructions)
            {
                if (i.Opcode != Opcode.WithField)
                    _series[i] = evaluation.Operation(i, [.. i.Operands.Select(Of)]);
            }

            var end = block.Terminator!;
            if (end.Opcode == Opcode.Return)
            {
                return StackTypes.IsFloat(end.Operands[0].Type)
                    ? [Of(end.Operands[0])]
                    : [.. Enumerable.Range(1, count).Select(n => Of(Item(end.Operands[0], "Item" + n)))];
            }

            if (end.Opcode == Opcode.Branch)
                return Follow(block.Edges[0]);
            var condition = Of(end.Operands[0])[0];
            return [.. Follow(block.Edges[0]).Zip(Follow(block.Edges[1]), (a, b) => evaluation.Choose(condition, a, b))];
        }

        Series[] Follow(Edge edge)
        {
            // All at once: an argument may be another parameter of the target.
            var arguments = edge.Arguments.ToArray();
            foreach (var (parameter, argument) in edge.Target.Parameters.Zip(arguments))
            {
                if (StackTypes.IsStruct(parameter.Type))
                    _tuples[parameter] = argument;
            }

            return Follow(edge.Target, [.. arguments.Select(Of)]);
        }

        Series Of(Value value)
        {
            if (!_series.TryGetValue(value, out var known))
                _series[value] = known = new Series((_, k) => k == 0 ? value : Constant.Zero(value.Type));
            return known;
        }

        Value Item(Value tuple, string name)
        {
            while (true)
            {
                switch (tuple)
                {
                    case Instruction { Opcode: Opcode.WithField } i when ((FieldInfo)i.Payload!).Name == name:
                        return i.Operands[1];
                    case Instruction { Opcode: Opcode.WithField } i:
                        tuple = i.Operands[0];
                        break;
                    case BlockParameter:
                        tuple = _tuples[tuple];
                        break;
                    default:
                        return Constant.Zero(tuple.Type.GetField(name)!.FieldType);
                }
            }
        }
    }
}
