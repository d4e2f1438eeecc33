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
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.ReleaseNotHeld, RuleIds.HeldAtExit, RuleIds.MismatchedRelease);

    /// <summary>Whether a function forgets one lock, and releases another that it does not take.</summary>
    internal static bool IsMeant(FixSite site) => Forgotten(site).Length == 1 && site.Calls.Any(c =>
        c is { Statement: not null, Release: not null, Key: { } released } && site.IsReported(RuleIds.ReleaseNotHeld, c.Node) && !site.Calls.Any(t => t.Acquire is not null && t.Key == released));

    private static RoutineCall[] Forgotten(FixSite site) => [.. site.Calls.Where(c => c.Acquire is not null && site.IsReported(RuleIds.HeldAtExit, c.Node))];

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        RoutineCall[] forgotten = Forgotten(site);
        string[] rules = [RuleIds.ReleaseNotHeld, RuleIds.MismatchedRelease];
        (RoutineCall Call, string Rule)[] reported = [.. site.Calls.Where(static c => c is { Statement: not null, Release: not null, Key: not null })
            .Select(c => (c, rules.FirstOrDefault(rule => site.IsReported(rule, c.Node)))).Where(static c => c.Item2 is not null).Select(static c => (c.c, c.Item2!))];

        // Of several nobody knows which was meant.
        if (forgotten.Length != 1 || reported.Length == 0 || (site.Call != forgotten[0] && !reported.Any(r => r.Call == site.Call)) || Undo.OfRoutine(site, forgotten[0]) is not { } release)
        {
            yield break;
        }

        // The reported release, or the one before it after which it is one too many.
        (RoutineCall surplus, string rule) = reported.FirstOrDefault(r => r.Call == site.Call) is { Call: not null } own ? own : reported[0];
        foreach (RoutineCall mistaken in site.Calls.Where(c => c.Statement is not null && c.Release is not null && c.Key == surplus.Key
            && c.Node.SpanStart <= surplus.Node.SpanStart && c.Node.SpanStart > forgotten[0].Node.SpanStart).Reverse())
        {
            Patch patch = site.NewPatch();
            patch.Replace(mistaken.Statement!.Span, release);
            yield return new Proposal("OtherLock", "Release '" + forgotten[0].Key + "' instead of '" + surplus.Key + "'", site.With(patch))
            {
                MustBalance = true,
                Ends = site.Call == forgotten[0] ? rule : RuleIds.HeldAtExit,
            };
        }
    }
}
