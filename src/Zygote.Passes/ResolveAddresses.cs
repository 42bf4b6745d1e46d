using System;
using System.Collections.Generic;
using System.Linq;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>
/// Takes addresses apart that are not the same on every way to a block, or that are computed from other addresses: what goes
/// through block parameters is then arrays, objects and indices, and the address is made where it is used.
/// </summary>
/// <remarks>
///   b1: br b3(element.address %a, %i)   b2: br b3(element.address %b, %j)   b3(%p): load %p
///   =>
///   b1: br b3(%a, %i)   b2: br b3(%b, %j)   b3(%q, %k): load (element.address %q, %k)
/// Where the ways differ in shape (a variable here, a field there) a tag says which, and a use branches on it:
///   b3(%tag): br.if %tag, b4, b5   b4: %1 = load %x; br b6(%1)   b5: %2 = load %y; br b6(%2)   b6(%3): ...
/// A variable of which the array is asked (a span over a local) becomes an array of one element. An inline array elsewhere
/// cannot: an element of "its array" becomes one of the inline array, as long as the span is not handed on.
/// Requires: reachable blocks only. Leaves: addresses whose origin is not known, such as results of calls, as they are.
/// Cost: O(instructions), times the shapes at each use.
/// </remarks>
static class ResolveAddresses
{
    public static bool Run(Function function) => Run(function, isLast: true);

    /// <summary>While calls are inlined: what these may show decides about some addresses.</summary>
    public static bool RunEarly(Function function) => Run(function, isLast: false);

    static bool Run(Function function, bool isLast)
    {
        if (!function.Blocks.Exists(HasVirtual))
            return false;
        var made = VariablesToArrays.Run(function);
        return new Resolution(function, isLast).Run() | made;
    }

    static bool HasVirtual(Block block) =>
        block.Instructions.Exists(i => Addresses.Operation(i) is not null || IsAddressComparison(i))
        || block.Edges.Any(e => e.Arguments.Exists(a => a.Type.IsByRef));

    static bool IsAddressComparison(Instruction i) => i.Opcode == Opcode.Compare && i.Operands[0].Type.IsByRef;

    sealed class Resolution(Function function, bool isLast)
    {
        readonly AddressShapes _shapes = new(function, isLast);
        readonly Dictionary<Value, AddressForm> _forms = [];
        readonly Substitution _results = new();
        readonly Stack<Block> _work = [];
        bool _any;

        public bool Run()
        {
            foreach (var parameter in function.Blocks.SelectMany(b => b.Parameters).ToArray())
                AddParts(parameter);
            var order = new ControlFlow(function).ReversePostOrder;
            for (var b = order.Count - 1; b >= 0; b--)
                _work.Push(order[b]);
            while (_work.TryPop(out var block))
                Rewrite(block);
            foreach (var block in function.Blocks.ToArray())
                CompleteEdges(block);
            foreach (var block in function.Blocks)
                block.Parameters.RemoveAll(_forms.ContainsKey);
            _results.ApplyTo(function);
            SimplifyControlFlow.RemoveUnreachable(function);
            return _any;
        }

        void AddParts(BlockParameter parameter)
        {
            if (!_shapes.IsMerge(parameter) || _shapes.Of(parameter) is not { Count: > 0 } shapes)
                return;
            _any = true;
            var block = parameter.Block;
            var tag = shapes.Count > 1 ? block.AddParameter(typeof(int), parameter.Name) : null;
            _forms[parameter] = new AddressForm(tag, [.. shapes.Select(
                s => (s, (Value[])[.. s.PartTypes().Select(t => block.AddParameter(t, parameter.Name))]))]);
        }

        /// <summary>The address is not computed by ordinary means, so that its uses must be rewritten.</summary>
        bool IsVirtual(Value value) => value.Type.IsByRef && value switch
        {
            FormValue or Constant => true,
            BlockParameter => _forms.ContainsKey(value),
            Instruction i => _forms.ContainsKey(i) || (Addresses.Around(i) is { } whole && IsVirtual(whole)),
            _ => false,
        };

        AddressForm? Form(Value value, Builder builder)
        {
            if (value is FormValue known)
                return known.Form;
            if (_forms.TryGetValue(value, out var form))
                return form;
            if (_shapes.Of(value) is not { Count: > 0 } shapes)
                return null;
            if (value is not Instruction i || i.Operands.Length == 0)
                return new AddressForm(shapes[0]);
            switch (i.Opcode)
            {
                case Opcode.ElementAddress when i.Operands[0].Type.IsByRef:
                    return InlineElement(i.Operands[0], builder.Convert(typeof(int), i.Operands[1]), builder);
                case Opcode.FieldAddress when i.Payload is InlineElement element:
                    return InlineElement(i.Operands[0], Constant.Of(element.Index), builder);
                case Opcode.FieldAddress when i.Operands[0].Type.IsByRef:
                    return Form(i.Operands[0], builder)?.Select(
                        (shape, parts) => (Shape.Field((System.Reflection.FieldInfo)i.Payload!, shape), parts));
                case Opcode.FieldAddress or Opcode.UnboxAddress:
                    return new AddressForm(shapes[0], i.Operands[0]);
                case Opcode.ElementAddress:
                    return new AddressForm(shapes[0], [i.Operands[0], .. i.Operands.Skip(1).Select(n => builder.Convert(typeof(int), n))]);
                default:
                    return null;
            }
        }

        AddressForm? InlineElement(Value whole, Value index, Builder builder) => Form(whole, builder)?.Select(
            (shape, parts) => (Shape.InlineElement(whole.Type.GetElementType()!, shape), [.. parts, index]));

        void Rewrite(Block block)
        {
            var source = block.Instructions.ToArray();
            block.Instructions.Clear();
            var builder = new Builder(block);
            for (var n = 0; n < source.Length; n++)
            {
                var i = source[n];
                builder.Span = i.Span;
                _results.ApplyToOperands(i);
                if (Define(i, builder))
                    continue;
                if (i.Opcode is Opcode.Load or Opcode.Store && LeadsNowhere(i.Operands[0], builder))
                {
                    ThrowNull(builder);
                    return;
                }

                if (SplitOperand(i) is not { } k)
                {
                    Use(i, builder);
                    continue;
                }

                var rest = new Block { Terminator = block.Terminator };
                rest.Instructions.AddRange(source[(n + 1)..]);
                if (i.Type != typeof(void))
                    _results.Replace(i, rest.AddParameter(i.Type, i.Name));
                function.Blocks.Add(rest);
                _work.Push(rest);
                Split(builder, i, k, copy => new Instruction(Opcode.Branch, typeof(void), [], null, i.Span)
                {
                    Edges = [new Edge(rest, copy.Type == typeof(void) ? [] : [copy])],
                });
                return;
            }

            Leave(block, builder);
        }

        void Leave(Block block, Builder builder)
        {
            var end = block.Terminator!;
            _results.ApplyToTerminator(end);
            if (end.Opcode != Opcode.Return || end.Operands is not [var result] || !IsVirtual(result)
                || Form(result, builder) is not { } form)
                return;
            if (form.IsSingle)
                end.Operands[0] = Build(form, builder, result.Type);
            else
                Split(builder, end, 0, null);
        }

        /// <summary>Addresses made of addresses leave nothing but their parts.</summary>
        bool Define(Instruction i, Builder builder)
        {
            if (Addresses.Around(i) is { } whole && IsVirtual(whole))
                return Form(i, builder) is { } part && Keep(i, part);
            if (i.Opcode == Opcode.ElementAddress && _shapes.InlineSource(i.Operands[0]) is { } inline)
                return Form(inline, builder) is { } other && Keep(i, At(other, builder.Convert(typeof(int), i.Operands[1])));
            switch (Addresses.Operation(i))
            {
                case nameof(Addresses.First) when _shapes.InlineSource(i.Operands[0]) is { } source && Form(source, builder) is { } any:
                    return Keep(i, At(any, Constant.Of(0)));
                case nameof(Addresses.First) when i.Operands[0].Type.IsArray:
                    return Keep(i, new AddressForm(Shape.Element(i.Operands[0].Type), i.Operands[0], Constant.Of(0)));
                case nameof(Addresses.Offset) when _shapes.Of(i) is not null && Form(i.Operands[0], builder) is { } start:
                    return Keep(i, start.Select((shape, parts) => shape.IsElement && !AddressShapes.IsZero(i.Operands[1])
                        ? (shape, [.. parts[..^1], IsConstantZero(parts[^1]) ? i.Operands[1] : builder.Add(parts[^1], i.Operands[1])])
                        : (shape, parts)));
                default:
                    return false;
            }
        }

        /// <summary>Another element of the inline array.</summary>
        static AddressForm At(AddressForm element, Value index) =>
            element.Select((shape, parts) => (shape, [.. parts[..^1], index]));

        static bool IsConstantZero(Value value) => value is Constant { IsZero: true };

        bool Keep(Instruction i, AddressForm form)
        {
            _forms[i] = form;
            return _any = true;
        }

        /// <summary>The first operand that leads to one of several places.</summary>
        int? SplitOperand(Instruction i)
        {
            for (var k = 0; k < i.Operands.Length; k++)
            {
                if (IsVirtual(i.Operands[k]) && Form(i.Operands[k], new Builder(new Block())) is { IsSingle: false })
                    return k;
            }

            return null;
        }

        /// <summary>One copy of the instruction for each alternative of operand <paramref name="k"/>.</summary>
        void Split(Builder builder, Instruction i, int k, Func<Instruction, Instruction>? end)
        {
            _any = true;
            var form = Form(i.Operands[k], builder)!;
            var arms = new Edge[form.Alternatives.Count];
            for (var a = 0; a < arms.Length; a++)
            {
                var operands = (Value[])i.Operands.Clone();
                operands[k] = new FormValue(operands[k].Type, form.Only(a));
                var copy = new Instruction(i.Opcode, i.Type, operands, i.Payload, i.Span) { Name = i.Name };
                var arm = new Block();
                if (end is null)
                    arm.Terminator = copy;
                else
                {
                    arm.Instructions.Add(copy);
                    arm.Terminator = end(copy);
                }

                arms[a] = new Edge(arm);
                function.Blocks.Add(arm);
                _work.Push(arm);
            }

            if (arms.Length == 2)
                builder.BranchIf(form.Tag!, arms[1], arms[0]);
            else
                builder.Switch(form.Tag!, arms);
        }

        bool LeadsNowhere(Value address, Builder builder) =>
            IsVirtual(address) && Form(address, builder)?.Alternatives is [var (shape, _)] && shape.IsNullOrField;

        /// <summary>What follows an access through the null address is not reached.</summary>
        void ThrowNull(Builder builder)
        {
            _any = true;
            var exception = builder.NewObject(typeof(NullReferenceException));
            builder.Call(typeof(NullReferenceException).GetConstructor([])!, exception);
            builder.Throw(exception);
        }

        void Use(Instruction i, Builder builder)
        {
            var isArray = Addresses.Operation(i) == nameof(Addresses.ArrayOf);
            if ((isArray || Addresses.Operation(i) == nameof(Addresses.IndexOf))
                && Form(i.Operands[0], builder)?.Alternatives is [var (shape, parts)]
                && (shape.IsNull || (shape.IsElement && !(shape.IsInline && isArray))))
            {
                _any = true;
                _results.Replace(i, shape.IsNull ? Constant.Zero(i.Type) : parts[isArray ? 0 : ^1]);
                return;
            }

            if (IsAddressComparison(i) && Equality(i, builder) is { } equality)
            {
                _any = true;
                _results.Replace(i, equality);
                return;
            }

            for (var k = 0; k < i.Operands.Length; k++)
            {
                if (IsVirtual(i.Operands[k]) && Form(i.Operands[k], builder) is { } form)
                {
                    _any = true;
                    i.Operands[k] = Build(form, builder, i.Operands[k].Type);
                }
            }

            builder.Block.Instructions.Add(i);
        }

        static Value Build(AddressForm form, Builder builder, Type type) =>
            form.Alternatives[0].Shape.Build(builder, form.Alternatives[0].Parts, type);

        Value? Equality(Instruction i, Builder builder)
        {
            if (Form(i.Operands[0], builder)?.Alternatives is not [var (a, x)]
                || Form(i.Operands[1], builder)?.Alternatives is not [var (b, y)]
                || i.Payload is not (Comparison.Equal or Comparison.NotEqual))
                return null;
            Value same = Constant.Of(1);
            if (!a.Equals(b))
            {
                if (a.IsUnknown || b.IsUnknown)
                    return null;
                same = Constant.Of(0);
            }
            else
            {
                for (var k = 0; k < x.Length; k++)
                    same = builder.Binary(Opcode.And, same, builder.Compare(Comparison.Equal, x[k], y[k]));
            }

            return i.Payload is Comparison.Equal ? same : builder.Compare(Comparison.Equal, same, Constant.Of(0));
        }

        void CompleteEdges(Block block)
        {
            foreach (var edge in block.Edges)
            {
                var builder = new Builder(block) { Span = block.Terminator!.Span };
                var target = edge.Target.Parameters;
                var known = edge.Arguments.Count;
                var added = new List<Value>();
                for (var p = 0; p < known; p++)
                {
                    if (_forms.TryGetValue(target[p], out var form))
                        added.AddRange(Parts(form, Form(_results.Resolve(edge.Arguments[p]), builder)!, builder));
                    else if (IsVirtual(edge.Arguments[p]) && Form(edge.Arguments[p], builder) is { IsSingle: true } single)
                        edge.Arguments[p] = Build(single, builder, edge.Arguments[p].Type);
                }

                for (var p = known - 1; p >= 0; p--)
                {
                    if (_forms.ContainsKey(target[p]))
                        edge.Arguments.RemoveAt(p);
                }

                edge.Arguments.AddRange(added);
            }
        }

        static IEnumerable<Value> Parts(AddressForm to, AddressForm from, Builder builder)
        {
            if (to.Tag is not null)
                yield return Tag(to, from, builder);
            foreach (var (shape, parts) in to.Alternatives)
            {
                var given = from.Alternatives.FirstOrDefault(a => a.Shape.Equals(shape)).Parts;
                for (var k = 0; k < parts.Length; k++)
                    yield return given is null ? Constant.Zero(parts[k].Type) : given[k];
            }
        }

        /// <summary>The number that an alternative has on one side of the edge becomes that on the other.</summary>
        static Value Tag(AddressForm to, AddressForm from, Builder builder)
        {
            var numbers = from.Alternatives.Select(a => to.Alternatives.ToList().FindIndex(t => t.Shape.Equals(a.Shape))).ToArray();
            if (from.Tag is null)
                return Constant.Of(numbers[0]);
            if (numbers.Select((n, k) => n == k).All(same => same))
                return from.Tag;
            Value tag = Constant.Of(0);
            for (var k = 0; k < numbers.Length; k++)
            {
                var isThis = builder.Compare(Comparison.Equal, from.Tag, Constant.Of(k));
                tag = builder.Add(tag, builder.Mul(isThis, Constant.Of(numbers[k])));
            }

            return tag;
        }
    }
}
