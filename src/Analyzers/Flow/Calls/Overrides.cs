using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The implementations in this compilation of virtual and interface methods. They are looked for among the members of the same name, so
/// that what nobody calls costs nothing.
/// </summary>
internal sealed class Overrides(Session session)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>The method itself, when it has a body, and everything that can run in its place, in source order.</summary>
    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol method) => _bodies.GetOrAdd(method, Find);

    private ImmutableArray<IMethodSymbol> Find(IMethodSymbol method)
    {
        ImmutableArray<IMethodSymbol>.Builder all = ImmutableArray.CreateBuilder<IMethodSymbol>();
        if (!method.IsAbstract)
        {
            all.Add(method);
        }

        IEnumerable<TreeIndex.Member> members = session.Closure.DeclaredBy(TreeIndex.NameOf(method))
            .OrderBy(m => m.Node.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(m => m.Node.SpanStart);
        foreach (TreeIndex.Member member in members)
        {
            ISymbol? declared = session.ModelOf(member.Node.SyntaxTree).GetDeclaredSymbol(member.Node, session.Cancellation);
            if (Counterpart(declared, method) is { } candidate && !SymbolEqualityComparer.Default.Equals(candidate, method) && RunsInPlaceOf(candidate, method))
            {
                all.Add(candidate);
            }
        }

        return all.ToImmutable();
    }

    /// <summary>The method of a declaration that is of the kind asked for: the getter of a property for a getter.</summary>
    private static IMethodSymbol? Counterpart(ISymbol? declared, IMethodSymbol method) => (declared, method.AssociatedSymbol) switch
    {
        (IMethodSymbol candidate, _) => candidate,
        (IPropertySymbol property, IPropertySymbol asked) => SymbolEqualityComparer.Default.Equals(asked.GetMethod, method) ? property.GetMethod : property.SetMethod,
        (IEventSymbol declaration, IEventSymbol asked) => SymbolEqualityComparer.Default.Equals(asked.AddMethod, method) ? declaration.AddMethod : declaration.RemoveMethod,
        _ => null,
    };

    private static bool RunsInPlaceOf(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (IMethodSymbol? overridden = candidate.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
            {
                return true;
            }
        }

        return method.ContainingType.TypeKind == TypeKind.Interface && candidate.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, method.ContainingType)).Any(i => Implements(type, i, method, candidate));
    }

    private static bool Implements(INamedTypeSymbol type, INamedTypeSymbol contract, IMethodSymbol method, IMethodSymbol candidate)
        => contract.GetMembers(method.Name).Any(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method)
            && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(m)?.OriginalDefinition, candidate.OriginalDefinition));
}
