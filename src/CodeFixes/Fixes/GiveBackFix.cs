using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Proving;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// What is taken is given back on the way out that forgets it, or on all of them in a <c>finally</c>. One forgetful exit is completed;
/// when there are several, or when an exception is the exit, the <c>finally</c> comes first.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GiveBackFix))]
[Shared]
public sealed class GiveBackFix : LockFix
{
    private const string Relied = "A caller that was to get it must take it itself.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules;

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (Leak.Of(site) is not { } leak)
        {
            return [];
        }

        if (site.Helper is not null)
        {
            return leak.IsGivenBackSomewhere ? InHelper(leak) : [];
        }

        // Where a region is missing on one path, the rules take it as entered from then on, on all of them: that is mended first.
        // Where another lock was released by mistake, or another region left, that is mended.
        if (OtherLockFix.IsMeant(site) || (!leak.IsOfLock && IsOtherRegionLeft(site)))
        {
            return [];
        }

        if (leak.Exits.IsEmpty || (!leak.IsOfLock && site.IsReportedInside(RuleIds.NotInCriticalRegion)))
        {
            return [];
        }

        if (!leak.IsGivenBackSomewhere)
        {
            return Never(leak);
        }

        bool prefersFinally = leak.IsOnThrow || leak.Exits.Length > 1;
        return prefersFinally ? InFinally(leak).Concat(OnExits(leak)) : OnExits(leak).Concat(InFinally(leak));
    }

    private static bool IsOtherRegionLeft(FixSite site) =>
        site.IsReportedInside(site.Diagnostic.Id == RuleIds.RegionNotLeft ? RuleIds.GuardedRegionLeftWithoutEnter : RuleIds.RegionLeftWithoutEnter);

    private static IEnumerable<Proposal> OnExits(Leak leak)
    {
        // Released too often on one way and not at all on another: one more release would not balance it.
        if (leak.Site.IsReportedInside(RuleIds.UncheckedAcquire, leak.Site.LockName)
            || leak.Site.Calls.Any(c => c.Release is not null && c.Key == leak.Site.CallOf(leak.Taking)?.Key && leak.Site.IsReported(RuleIds.ReleaseNotHeld, c.Node)))
        {
            yield break;
        }

        string title = leak.Act + (leak.Exits.Length == 1 ? " on the leaking exit" : " on the leaking exits");
        Leak[] others = Others(leak).ToArray();

        // Left here, with a lock still held that is forgotten on the same exit, the region would be left too early.
        bool isAlone = leak.IsOfLock || !others.Any(static other => other.IsOfLock);
        foreach (string undo in leak.Undos.Where(_ => isAlone))
        {
            yield return new Proposal("OnExit", title, ExitCompletion.Complete(leak.Site, leak.Exits, [(leak.Taking, undo)]));

            // Where a local remembers it to the end, it was not to be given back here.
            if (!Flags.Of(leak.Site).Any())
            {
                yield return new Proposal("OnExit", leak.Act + " at the end of the block", ExitCompletion.AtEndOfBlock(leak.Site, leak.Taking, undo)) { MustBalance = true };
            }

            foreach (StatementSyntax jump in Jumps(leak))
            {
                yield return new Proposal("OnExit", leak.Act + " before '" + jump.ToString().TrimEnd(';') + "'", ExitCompletion.Before(leak.Site, jump, undo));
            }

            foreach (ExpressionStatementSyntax renaming in Renamings(leak))
            {
                string name = ((AssignmentExpressionSyntax)renaming.Expression).Left.ToString();
                yield return new Proposal("OnExit", leak.Act + " before '" + name + "' changes", ExitCompletion.Before(leak.Site, renaming, undo)) { MustBalance = true };
            }

            // An iterator ends early: the rule names its end.
            YieldStatementSyntax[] ends = [.. leak.Later<YieldStatementSyntax>().Where(static y => y.Expression is null)];
            foreach (YieldStatementSyntax[] some in ends.Select(static end => new[] { end }).Append(ends).Where(static some => some.Length > 0))
            {
                yield return new Proposal("OnExit", leak.Act + " before 'yield break'", ExitCompletion.Complete(leak.Site, some.ToImmutableArray<SyntaxNode>(), [(leak.Taking, undo)]));
            }

            // The leak on a return hides the same leak on a throw.
            if (leak.Later<ThrowStatementSyntax>().ToArray() is { Length: > 0 } throws)
            {
                ImmutableArray<SyntaxNode> all = leak.Exits.Union(throws).ToImmutableArray();
                yield return new Proposal("OnExit", leak.Act + (all.Length == 1 ? " on the leaking exit" : " on the leaking exits"), ExitCompletion.Complete(leak.Site, all, [(leak.Taking, undo)]));
            }
        }

        foreach (string conditional in leak.ConditionalUndos().Where(_ => isAlone))
        {
            yield return new Proposal("OnExit", title, ExitCompletion.Complete(leak.Site, leak.Exits, [(leak.Taking, conditional)]));
        }

        // A local that remembers it is not replaced by what it remembers.
        foreach ((IfStatementSyntax test, ExpressionSyntax enough) in Flags.Of(leak.Site).Any() ? [] : leak.TooNarrow())
        {
            Patch patch = leak.Site.NewPatch();
            patch.Replace(test.Condition.Span, enough.ToString());
            yield return new Proposal("OnExit", leak.Act + " whenever '" + enough + "'", leak.Site.With(patch)) { MustBalance = true };
        }

        if (Together(leak, others) is var (whole, changed))
        {
            yield return new Proposal("OnExit", whole + " on the leaking exit", changed);
        }
    }

    /// <summary>The jumps after the taking that may go past the place where it is given back: those out of a round count where the round takes.</summary>
    private static IEnumerable<StatementSyntax> Jumps(Leak leak) => leak.Later<StatementSyntax>().Where(s => s is GotoStatementSyntax || s is BreakStatementSyntax or ContinueStatementSyntax
        && Tail.TargetOf(s) switch
        {
            null => false,
            SwitchStatementSyntax => s.FirstAncestorOrSelf<SwitchSectionSyntax>() is { } section && s.Parent != section
                && GivenBack.In(leak.Site).Any(undo => undo.SpanStart > s.SpanStart && section.Span.Contains(undo.Span)),
            { } loop => loop.Span.Contains(leak.Taking.Span),
        });

    /// <summary>The assignments after which the lock has no name any more: what it is called by means another object.</summary>
    private static IEnumerable<ExpressionStatementSyntax> Renamings(Leak leak) => leak.Later<ExpressionStatementSyntax>().Where(s =>
        s.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left }
        && (leak.Site.CallOf(leak.Taking)?.Key ?? leak.Site.Lock).StartsWith(left.Identifier.ValueText + ".", StringComparison.Ordinal));

    /// <summary>A region cannot be left before the lock in it is released: what leaks together is given back together.</summary>
    private static (string Title, Solution? Changed)? Together(Leak leak, Leak[] others)
    {
        Leak[] companions = [.. others.Where(other => other.Undos.Length == 1 && leak.Exits.All(other.Exits.Contains))];
        if (leak.Undos.Length != 1 || companions.Length == 0)
        {
            return null;
        }

        Leak[] all = [.. companions.Append(leak).OrderByDescending(static one => one.Taking.SpanStart)];
        string names = string.Join(" and ", all.Select(static (one, index) => index == 0 ? one.Act : char.ToLowerInvariant(one.Act[0]) + one.Act.Substring(1)));
        return (names, ExitCompletion.Complete(leak.Site, leak.Exits, all.Select(static one => (one.Taking, one.Undos[0]))));
    }

    /// <summary>A method forgets it on one of its ways out; the rule names those of its caller.</summary>
    private static IEnumerable<Proposal> InHelper(Leak leak) =>
        from undo in leak.Undos
        from exit in leak.Later<StatementSyntax>()
        where exit is ReturnStatementSyntax or YieldStatementSyntax { Expression: null } && Siblings.Previous(exit)?.ToString() != undo
        select new Proposal("OnExit", leak.Act + " on the leaking exit", ExitCompletion.Complete(leak.Site, ImmutableArray.Create<SyntaxNode>(exit), [(leak.Taking, undo)]));

    /// <summary>Nothing in the function gives it back: whether the caller is to, only the author knows.</summary>
    private static IEnumerable<Proposal> Never(Leak leak)
    {
        string title = leak.Act + (leak.Exits.Length == 1 && leak.Exits[0] is BlockSyntax ? " at the end" : leak.Exits.Length == 1 ? " on the exit" : " on the exits");
        string? test = Kept.TestOf(leak.Site, Siblings.Listed(leak.Taking)) is { } kept ? "if (" + kept.Condition + ")\n{\n\t" : null;
        Leak[] others = [.. Others(leak)];
        foreach (string undo in leak.Undos.Where(_ => leak.IsOfLock || !others.Any(static other => other.IsOfLock)))
        {
            foreach (string lines in test is null ? new[] { undo } : [undo, test + undo + "\n}\n"])
            {
                yield return new Proposal("Never", title, ExitCompletion.Complete(leak.Site, leak.Exits, [(leak.Taking, lines)])) { IsDecision = true, Warning = Relied };
            }
        }

        if (Together(leak, others) is var (whole, changed))
        {
            yield return new Proposal("Together", whole + title.Substring(leak.Act.Length), changed) { IsDecision = true, Warning = Relied };
        }
    }

    /// <summary>What else leaks on one of the exits.</summary>
    private static IEnumerable<Leak> Others(Leak leak)
    {
        FixSite site = leak.Site;
        return Findings.Known(site.Model)
            .Where(d => d.Location.SourceSpan != site.Diagnostic.Location.SourceSpan && site.Body!.Span.Contains(d.Location.SourceSpan))
            .Select(d => Leak.Of(site.Other(d)))
            .Where(other => other is not null && other.Site.Body == site.Body && leak.Exits.Any(other.Exits.Contains))
            .Select(static other => other!);
    }

    private static IEnumerable<Proposal> InFinally(Leak leak)
    {
        foreach (string undo in leak.Undos)
        {
            foreach (bool withNeighbours in new[] { true, false })
            {
                if (Taken.Group(leak.Site, leak.Taking, undo, withNeighbours) is { } group)
                {
                    yield return new Proposal("Finally", leak.Act + " in finally", FinallyMove.Move(leak.Site, group, leak.Exits));
                    if (Guards.Of(leak.Site, group) is { } guard)
                    {
                        yield return new Proposal("Guard", "Hold '" + leak.Site.Lock + "' with a guard", FinallyMove.Move(leak.Site, group, leak.Exits, guard));
                    }
                }
            }
        }
    }
}
