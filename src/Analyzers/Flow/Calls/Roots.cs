using DdiCompliance.Analyzers.Flow.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Who calls a method, as far as that decides how it is judged.</summary>
internal enum Standing : byte
{
    /// <summary>Callers in the compilation: it is judged through them.</summary>
    Called,

    /// <summary>One of two methods that nobody here calls and that undo each other: what it leaves to the other one is no mistake.</summary>
    Half,

    /// <summary>Nobody here calls it: it is judged by itself, and may be one of several that share a lock.</summary>
    Uncalled,

    /// <summary>Somebody from outside calls it, with nothing held.</summary>
    Root,
}

/// <summary>Decides who is judged by himself (a root: nothing is held when he is called) and who through his callers.</summary>
internal sealed class Roots(Session session)
{
    public bool IsRoot(IMethodSymbol method) => StandingOf(method) >= Standing.Uncalled;

    public Standing StandingOf(IMethodSymbol method)
    {
        if (!IsRoot(method, out bool isFree))
        {
            return isFree ? Standing.Half : Standing.Called;
        }

        return isFree ? Standing.Uncalled : Standing.Root;
    }

    /// <param name="method">The method.</param>
    /// <param name="isFree">Nobody here calls the method, and nothing else says who does.</param>
    private bool IsRoot(IMethodSymbol method, out bool isFree)
    {
        isFree = false;
        if (!session.RolesOf(method).IsEmpty)
        {
            return true; // The system calls it.
        }

        switch (method.MethodKind)
        {
            case MethodKind.Constructor:
            case MethodKind.Destructor:
            case MethodKind.StaticConstructor:
                // A guard's constructor and its Dispose share a lock between them; their users are judged.
                return false;
            case MethodKind.ExplicitInterfaceImplementation:
                return method.ExplicitInterfaceImplementations[0].Name is not ("Dispose" or "DisposeAsync");
            case MethodKind.LambdaMethod:
            case MethodKind.LocalFunction:
                return true; // Its declaring method decides.
        }

        if (method.Name is "Dispose" or "DisposeAsync" || method.IsAbstract)
        {
            return false;
        }

        if (method.OverriddenMethod is { } overridden && Outermost(overridden).DeclaringSyntaxReferences.IsEmpty)
        {
            return true;
        }

        if (method.ContainingType.AllInterfaces.Any(i => i.DeclaringSyntaxReferences.IsEmpty && Implements(method, i)))
        {
            return true;
        }

        if (method.ReturnType.TypeKind == TypeKind.Interface && Disposables.Includes(method.ReturnType))
        {
            return false;
        }

        if (session.IsGuard(method.ReturnType) || session.IsGuard(session.TypeReturnedBy(method)))
        {
            return false; // The guard carries the hold to whoever disposes of it.
        }

        string name = method.AssociatedSymbol?.Name ?? method.Name;
        (bool escapes, bool isPassed) = Uses(method, name);
        if (!escapes && (isPassed || IsUnusedHalf(method) || HasCallers(method, name)))
        {
            return false;
        }

        bool isHalf = HandOver.HasCounterpart(method);
        isFree = isHalf || !escapes;
        return !isHalf;
    }

    /// <summary>
    /// One half of a set of private wrappers that nobody calls yet: it runs only when somebody here calls it, and until then what it needs of
    /// its callers is not missing.
    /// </summary>
    private static bool IsUnusedHalf(IMethodSymbol method)
        => method is { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } && method.GetAttributes().IsEmpty && HandOver.IsHalf(method);

    private static IMethodSymbol Outermost(IMethodSymbol method)
    {
        while (method.OverriddenMethod is { } overridden)
        {
            method = overridden;
        }

        return method;
    }

    private static bool Implements(IMethodSymbol method, INamedTypeSymbol contract)
        => contract.GetMembers(method.Name).Any(m => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(m), method));

    private bool HasCallers(IMethodSymbol method, string name)
    {
        IEnumerable<TreeIndex.Member> users = method.MethodKind == MethodKind.Ordinary ? session.Closure.CallersOf(name) : session.Closure.UsersOf(name);
        foreach (TreeIndex.Member user in users)
        {
            if (!IsDeclarationOf(user.Node, method) && Mentions(user, method, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member really means the method, or a declaration that it overrides or implements.</summary>
    private bool Mentions(TreeIndex.Member user, IMethodSymbol method, string name)
    {
        SemanticModel model = session.ModelOf(user.Node.SyntaxTree);
        foreach (SimpleNameSyntax use in session.Uses.In(user, name))
        {
            ISymbol? symbol = model.GetSymbolInfo(use, session.Cancellation).Symbol?.OriginalDefinition;
            if (symbol is not null && Denotes(symbol, (method.AssociatedSymbol ?? method).OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Denotes(ISymbol used, ISymbol declared)
    {
        if (used is IMethodSymbol { ReducedFrom: { } extension })
        {
            used = extension.OriginalDefinition;
        }

        used = Whole(used);
        declared = Whole(declared);

        for (ISymbol? one = declared; one is not null; one = (one as IMethodSymbol)?.OverriddenMethod ?? (ISymbol?)(one as IPropertySymbol)?.OverriddenProperty)
        {
            if (SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, used))
            {
                return true;
            }
        }

        return used.ContainingType is { TypeKind: TypeKind.Interface }
            && SymbolEqualityComparer.Default.Equals(declared.ContainingType?.FindImplementationForInterfaceMember(used)?.OriginalDefinition, declared);
    }

    private static bool IsDeclarationOf(SyntaxNode node, IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree == node.SyntaxTree && node.Span.Contains(reference.Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method becomes a delegate that somebody unknown may call, or one that only known bodies call.</summary>
    private (bool Escapes, bool IsPassed) Uses(IMethodSymbol method, string name)
    {
        if (method.MethodKind != MethodKind.Ordinary)
        {
            return (false, false);
        }

        bool isPassed = false;
        foreach (TreeIndex.Member user in session.Closure.PassersOf(name))
        {
            foreach (SimpleNameSyntax use in session.Uses.In(user, name))
            {
                if (TreeIndex.Member.IsValue(use) && Means(use, method))
                {
                    if (!GoesToKnownBody(use) && !LocalDelegates.IsOnlyCalled(TreeIndex.Member.Whole(use), user.Node))
                    {
                        return (true, isPassed);
                    }

                    isPassed = true;
                }
            }
        }

        return (false, isPassed);
    }

    private bool Means(SimpleNameSyntax name, IMethodSymbol method)
    {
        SymbolInfo info = session.ModelOf(name.SyntaxTree).GetSymbolInfo(name, session.Cancellation);
        method = Whole(method);
        return SymbolEqualityComparer.Default.Equals(info.Symbol?.OriginalDefinition, method)
            || info.CandidateSymbols.Any(c => SymbolEqualityComparer.Default.Equals(c.OriginalDefinition, method));
    }

    /// <summary>Source names the part of a partial method that has no body.</summary>
    private static T Whole<T>(T symbol)
        where T : ISymbol
        => symbol is IMethodSymbol { PartialDefinitionPart: T definition } ? definition : symbol;

    private bool GoesToKnownBody(SimpleNameSyntax name)
    {
        if (TreeIndex.Member.Whole(name).Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call })
        {
            return false;
        }

        ISymbol? target = session.ModelOf(name.SyntaxTree).GetSymbolInfo(call, session.Cancellation).Symbol;
        if (target is not IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false } known)
        {
            return target is null || (target is IMethodSymbol framework && InPlace.Runs(framework));
        }

        ArgumentSyntax passed = (ArgumentSyntax)TreeIndex.Member.Whole(name).Parent!;
        int ordinal = passed.NameColon is { } named
            ? known.Parameters.FirstOrDefault(p => p.Name == named.Name.Identifier.ValueText)?.Ordinal ?? -1
            : call.ArgumentList.Arguments.IndexOf(passed);
        return ordinal < 0 || !session.LetsGo(known, ordinal);
    }
}
