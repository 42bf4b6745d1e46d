using System;
using System.Collections.Generic;
using System.Reflection;

using Zygote.IR;

namespace Zygote.Passes;

/// <summary>Which of the arrays and objects that a function makes may be reached by others, or after it.</summary>
/// <remarks>
/// Every place that makes something is a <em>site</em>; site 0 is all that is not made here. A value has the sites that it may be, or
/// be an address or a span of, or hold as a struct; a site has those that may have been stored into what it makes. These sets grow
/// along edges, loads and stores until nothing is new: inclusion as in Andersen's analysis, all fields of an object being one.
/// What the compiler keeps in arrays of its own during a whole derivative (<see cref="PassOptions.HoldsOwnArrays"/>) is a site as well.
/// Cost: O(values x sites / 64), a few rounds.
/// </remarks>
sealed class Escapes
{
    const int Outside = 0;
    const int Own = 1;

    readonly PassOptions _options;
    readonly IR.Uses _uses;
    readonly Func<Function, int, bool> _keepsNothing;

    /// <summary>Where parameters are if nothing that is kept on the tape is read after the function.</summary>
    readonly Block? _whole;
    readonly Dictionary<Value, int> _numbers = [];
    readonly List<Value?> _sites = [null, null];
    readonly Dictionary<Value, Bits> _names = [];
    readonly List<Bits> _content = [];
    readonly List<HashSet<Value>> _accesses = []; // addresses by which a site is loaded from and stored to
    readonly Stack<Value> _work = [];
    readonly HashSet<Value> _waiting = [];

    /// <summary>What is in them is known to others.</summary>
    readonly Bits _open;

    /// <param name="function">Not changed while this is in use.</param>
    /// <param name="uses">Of its values.</param>
    /// <param name="options">What is known of methods.</param>
    /// <param name="keepsNothing">Of a callee and one of its arguments: neither that nor what can be reached from it is kept.</param>
    /// <param name="isWhole">Nothing that it keeps on the tape is read after it.</param>
    /// <param name="parametersAreSites">To ask for them, too: each with all that can be reached from it.</param>
    public Escapes(
        Function function, IR.Uses uses, PassOptions options, Func<Function, int, bool> keepsNothing, bool isWhole, bool parametersAreSites = false)
    {
        (_uses, _options, _keepsNothing, _whole) = (uses, options, keepsNothing, isWhole ? function.Entry : null);
        if (parametersAreSites)
            function.Entry.Parameters.ForEach(AddSite);
        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                if (IsSite(i))
                    AddSite(i);
            }
        }

        foreach (var _ in _sites)
        {
            _content.Add(new Bits(_sites.Count));
            _accesses.Add([]);
        }

        _open = new Bits(_sites.Count);
        _open.Add(Outside);
        _content[Outside].Add(Outside);
        Begin(function);
        while (_work.TryPop(out var value))
        {
            _waiting.Remove(value);
            Spread(value);
        }
    }

    public bool Leaves(Value site) => _content[Outside].Contains(_numbers[site]);

    /// <summary>It may be an element of an array, or in a field or variable.</summary>
    public bool IsHeld(Value site) => _content.Exists(c => c.Contains(_numbers[site]));

    public bool MayBe(Value value, Value site) => _names.TryGetValue(value, out var names) && names.Contains(_numbers[site]);

    static bool IsSite(Instruction i) => i.Opcode is Opcode.NewArray or Opcode.NewObject or Opcode.Slot or Opcode.Box or Opcode.NewDelegate;

    void AddSite(Value value)
    {
        _numbers[value] = _sites.Count;
        _sites.Add(value);
    }

    void Begin(Function function)
    {
        foreach (var parameter in function.Entry.Parameters)
        {
            Add(parameter, _numbers.GetValueOrDefault(parameter, Outside));
            if (_numbers.TryGetValue(parameter, out var site))
            {
                _content[site].Add(site);
                _content[site].Add(Outside);
            }
        }

        foreach (var block in function.Blocks)
        {
            foreach (var i in block.Instructions)
            {
                if (_numbers.TryGetValue(i, out var site))
                    Add(i, site);
                else if (IsFromOutside(i))
                    Add(i, Outside);
            }

            foreach (var edge in block.Edges)
            {
                for (var k = 0; k < edge.Arguments.Count; k++)
                {
                    if (IsOutside(edge.Arguments[k]))
                        Add(edge.Target.Parameters[k], Outside);
                }
            }
        }
    }

    bool IsFromOutside(Instruction i) => i.Opcode switch
    {
        Opcode.Call => !IsCopyOfOwn(i),
        Opcode.CallVirtual or Opcode.CallFunction or Opcode.Caught or Opcode.StaticAddress => true,
        _ => Array.Exists(i.Operands, IsOutside),
    };

    /// <summary>An object that belongs to the code.</summary>
    static bool IsOutside(Value value) => value is Constant { Content: not null, Type: var type } && MayRefer(type);

    static bool MayRefer(Type type) => !type.IsPrimitive && type != typeof(void);

    void Add(Value value, int site)
    {
        if (!MayRefer(value.Type))
            return;
        if (NamesOf(value).Add(site))
            Await(value);
    }

    void Add(Value value, Bits sites)
    {
        if (MayRefer(value.Type) && NamesOf(value).Add(sites))
            Await(value);
    }

    void Await(Value value)
    {
        if (_waiting.Add(value))
            _work.Push(value);
    }

    Bits NamesOf(Value value)
    {
        if (!_names.TryGetValue(value, out var names))
            _names[value] = names = new Bits(_sites.Count);
        return names;
    }

    /// <summary>From a value that may be more than it was to what is made of it.</summary>
    void Spread(Value value)
    {
        var names = _names[value];
        var isOutside = names.IsOnly(Outside);
        foreach (var use in _uses.Of(value))
        {
            var user = use.User;
            if (use.Edge is { } edge)
            {
                Add(edge.Target.Parameters[use.Index], names);
                continue;
            }

            switch (user.Opcode)
            {
                case Opcode.Load:
                    Load(user, names);
                    break;
                case Opcode.Store:
                    Store(user.Operands[0], user.Operands[1]);
                    break;
                case Opcode.Length or Opcode.Compare:
                case Opcode.Call when Knowledge.IsObjectConstructor(user):
                    break;
                case Opcode.GetField or Opcode.WithField or Opcode.FieldAddress or Opcode.ElementAddress or Opcode.UnboxAddress
                    or Opcode.Cast or Opcode.IsInstance or Opcode.UncheckedCast:
                    Add(user, names);
                    break;
                case Opcode.Box or Opcode.NewDelegate:
                    AddContent(_numbers[user], names);
                    break;
                case var _ when isOutside:
                    break;
                case Opcode.CallFunction when _keepsNothing((Function)user.Payload!, use.Index):
                    names.ForEach(site => AddContent(site, _content[Outside], onlyOutside: true));
                    break;
                case Opcode.Call when IsCopyOfOwn(user):
                    Add(user, names);
                    break;
                case Opcode.Call when IsLoan(use) || _options.Borrows?.Invoke((MethodBase)user.Payload!, use.Index) == true:
                    names.ForEach(Open);
                    break;
                default:
                    AddContent(Outside, names);
                    break;
            }
        }
    }

    void Load(Instruction load, Bits addressed)
    {
        if (!MayRefer(load.Type))
            return;
        if (IsOwnArray(load.Operands[0]))
        {
            Add(load, Own);
            return;
        }

        addressed.ForEach(site =>
        {
            // What others know is as good as not made here: nobody asks for its names any more.
            if (_open.Contains(site))
            {
                Add(load, Outside);
                return;
            }

            _accesses[site].Add(load.Operands[0]);
            Add(load, _content[site]);
        });
    }

    void Store(Value address, Value stored)
    {
        if (!MayRefer(stored.Type) || IsOwnArray(address) || !_names.TryGetValue(address, out var places))
            return;
        if (IsOutside(stored))
            places.ForEach(site => AddContent(site, _content[Outside], onlyOutside: true));
        if (_names.TryGetValue(stored, out var names))
            places.ForEach(site => AddContent(IsParameter(site) ? Outside : site, names));
    }

    /// <summary>What is stored into something that others know is known to them.</summary>
    bool IsParameter(int site) => _sites[site] is BlockParameter;

    bool IsOwnArray(Value address) =>
        address is Instruction { Opcode: Opcode.FieldAddress, Payload: FieldInfo { FieldType.IsArray: true } field, Operands: [BlockParameter tape] }
        && tape.Block == _whole && _options.HoldsOwnArrays?.Invoke(field) == true;

    bool IsCopyOfOwn(Instruction call) =>
        call.Operands is [Instruction { Opcode: Opcode.Load } array, ..] && IsOwnArray(array.Operands[0])
        && _options.CopiesOwnArray?.Invoke((MethodBase)call.Payload!) == true;

    void AddContent(int site, Bits added, bool onlyOutside = false)
    {
        if (!(onlyOutside ? _content[site].Add(Outside) : _content[site].Add(added)))
            return;
        foreach (var address in _accesses[site])
            Await(address);
        if (site == Outside)
            _content[Outside].ForEach(Open);
        else if (_open.Contains(site))
            AddContent(Outside, _content[site]);
    }

    void Open(int site)
    {
        if (!_open.Add(site))
            return;
        AddContent(site, _content[Outside], onlyOutside: true);
        AddContent(Outside, _content[site]);
    }

    /// <summary>A method that gets a span has no place to keep it but its result and what it gets by reference.</summary>
    static bool IsLoan(IR.Use use) =>
        use.User.Operands[use.Index].Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(View<>)
        && use.User.Payload is MethodInfo { IsStatic: true, ReturnType: { IsByRefLike: false, IsByRef: false } } method
        && method.GetParameters() is var parameters
        && parameters[use.Index].ParameterType.IsByRefLike && Array.TrueForAll(parameters, p => !p.ParameterType.IsByRef);

    /// <summary>A set of sites.</summary>
    sealed class Bits(int count)
    {
        readonly ulong[] _words = new ulong[(count + 63) / 64];

        public bool IsOnly(int bit)
        {
            for (var i = 0; i < _words.Length; i++)
            {
                if (_words[i] != (i == bit >> 6 ? 1UL << bit : 0))
                    return false;
            }

            return true;
        }

        public bool Contains(int bit) => (_words[bit >> 6] >> bit & 1) != 0;

        public bool Add(int bit)
        {
            var before = _words[bit >> 6];
            return (_words[bit >> 6] = before | 1UL << bit) != before;
        }

        public bool Add(Bits other)
        {
            var isNew = false;
            for (var i = 0; i < _words.Length; i++)
            {
                var before = _words[i];
                isNew |= (_words[i] = before | other._words[i]) != before;
            }

            return isNew;
        }

        /// <summary>Of those that are in it now and those that are added meanwhile, in later words at least.</summary>
        public void ForEach(Action<int> action)
        {
            for (var i = 0; i < _words.Length; i++)
            {
                for (var rest = _words[i]; rest != 0; rest &= rest - 1)
                    action((i << 6) + System.Numerics.BitOperations.TrailingZeroCount(rest));
            }
        }
    }
}
