using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>The implementations in this compilation of every virtual and interface method.</summary>
internal sealed class Overrides
{
    private readonly Dictionary<IMethodSymbol, List<IMethodSymbol>> _implementations = new(SymbolEqualityComparer.Default);

    public Overrides(Compilation compilation, CancellationToken cancellation)
    {
        Stack<INamespaceOrTypeSymbol> open = new();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (ISymbol member in open.Pop().GetMembers())
            {
                switch (member)
                {
                    case INamespaceOrTypeSymbol scope:
                        open.Push(scope);
                        if (scope is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type)
                        {
                            AddInterfaces(type);
                        }

                        break;
                    case IMethodSymbol method:
                        for (IMethodSymbol? overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                        {
                            Add(overridden.OriginalDefinition, method);
                        }

                        break;
                }
            }
        }
    }

    /// <summary>The method itself, when it has a body, and everything that can run in its place.</summary>
    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol method)
    {
        ImmutableArray<IMethodSymbol>.Builder all = ImmutableArray.CreateBuilder<IMethodSymbol>();
        if (!method.IsAbstract)
        {
            all.Add(method);
        }

        if (_implementations.TryGetValue(method, out List<IMethodSymbol>? implementations))
        {
            all.AddRange(implementations);
        }

        return all.ToImmutable();
    }

    private void AddInterfaces(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol contract in type.AllInterfaces)
        {
            foreach (IMethodSymbol method in contract.GetMembers().OfType<IMethodSymbol>())
            {
                if (type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
                    && SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type))
                {
                    Add(method.OriginalDefinition, implementation.OriginalDefinition);
                }
            }
        }
    }

    private void Add(IMethodSymbol declared, IMethodSymbol implementation)
    {
        if (!_implementations.TryGetValue(declared, out List<IMethodSymbol>? list))
        {
            _implementations.Add(declared, list = new List<IMethodSymbol>());
        }

        list.Add(implementation);
    }
}
