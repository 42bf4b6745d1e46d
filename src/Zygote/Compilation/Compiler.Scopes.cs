using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Zygote.Differentiation;
using Zygote.IR;

namespace Zygote.Compilation;

// In which scope code is made: what is assumed of static fields, see CompilationScope.

sealed partial class Compiler
{
    /// <summary>Code for a dispatch in code that was made in the scope; what that does not know comes too late.</summary>
    public T InScopeOf<T>(DispatchSite site, Func<T> make) => InScope((CompilationScope)site.Statics, site.Span, make);

    /// <summary>Code for work on other threads: static fields must not matter to it.</summary>
    public T InSharedScope<T>(SourceSpan span, Func<T> make) => InScope(_shared, span, make);

    T InScope<T>(CompilationScope scope, SourceSpan span, Func<T> make)
    {
        var outer = _scope;
        _scope = scope;
        try
        {
            var result = make();
            return scope.IsOutdated ? throw Differentiation.Refusals.StaticMemory(span) : result;
        }
        catch (Refusal) when (scope.IsOutdated)
        {
            throw Differentiation.Refusals.StaticMemory(span);
        }
        finally
        {
            if (scope.IsOutdated)
                scope.Renewed();
            _scope = outer;
        }
    }

    T InScopeFor<T>(MethodBase method, Func<T> make)
    {
        HashSet<object> known = [.. _scan.StoredBehindCalls(method).Select(MemoryNode.Key)];
        _scope = known.Count == 0 ? _shared : new CompilationScope(_scan, known);
        while (true)
        {
            try
            {
                var result = make();
                if (!_scope.IsOutdated)
                    return result;
            }
            catch (Refusal) when (_scope.IsOutdated)
            {
            }

            _scope = _scope.Renewed();
        }
    }
}
