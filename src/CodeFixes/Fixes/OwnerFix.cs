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

/// <summary>The owner of a hold: its two low bits, the current thread where nobody else was set, the owner pointer after a transfer.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OwnerFix))]
[Shared]
public sealed class OwnerFix : LockFix
{
    private const string Own = "The hold of this thread ends here; where another owner was meant, the ownership must be set first.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.OwnerPointerBits, RuleIds.ForThreadWithoutTransfer, RuleIds.UsedAfterTransfer);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { } call || site.IsIndirect)
        {
            return [];
        }

        return site.Diagnostic.Id switch
        {
            RuleIds.OwnerPointerBits => SetBits(site, call),
            RuleIds.ForThreadWithoutTransfer => ForCurrentThread(site, call),
            _ => ForOwner(site, call),
        };
    }

    private static IEnumerable<Proposal> SetBits(FixSite site, RoutineCall call)
    {
        if (OwnerOf(call) is { } owner)
        {
            bool isPrimary = owner.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax or LiteralExpressionSyntax
                or CastExpressionSyntax or ElementAccessExpressionSyntax;
            Patch patch = site.NewPatch();
            patch.Replace(owner.Expression.Span, (isPrimary ? owner.Expression.ToString() : "(" + owner.Expression + ")") + " | 3");
            yield return new Proposal("Bits", "Set the two low bits of the owner pointer", site.With(patch));
        }
    }

    private static IEnumerable<Proposal> ForCurrentThread(FixSite site, RoutineCall call)
    {
        // Only where this function acquired for its own thread: otherwise the owner may be right and the transfer elsewhere.
        IMethodSymbol? current = call.Method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(m => m.Parameters.IsEmpty && m.Name.Contains("ResourceThread") && site.Contracts.Find(m) is { ReturnsCurrentThread: true });
        if (OwnerOf(call) is { } owner && current is not null && site.Calls.Any(c => c.Acquire is not null && c.Key == call.Key)
            && !site.Calls.Any(c => c.Effect(LockEffect.TransferOwner) is not null && c.Key == call.Key))
        {
            Patch patch = site.NewPatch();
            patch.Replace(owner.Expression.Span, call.Qualifier + current.Name + "()");
            yield return new Proposal("CurrentThread", "Release '" + site.Lock + "' for the current thread", site.With(patch)) { Warning = Own };
        }
    }

    private static IEnumerable<Proposal> ForOwner(FixSite site, RoutineCall call)
    {
        RoutineCall? transfer = site.Calls.LastOrDefault(c => c.Effect(LockEffect.TransferOwner) is not null && c.Key == call.Key && c.Node.SpanStart < call.Node.SpanStart);
        if (call.Effect(LockEffect.Release) is not { Lock.Root: RefRoot.Argument } release || call.Statement is not { } statement
            || transfer?.Effect(LockEffect.TransferOwner) is not { } given || OwnerOf(transfer) is not { } owner || !Simple.Is(owner.Expression, site.Model))
        {
            yield break;
        }

        string? partner = given.ReleasedBy.FirstOrDefault();
        if (partner is not null && call.ArgumentAt(release.Lock.Index) is { } @lock)
        {
            Patch patch = site.NewPatch();
            patch.Replace(statement.Span, call.Qualifier + partner + "(" + @lock + ", " + owner.Expression + ");");
            yield return new Proposal("ForOwner", "Release '" + site.Lock + "' for its owner with " + partner, site.With(patch));
        }
    }

    private static ArgumentSyntax? OwnerOf(RoutineCall call) =>
        call.Contract.Locks.FirstOrDefault(static o => o.Owner.Root == RefRoot.Argument) is { } effect ? call.ArgumentAt(effect.Owner.Index) : null;
}
