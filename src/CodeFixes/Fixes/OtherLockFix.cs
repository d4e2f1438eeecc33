using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A release of what is not held, in a function that forgets another lock of the same kind: the forgotten one is released instead.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OtherLockFix))]
[Shared]
public sealed class OtherLockFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.ReleaseNotHeld, RuleIds.HeldAtExit);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        RoutineCall[] forgotten = site.Calls.Where(c => c.Acquire is not null && site.IsReported(RuleIds.HeldAtExit, c.Node)).ToArray();
        RoutineCall[] mistaken = site.Calls.Where(c => IsMistaken(site, c)).ToArray();

        // Of several nobody knows which was meant.
        if (forgotten.Length != 1 || mistaken.Length == 0 || (site.Call != forgotten[0] && !mistaken.Contains(site.Call))
            || mistaken[0].Node.SpanStart < forgotten[0].Node.SpanStart || Undo.OfRoutine(site, forgotten[0]) is not { } release)
        {
            yield break;
        }

        RoutineCall surplus = mistaken.FirstOrDefault(c => c == site.Call) ?? mistaken[0];
        Patch patch = site.NewPatch();
        patch.Replace(surplus.Statement!.Span, release);
        yield return new Proposal("OtherLock", "Release '" + forgotten[0].Key + "' instead of '" + surplus.Key + "'", site.With(patch));
    }

    /// <summary>Whether a lock is released that is not held, and that the function does not acquire: else it is released once too often, not instead of another.</summary>
    private static bool IsMistaken(FixSite site, RoutineCall call) =>
        call is { Statement: not null, Release: not null, Key: { } released } && site.IsReported(RuleIds.ReleaseNotHeld, call.Node)
        && !site.Calls.Any(c => c.Acquire is not null && c.Key == released);
}
