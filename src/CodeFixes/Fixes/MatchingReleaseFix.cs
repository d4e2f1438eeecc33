using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// The release becomes the partner of the acquire. When one of the two leaves a region and the other does not, the leave next to the
/// release goes, or one is added: whichever balances.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchingReleaseFix))]
[Shared]
public sealed class MatchingReleaseFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.MismatchedRelease);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } statement } release || site.IsIndirect)
        {
            yield break;
        }

        string? acquiredBy = site.Hint(FixHint.AcquiredBy);
        List<string?> partners = site.Calls.Where(c => c.Acquire is not null && c.Contract.Name == acquiredBy && c.Key == release.Key && c.Node.SpanStart < release.Node.SpanStart)
            .Reverse().Select(c => Undo.OfRoutine(site, c)).Distinct().ToList();

        // Acquired in another method: the release tells the lock.
        if (partners.Count == 0 && FormSwitch.Find(site, release, site.Hint(FixHint.Partner)) is { } other)
        {
            partners.Add(Undo.Write(release, other.Routine, other.Contract));
        }

        foreach (string? partner in partners)
        {
            if (partner is null)
            {
                continue;
            }

            string title = "Release '" + site.Lock + "' with " + site.Hint(FixHint.Partner);
            yield return new Proposal("Partner", title, Rewrite(site, statement, partner, null));
            if (Siblings.Next(statement) is { } next && site.Calls.Any(c => c.Statement == next && c.IsPureLeave))
            {
                yield return new Proposal("Partner", title, Rewrite(site, statement, partner, next));
            }

            yield return new Proposal("Partner", "Release '" + site.Lock + "' as it was acquired", ByPath(site, release));

            if (RegionNames.At(site, release) is { } names)
            {
                Patch patch = site.NewPatch();
                patch.Replace(statement.Span, partner);
                patch.InsertAfter(statement, new[] { names.Leave });
                yield return new Proposal("Partner", title + " and leave the region", site.With(patch));
            }
        }
    }

    /// <summary>Acquired in one way where a test is true and in another where it is false: released under the same test.</summary>
    private static Solution? ByPath(FixSite site, RoutineCall release)
    {
        RoutineCall[] takes = [.. site.Calls.Where(c => c.Acquire is not null && c.Key == release.Key && c.Statement is not null && c.Node.SpanStart < release.Node.SpanStart)];
        if (takes.Length != 2 || Kept.TestOf(site, takes[0].Statement) is not { Else: { } otherwise } test || !otherwise.Span.Contains(takes[1].Node.Span)
            || Undo.OfRoutine(site, takes[0]) is not { } first || Undo.OfRoutine(site, takes[1]) is not { } second)
        {
            return null;
        }

        Patch patch = site.NewPatch();
        TextSpan whole = patch.Whole(release.Statement!);
        string comment = patch.TextOf(release.Statement!).Substring(release.Statement!.Span.Length).Trim();
        IEnumerable<string> lines = patch.Braced(["if (" + test.Condition + ")", "{", patch.Step + first, "}", "else", "{", patch.Step + second, "}"]);
        string separator = patch.NewLine + Lines.Indent(site.Text, whole.Start);
        patch.Replace(whole, string.Join(separator, comment.Length == 0 ? lines : lines.Prepend(comment)));
        return site.With(patch);
    }

    private static Solution? Rewrite(FixSite site, StatementSyntax statement, string partner, StatementSyntax? absorbed)
    {
        Patch patch = site.NewPatch();
        patch.Replace(statement.Span, partner);
        if (absorbed is not null)
        {
            patch.RemoveSpan(absorbed.Span);
        }

        return site.With(patch);
    }
}
