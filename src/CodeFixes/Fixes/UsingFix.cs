using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A guard that is disposed of on some ways out becomes the resource of a <c>using</c>, which disposes of it on all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UsingFix))]
[Shared]
public sealed class UsingFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { UsingKeyword.RawKind: 0, Parent: BlockSyntax block, Declaration.Variables: { Count: 1 } variables } declaration
            || variables[0].Initializer?.Value != site.Node || site.Model.GetDeclaredSymbol(variables[0]) is not ILocalSymbol guard)
        {
            yield break;
        }

        ExpressionStatementSyntax[] disposals = block.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(s => IsDisposal(site, s, guard)).ToArray();
        Range range = new(site, block.Statements, block.Statements.IndexOf(declaration), block.Statements.Count - 1);
        HashSet<StatementSyntax> removed = [.. disposals];
        if (disposals.Any(d => d.Ancestors().TakeWhile(a => a != block).Any(FixSite.IsFunction) || !Tail.IsHarmless(site, d, removed, range)))
        {
            yield break;
        }

        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, removed);
        patch.Insert(declaration.SpanStart, "using ");
        yield return new Proposal("Using", "Dispose of '" + guard.Name + "' with 'using'", site.With(patch));
    }

    private static bool IsDisposal(FixSite site, ExpressionStatementSyntax statement, ILocalSymbol guard) =>
        (statement.Expression switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dispose" } access } => access.Expression,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Dispose" } } } access =>
                access.Expression,
            _ => null,
        }) is { } disposed && SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(disposed).Symbol, guard);
}
