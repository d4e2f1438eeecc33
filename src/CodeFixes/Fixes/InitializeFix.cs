using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A lock that a function creates is initialised right after its creation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InitializeFix))]
[Shared]
public sealed class InitializeFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UsedBeforeInitialize);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Contract.Locks: { IsEmpty: false } locks } call || locks[0].Lock.Root != RefRoot.Argument
            || call.ArgumentAt(locks[0].Lock.Index) is not { } argument || site.Model.GetSymbolInfo(argument.Expression).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { } created)
        {
            yield break;
        }

        INamedTypeSymbol type = call.Method.ContainingType;
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Parameters.Length == 1 && site.Contracts.Find(method, type) is { AliasOf: null, Locks.Length: 1 } contract
                && contract.Locks[0] is { Effect: LockEffect.Initialize } initialize && initialize.Family == locks[0].Family)
            {
                Patch patch = site.NewPatch();
                patch.InsertAfter(created, new[] { call.Qualifier + method.Name + "(" + argument + ");" });
                yield return new Proposal("Initialize", "Initialize '" + local.Name + "' with " + method.Name, site.With(patch));
            }
        }
    }
}
