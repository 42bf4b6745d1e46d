using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;
using Zygote.IR;

namespace Zygote.Compiler.Tests.Emission;

public class EmissionRandomFunctionTests
{
    [Fact]
    public void Emitted_code_does_what_the_interpreter_does()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var function = new RandomFunctions(seed).Next();
            var expected = Run((a, b, c) => new Interpreter(function, a, b, c).Run());
            var actual = Run(new RandomFunctions.Program(Programs.Compile<RandomFunctions.Program>(function)));
            Assert.True(expected == actual,
                $"seed {seed}: expected {expected}\nactual {actual}\n{Zygote.Emission.Emitter.List(function)}");
        }
    }

    static string Run(RandomFunctions.Program program)
    {
        double[] doubles = [1, 2.5, -3, 0.25];
        int[] ints = [3, -7, 100000, 2];
        (double, int)[] pairs = [(1, 2), (3.5, -4), (0, 1), (double.NaN, 5)];
        string result;
        try
        {
            result = program(doubles, ints, pairs).ToString("R");
        }
        catch (IndexOutOfRangeException)
        {
            result = "range";
        }

        return $"{result}: {string.Join(' ', doubles)}; {string.Join(' ', ints)}; {string.Join(' ', pairs)}";
    }

    /// <summary>Executes what <see cref="RandomFunctions"/> makes, one instruction after the other.</summary>
    sealed class Interpreter(Function function, params object[] arguments)
    {
        readonly Dictionary<Value, object?> _values = [];

        public double Run()
        {
            var block = function.Entry;
            for (var i = 0; i < arguments.Length; i++)
                _values[block.Parameters[i]] = arguments[i];
            while (true)
            {
                foreach (var instruction in block.Instructions)
                    _values[instruction] = Execute(instruction, [.. instruction.Operands.Select(Get)]);
                var end = block.Terminator!;
                if (end.Opcode == Opcode.Return)
                    return (double)Get(end.Operands[0])!;
                var condition = (int)Get(end.Operands[0])!;
                var edge = end.Opcode == Opcode.BranchIf ? end.Edges[condition != 0 ? 0 : 1]
                    : end.Edges[condition >= 0 && condition < end.Edges.Length ? condition : end.Edges.Length - 1];
                object?[] passed = [.. edge.Arguments.Select(Get)];
                for (var i = 0; i < passed.Length; i++)
                    _values[edge.Target.Parameters[i]] = passed[i];
                block = edge.Target;
            }
        }

        object? Get(Value value) => value is Constant c
            ? c.Content ?? Activator.CreateInstance(c.Type)
            : _values[value];

        static object? Execute(Instruction instruction, object?[] x)
        {
            switch (instruction.Opcode)
            {
                case Opcode.Add:
                    return x[0] is int ? (object)unchecked((int)x[0]! + (int)x[1]!)
                    : (double)x[0]! + (double)x[1]!;
                case Opcode.Sub:
                    return x[0] is int ? (object)unchecked((int)x[0]! - (int)x[1]!)
                    : (double)x[0]! - (double)x[1]!;
                case Opcode.Mul:
                    return x[0] is int ? (object)unchecked((int)x[0]! * (int)x[1]!)
                    : (double)x[0]! * (double)x[1]!;
                case Opcode.And: return (int)x[0]! & (int)x[1]!;
                case Opcode.Compare: return Compare((Comparison)instruction.Payload!, x[0]!, x[1]!) ? 1 : 0;
                case Opcode.Convert:
                    var to = ((Conversion)instruction.Payload!).To;
                    var from = (int)x[0]!;
                    return to == typeof(byte) ? (int)unchecked((byte)from) : to == typeof(short)
                        ? (int)unchecked((short)from) : (object)(double)from;
                case Opcode.GetField: return ((FieldInfo)instruction.Payload!).GetValue(x[0]);
                case Opcode.WithField: return With(x[0]!, (FieldInfo)instruction.Payload!, x[1]);
                case Opcode.Call: return RandomFunctions.Bump((double[])x[0]!, (int)x[1]!);
                case Opcode.Slot:
                    return new Place(
                    new object?[] { Activator.CreateInstance((Type)instruction.Payload!) }, 0, null);
                case Opcode.FieldAddress: return (Place)x[0]! with { Field = (FieldInfo)instruction.Payload! };
                case Opcode.ElementAddress:
                    var array = (Array)x[0]!;
                    array.GetValue((int)x[1]!);
                    return new Place(array, (int)x[1]!, null);
                case Opcode.Load:
                    var loaded = ((Place)x[0]!).Value;
                    return loaded is short s ? (int)s : loaded;
                case Opcode.Store:
                    var isShort = instruction.Operands[0].Type.GetElementType() == typeof(short);
                    ((Place)x[0]!).Value = isShort ? unchecked((short)(int)x[1]!) : x[1];
                    return null;
                default: throw new NotSupportedException(instruction.Opcode.ToString());
            }
        }

        static bool Compare(Comparison comparison, object a, object b)
        {
            if (a is double x && b is double y)
            {
                if (double.IsNaN(x) || double.IsNaN(y))
                    return comparison is Comparison.NotEqual or >= Comparison.LessUn;
            }
            else if (comparison >= Comparison.LessUn)
            {
                (a, b) = (unchecked((uint)(int)a), unchecked((uint)(int)b));
            }

            // -0.0 compares below 0.0 with CompareTo.
            var order = a is double p && b is double q && p == q ? 0 : ((IComparable)a).CompareTo(b);
            return comparison switch
            {
                Comparison.Equal => order == 0,
                Comparison.NotEqual => order != 0,
                Comparison.Less or Comparison.LessUn => order < 0,
                Comparison.LessOrEqual or Comparison.LessOrEqualUn => order <= 0,
                Comparison.Greater or Comparison.GreaterUn => order > 0,
                _ => order >= 0,
            };
        }

        static object With(object structure, FieldInfo field, object? value)
        {
            // A box is shared by all that hold it: change a copy.
            var copy = System.Runtime.CompilerServices.RuntimeHelpers.GetObjectValue(structure);
            field.SetValue(copy, value);
            return copy!;
        }

        sealed record Place(Array Array, int Index, FieldInfo? Field)
        {
            public object? Value
            {
                get => Field is null ? Array.GetValue(Index) : Field.GetValue(Array.GetValue(Index));
                set => Array.SetValue(Field is null ? value : With(Array.GetValue(Index)!, Field, value), Index);
            }
        }
    }
}
