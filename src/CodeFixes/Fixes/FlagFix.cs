using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// A local that remembers what is held is cleared where it is given back. Offered where nothing else depends on the local: every test of it
/// decides about the same lock or region.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlagFix))]
[Shared]
public sealed class FlagFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.ReleaseNotHeld, RuleIds.RegionLeftWithoutEnter, RuleIds.GuardedRegionLeftWithoutEnter);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } surplus, IsUndo: true } call || site.Body is null)
        {
            yield break;
        }

        RoutineCall[] undos = site.Calls.Where(c => c.IsUndo && c.Key == call.Key && c.Statement is not null).ToArray();
        foreach (string flag in Flags(site, call, surplus))
        {
            foreach (RoutineCall undo in undos.Where(u => !IsCleared(u.Statement!, flag)))
            {
                Patch patch = site.NewPatch();
                patch.InsertAfter(undo.Statement!, new[] { flag + " = false;" });
                string what = call.Key is { } key ? "the release of '" + key + "'" : undo.Method.Name;
                yield return new Proposal("Clear", "Clear '" + flag + "' after " + what, site.With(patch)) { MustBalance = true };
            }
        }
    }

    /// <summary>The locals that decide whether the reported statement runs, and about nothing else.</summary>
    private static IEnumerable<string> Flags(FixSite site, RoutineCall call, StatementSyntax surplus) =>
        surplus.Ancestors().TakeWhile(a => a != site.Body).OfType<IfStatementSyntax>()
            .Where(test => test.Statement.Span.Contains(surplus.Span))
            .SelectMany(static test => test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Where(name => site.Model.GetSymbolInfo(name).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } && IsOwn(site, call, name.Identifier.ValueText))
            .Select(static name => name.Identifier.ValueText)
            .Distinct();

    private static bool IsOwn(FixSite site, RoutineCall call, string flag) =>
        site.Body!.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == flag).All(name =>
            name.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment && assignment.Left == name
            || (name.FirstAncestorOrSelf<IfStatementSyntax>() is { } test && test.Condition.Span.Contains(name.Span)
                && site.CallsIn(test).Any(c => c.Key == call.Key && (c.IsUndo || c.IsTake))));

    private static bool IsCleared(StatementSyntax undo, string flag) =>
        Siblings.Next(undo) is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } } && left.Identifier.ValueText == flag;
}
