using System;
using System.Threading;

using Zygote.Differentiation;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>What the delegates that we return are bound to: the original function and the code of its derivative.</summary>
abstract class DerivedFunction<TCode>
{
    readonly Func<Delegate, TCode> _compile;
    TCode _code;
    int _version;

    /// <summary>
    /// Compiles at once, so that what cannot be differentiated is reported when the derivative is requested.
    /// </summary>
    protected DerivedFunction(Delegate f, Func<Delegate, TCode> compile, ReadOnlySpan<Type> inputs)
    {
        ArgumentNullException.ThrowIfNull(f);
        RequireContinuousInput(f, inputs);
        Original = f;
        _compile = compile;
        RuleTable.ScanAssembly(f.Method.Module.Assembly);
        _version = RuleTable.Version;
        _code = compile(f);
    }

    public Delegate Original { get; }

    /// <summary>What the code is bound to; a delegate with several targets is called as a whole.</summary>
    protected object? Target => Original.HasSingleTarget ? Original.Target : Original;

    /// <summary>The compiled code; made anew after rules were registered.</summary>
    protected TCode Code => Volatile.Read(ref _version) == RuleTable.Version ? _code : Recompile();

    TCode Recompile()
    {
        // The version is written last: whoever reads it sees code that is at least as new.
        var version = RuleTable.Version;
        var code = _compile(Original);
        _code = code;
        Volatile.Write(ref _version, version);
        return code;
    }

    /// <summary>A gradient by nothing but integers would be a silent zero.</summary>
    static void RequireContinuousInput(Delegate f, ReadOnlySpan<Type> inputs)
    {
        foreach (var type in inputs)
        {
            if (Shadow.CanCarryDerivative(type))
                return;
        }
        throw new NotDifferentiableException(
            f.Method, null, null, $"no input of type {TypeNames.Of(inputs[0])} can vary continuously",
            "Differentiate with respect to double or float, or types made of them.");
    }
}
