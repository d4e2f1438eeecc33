using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>What needs a lock exclusively is done under a shared hold: the hold becomes exclusive.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExclusiveFix))]
[Shared]
public sealed class ExclusiveFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UnguardedAccess, RuleIds.RequiredLockNotHeld);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        RoutineCall[] uses = site.Calls.Where(c => c.Key == site.Lock).ToArray();
        RoutineCall[] shared = uses.Where(static c => c.Acquire is { Mode: LockMode.Shared, ReturnsGuard: false }).ToArray();
        if (shared.LastOrDefault(c => c.Node.SpanStart < site.Node.SpanStart) is not { } hold)
        {
            yield break;
        }

        // The hold the place is under, or where the paths differ all of them.
        foreach (RoutineCall[] acquires in new RoutineCall[][] { [hold], shared })
        {
            Patch patch = site.NewPatch();
            bool areAll = acquires.Length == uses.Count(static c => c.Acquire is not null);
            Solution? changed = Counterpart.TakePlaceOf(site, patch, acquires, uses.Where(static c => c.Release is not null), areAll) ? site.With(patch) : null;
            yield return new Proposal("Exclusive", "Acquire '" + site.Lock + "' exclusively", changed) { Warning = UpgradeFix.Concurrency, MustBalance = true };
        }
    }
}
