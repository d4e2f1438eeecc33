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
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.ReleaseNotHeld);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        // A lock that is acquired here itself is released once too often, not instead of another.
        if (site.Call is not { Statement: { } statement, Release: not null, Key: { } released } || site.Calls.Any(c => c.Acquire is not null && c.Key == released))
        {
            yield break;
        }

        RoutineCall[] forgotten = site.Calls.Where(c => c.Acquire is not null && c.Node.SpanStart < statement.SpanStart && site.IsReported(RuleIds.HeldAtExit, c.Node)).ToArray();
        if (forgotten.Length == 1 && Undo.OfRoutine(site, forgotten[0]) is { } release)
        {
            Patch patch = site.NewPatch();
            patch.Replace(statement.Span, release);
            yield return new Proposal("OtherLock", "Release '" + forgotten[0].Key + "' instead of '" + released + "'", site.With(patch));
        }
    }
}
