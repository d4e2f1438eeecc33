using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The roles in which the system calls a method: those it declares, those of the delegate type it is turned into, and those a routine
/// gives to what it runs (the start routine of PsCreateSystemThread).
/// </summary>
internal sealed class EntryRoles(Session session)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<RoleContract>> _roles = new(SymbolEqualityComparer.Default);

    public ImmutableArray<RoleContract> Of(IMethodSymbol method) => _roles.GetOrAdd(method.OriginalDefinition, Find);

    private ImmutableArray<RoleContract> Find(IMethodSymbol method)
    {
        HashSet<string> names = session.Contracts.HasAnnotations ? new HashSet<string>(RoleAnnotations.Of(method)) : new HashSet<string>();
        switch (method.MethodKind)
        {
            case MethodKind.LambdaMethod or MethodKind.AnonymousFunction when method.DeclaringSyntaxReferences.Length > 0:
                AddRolesOf((ExpressionSyntax)method.DeclaringSyntaxReferences[0].GetSyntax(session.Cancellation), names);
                break;
            case MethodKind.Ordinary or MethodKind.LocalFunction when names.Count == 0:
                AddRolesOfUses(method, names);
                break;
        }

        return names.Count == 0
            ? ImmutableArray<RoleContract>.Empty
            : names.OrderBy(n => n, StringComparer.Ordinal).Select(session.Contracts.FindRole).OfType<RoleContract>().ToImmutableArray();
    }

    /// <summary>The uses of the method's name that are no calls.</summary>
    private void AddRolesOfUses(IMethodSymbol method, HashSet<string> names)
    {
        foreach (TreeIndex.Member user in session.Closure.PassersOf(method.Name))
        {
            if (method.DeclaredAccessibility == Accessibility.Private && !IsInTypeOf(method, user.Node.SyntaxTree))
            {
                continue; // Common names are used everywhere.
            }

            foreach (SimpleNameSyntax name in session.Uses.In(user, method.Name))
            {
                ExpressionSyntax use = TreeIndex.Member.Whole(name);
                if (use.Parent is ArgumentSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax or CastExpressionSyntax or ReturnStatementSyntax
                    && Means(name, method))
                {
                    AddRolesOf(use, names);
                }
            }
        }
    }

    private static bool IsInTypeOf(IMethodSymbol method, SyntaxTree file)
    {
        foreach (SyntaxReference part in method.ContainingType.DeclaringSyntaxReferences)
        {
            if (part.SyntaxTree == file)
            {
                return true;
            }
        }

        return false;
    }

    private bool Means(SimpleNameSyntax name, IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(
            session.ModelOf(name.SyntaxTree).GetSymbolInfo(name, session.Cancellation).Symbol?.OriginalDefinition, method);

    /// <summary>The roles of the place a function is given to.</summary>
    private void AddRolesOf(ExpressionSyntax function, HashSet<string> names)
    {
        SemanticModel model = session.ModelOf(function.SyntaxTree);
        if (session.Contracts.HasAnnotations)
        {
            names.UnionWith(RoleAnnotations.Of(model.GetTypeInfo(function, session.Cancellation).ConvertedType));
        }

        if (function.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } argument
            || model.GetSymbolInfo(call, session.Cancellation).Symbol is not IMethodSymbol target
            || session.Contracts.Find(target) is not { Runs: { IsEmpty: false } runs })
        {
            return;
        }

        int position = argument.NameColon is { Name.Identifier.ValueText: var named }
            ? target.Parameters.FirstOrDefault(p => p.Name == named)?.Ordinal ?? -1
            : list.Arguments.IndexOf(argument);
        names.UnionWith(runs.Where(r => r.Routine.Index == position).Select(r => r.Role));
    }
}
