using System;
using System.Collections.Generic;
using System.Linq;

namespace Zygote.RandomPrograms.Tests.Generation;

/// <summary>The types that generated variables have.</summary>
enum Kind
{
    Double,
    Float,
    Int,
    Bool,
    Array,
    Matrix,
    Jagged,
    Vec,
    Body,
    Bodies,
    Node,
    Shape,
    Tuple,
    Function,
    Functions,
    List,
    Pair,
    Cell,
    Dictionary,
    Maybe,
    Span,
    Meter,
    Record,
}

/// <param name="Kind">Its type.</param>
/// <param name="Name">How to write it.</param>
/// <param name="Writable">May be assigned.</param>
/// <param name="Capturable">May be used in lambdas.</param>
/// <param name="Addressable">May be passed by reference.</param>
sealed record Variable(Kind Kind, string Name, bool Writable = true, bool Capturable = true, bool Addressable = true);

/// <param name="Name">Of the method.</param>
/// <param name="Result">Its type; null for void.</param>
/// <param name="Parameters">Modifier ("", "ref ", "in ", "out ") and type.</param>
/// <param name="Local">A local function: not to be called from elsewhere.</param>
sealed record Helper(string Name, Kind? Result, (string Modifier, Kind Kind)[] Parameters, bool Local = false);

/// <summary>What can be named at a place of the program.</summary>
sealed class Scope
{
    readonly List<Variable> _variables = [];
    readonly Stack<int> _marks = [];

    public List<Helper> Helpers { get; } = [];

    /// <summary>Only capturable variables are visible while this is above zero.</summary>
    public int LambdaDepth { get; set; }

    public void Add(Variable variable) => _variables.Add(variable);

    public void Enter() => _marks.Push(_variables.Count);

    public void Leave()
    {
        var mark = _marks.Pop();
        _variables.RemoveRange(mark, _variables.Count - mark);
    }

    /// <remarks>A lambda must not call a function that may later be replaced by one that calls it.</remarks>
    public IEnumerable<Variable> Visible => _variables.Where(
        v => LambdaDepth == 0 || (v.Capturable && v.Kind != Kind.Functions && (v.Kind != Kind.Function || !v.Writable)));

    public Variable? Find(Random random, Func<Variable, bool> filter)
    {
        var found = Visible.Where(filter).ToArray();
        if (found.Length == 0)
            return null;
        // Recent variables are more interesting.
        var index = Math.Max(random.Next(found.Length), random.Next(found.Length));
        return found[index];
    }

    public Variable? Find(Random random, Kind kind) => Find(random, v => v.Kind == kind);
}
