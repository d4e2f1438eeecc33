using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Answers what lowering asks, and takes down the names that the answers depend on beside those that the body mentions. What is remembered
/// of the body holds as long as all of them mean the same.
/// </summary>
internal sealed class RecordedResolution(Session session) : ICallResolution
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded = new(StringComparer.Ordinal);

    /// <summary>The names, found out when they are wanted: most bodies turn out to have no effect.</summary>
    public IReadOnlyCollection<string> FindNames()
    {
        // A member that stands for a place may stand for one that is named by another such member, and so on.
        HashSet<string> folded = new(_folded, StringComparer.Ordinal);
        Queue<string> open = new(folded);
        while (open.Count > 0)
        {
            foreach (TreeIndex.Member member in session.Closure.DeclaredBy(open.Dequeue()))
            {
                foreach (string next in member.Places.Where(folded.Add))
                {
                    open.Enqueue(next);
                }
            }
        }

        folded.UnionWith(_names);
        return folded;
    }

    public BoundContracts Contracts => session.Contracts;

    public ImmutableArray<IMethodSymbol> Bodies(IMethodSymbol method, bool isVirtual, bool evenIfIrrelevant = false)
    {
        Note(method);
        return session.Bodies(method, isVirtual, evenIfIrrelevant);
    }

    public ImmutableArray<RoleContract> RolesOf(IMethodSymbol method) => session.RolesOf(method);

    public bool MayHaveEffect(IMethodSymbol method)
    {
        Note(method);
        return session.MayHaveEffect(method);
    }

    public bool IsGuard(ITypeSymbol? type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            _names.Add(one.Name);
        }

        return session.IsGuard(type);
    }

    public bool HasEffects(ITypeSymbol type)
    {
        foreach (ISymbol member in type.DeclaringSyntaxReferences.IsEmpty ? ImmutableArray<ISymbol>.Empty : type.GetMembers())
        {
            if (member is IMethodSymbol method)
            {
                Note(method);
            }
        }

        return session.HasEffects(type);
    }

    public AccessPath? StandsFor(IMethodSymbol method)
    {
        _folded.Add(TreeIndex.NameOf(method));
        return session.StandsFor(method);
    }

    public bool NeverReturns(IMethodSymbol method)
    {
        Note(method);
        return session.NeverReturns(method);
    }

    public ITypeSymbol? ThrownBy(IMethodSymbol method)
    {
        Note(method);
        return session.ThrownBy(method);
    }

    public INamedTypeSymbol? TypeReturnedBy(IMethodSymbol method)
    {
        Note(method);
        return session.TypeReturnedBy(method);
    }

    public bool MayThrow(IMethodSymbol method)
    {
        Note(method);
        return session.MayThrow(method);
    }

    public bool LetsGo(IMethodSymbol method, int ordinal)
    {
        Note(method);
        return session.LetsGo(method, ordinal);
    }

    public bool Raises(IMethodSymbol method)
    {
        Note(method);
        return session.Raises(method);
    }

    public bool EndsProcess(IMethodSymbol method)
    {
        Note(method);
        return session.EndsProcess(method);
    }

    public void Declare(IMethodSymbol nested, Func<ControlFlowGraph> graph) => session.Declare(nested, graph);

    private void Note(IMethodSymbol method) => _names.Add(TreeIndex.NameOf(method));
}
