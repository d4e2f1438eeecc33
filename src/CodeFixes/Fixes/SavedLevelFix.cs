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

/// <summary>The level restored is the one the raise saved.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SavedLevelFix))]
[Shared]
public sealed class SavedLevelFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.IrqlNotRestored);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Contract: { IrqlArgument: { Root: RefRoot.Argument } argument, Irql: IrqlEffect.LowerToArgument } } call
            || call.ArgumentAt(argument.Index) is not { } level)
        {
            yield break;
        }

        foreach (RoutineCall raise in site.Calls.Where(c => c.Node.SpanStart < call.Node.SpanStart).Reverse())
        {
            if (Undo.SavedLevel(raise) is { } saved && saved != level.Expression.ToString())
            {
                Patch patch = site.NewPatch();
                patch.Replace(level.Expression.Span, saved);
                yield return new Proposal("Saved", "Restore the saved IRQL '" + saved + "'", site.With(patch));
            }
        }
    }
}
