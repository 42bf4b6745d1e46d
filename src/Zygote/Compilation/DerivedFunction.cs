using System;
using System.Linq;
using System.Threading;

using Zygote.Differentiation;
using Zygote.Rules;

namespace Zygote.Compilation;

/// <summary>A function that is a derivative of another.</summary>
interface IDerivedFunction
{
    Delegate Original { get; }

    /// <summary>One of <see cref="Requests"/>.</summary>
    int Request { get; }
}

/// <summary>What the delegates that we return are bound to: the original function and the code of its derivative.</summary>
/// <remarks>
/// Plain C#, which is differentiated like any other when such a delegate is called in a differentiated function; see
/// <see cref="NestedCode"/>.
/// </remarks>
abstract class DerivedFunction<TCode> : IDerivedFunction
{
    readonly Delegate _original;
    readonly int _request;
    TCode _code = default!;
    int _version;

    /// <summary>
    /// Compiles at once, so that what cannot be differentiated is reported when the derivative is requested.
    /// </summary>
    protected DerivedFunction(Delegate f, int request)
    {
        ArgumentNullException.ThrowIfNull(f);
        _original = f;
        _request = request;
        if (!Lifted.Here)
            Prepare();
    }

    public Delegate Original => _original;

    public int Request => _request;

    /// <summary>What the code is bound to.</summary>
    protected object? Target => NestedCode.TargetOf(_original);

    /// <summary>The compiled code; made anew after rules were registered.</summary>
    protected TCode Code =>
        Lifted.Here ? NestedCode.Of<TCode>(_original, _request)
        : Volatile.Read(ref _version) == RuleTable.Version ? _code
        : Recompile();

    void Prepare()
    {
        RequireContinuousInput(_original);
        RuleTable.ScanAssembly(_original.Method.Module.Assembly);
        Recompile();
    }

    TCode Recompile()
    {
        // The version is written last: whoever reads it sees code that is at least as new.
        var version = RuleTable.Version;
        var code = Engine.Code<TCode>(_original, _request);
        _code = code;
        Volatile.Write(ref _version, version);
        return code;
    }

    /// <summary>A gradient by nothing but integers would be a silent zero.</summary>
    static void RequireContinuousInput(Delegate f)
    {
        var inputs = f.GetType().GetMethod("Invoke")!.GetParameters();
        if (inputs.Any(p => Shadow.CanCarryDerivative(p.ParameterType)))
            return;
        throw new NotDifferentiableException(
            f.Method, null, null, $"no input of type {TypeNames.Of(inputs[0].ParameterType)} can vary continuously",
            "Differentiate with respect to double or float, or types made of them.");
    }
}
