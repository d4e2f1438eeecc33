using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>What lowering asks of the compilation around the method.</summary>
internal interface ICallResolution
{
    BoundContracts Contracts { get; }

    /// <summary>The source bodies that a call of <paramref name="method"/> may run, if any of them may have an effect; else empty.</summary>
    ImmutableArray<IMethodSymbol> Bodies(IMethodSymbol method, bool isVirtual, bool evenIfIrrelevant = false);

    /// <summary>The roles in which the system calls the method.</summary>
    ImmutableArray<RoleContract> RolesOf(IMethodSymbol method);

    /// <summary>Whether the body of a lambda, local function or method may have an effect.</summary>
    bool MayHaveEffect(IMethodSymbol method);

    /// <summary>Whether objects of the type hold a lock or region for whoever disposes of them.</summary>
    bool IsGuard(ITypeSymbol? type);

    /// <summary>Whether some method of a type of this compilation may have an effect.</summary>
    bool HasEffects(ITypeSymbol type);

    /// <summary>The place a property or method without statements stands for, in terms of its receiver and parameters.</summary>
    AccessPath? StandsFor(IMethodSymbol method);

    /// <summary>Whether the method never returns normally.</summary>
    bool NeverReturns(IMethodSymbol method);

    /// <summary>What a method that never returns throws; null when its source does not say.</summary>
    ITypeSymbol? ThrownBy(IMethodSymbol method);

    /// <summary>The class whose new instance the method returns on every path, or null.</summary>
    INamedTypeSymbol? TypeReturnedBy(IMethodSymbol method);

    /// <summary>Whether an exception may come out of the method: always, unless its whole body is known and raises none.</summary>
    bool MayThrow(IMethodSymbol method);

    /// <summary>Whether the method hands the delegate it is given on to somebody unknown, who may call it at any time.</summary>
    bool LetsGo(IMethodSymbol method, int ordinal);

    /// <summary>Whether the source of the method throws, by itself or by a call that never returns: the throw is certain then, not a guess.</summary>
    bool Raises(IMethodSymbol method);

    /// <summary>Whether the method ends the process, so that not even an exception leaves it.</summary>
    bool EndsProcess(IMethodSymbol method);

    /// <summary>Makes the graph of a nested function available to whoever needs its summary.</summary>
    void Declare(IMethodSymbol nested, Func<ControlFlowGraph> graph);
}
