using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>All that is done to a lock in a private field.</summary>
internal static class FieldUses
{
    /// <summary>
    /// The calls that acquire or release the field a call locks, in every method of the type; null when the field can be seen outside of the document, or goes anywhere else than to
    /// routines.
    /// </summary>
    public static RoutineCall[]? Of(FixSite site, RoutineCall call)
    {
        if (call.Contract.Locks.IsEmpty || call.Contract.Locks[0].Lock is not { Root: RefRoot.Argument } place || call.ArgumentAt(place.Index) is not { } argument
            || site.Model.GetSymbolInfo(argument.Expression).Symbol is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field
            || field.ContainingType.DeclaringSyntaxReferences is not { Length: 1 } declarations || declarations[0].GetSyntax() is not { } type || type.SyntaxTree != site.Root.SyntaxTree)
        {
            return null;
        }

        List<RoutineCall> uses = new();
        foreach (IdentifierNameSyntax name in type.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == field.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(name).Symbol, field) || IsNameOf(name))
            {
                continue;
            }

            if (name.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: InvocationExpressionSyntax invocation } passed
                || passed.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
                || site.CallOf(invocation) is not { Key: not null } routine)
            {
                return null;
            }

            if (!routine.Contract.Locks.All(static o => o.Effect is LockEffect.Initialize or LockEffect.Delete))
            {
                uses.Add(routine);
            }
        }

        return uses.ToArray();
    }

    private static bool IsNameOf(IdentifierNameSyntax name) =>
        name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
