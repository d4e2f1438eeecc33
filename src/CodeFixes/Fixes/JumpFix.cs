using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// A function that gives back at a label jumps there from the exit that forgets it: instead of returning, or instead of jumping to a later label. Only where what stands between
/// gives back, and does nothing else.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(JumpFix))]
[Shared]
public sealed class JumpFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.WaitsForLock || Leak.Of(site) is not { } leak)
        {
            yield break;
        }

        GotoStatementSyntax[] jumps = [.. leak.Later<GotoStatementSyntax>().Where(static j => j.Expression is IdentifierNameSyntax)];
        foreach (LabeledStatementSyntax label in leak.Later<LabeledStatementSyntax>().Where(l => jumps.Any(j => NameOf(j) == l.Identifier.ValueText)))
        {
            string name = label.Identifier.ValueText;
            if (leak.Exits.All(static e => e is ReturnStatementSyntax))
            {
                yield return new Proposal("Jump", "Go to '" + name + "' instead of returning", InsteadOf(site, leak.Exits.OfType<ReturnStatementSyntax>(), label)) { MustBalance = true };
            }

            foreach (GotoStatementSyntax jump in jumps.Where(j => NameOf(j) != name && IsBefore(site, label, NameOf(j))))
            {
                Patch patch = site.NewPatch();
                patch.Replace(jump.Expression!.Span, name);
                yield return new Proposal("Jump", "Go to '" + name + "' instead of '" + NameOf(jump) + "'", site.With(patch)) { MustBalance = true };
            }
        }
    }

    private static string NameOf(GotoStatementSyntax jump) => ((IdentifierNameSyntax)jump.Expression!).Identifier.ValueText;

    private static Solution? InsteadOf(FixSite site, IEnumerable<ReturnStatementSyntax> exits, LabeledStatementSyntax label)
    {
        (bool isKnown, ExpressionSyntax? returned) = EndOf(site, label);
        Patch patch = site.NewPatch();
        foreach (ReturnStatementSyntax exit in exits)
        {
            if (!isKnown || exit.Expression is null != returned is null || exit.SpanStart > label.SpanStart
                || exit.Ancestors().TakeWhile(a => a != site.Body).Any(static a => a is FinallyClauseSyntax))
            {
                return null;
            }

            if (returned is not null && exit.Expression!.ToString() != returned.ToString())
            {
                patch.InsertBefore(exit, new[] { returned + " = " + exit.Expression + ";" });
            }

            patch.Replace(exit.Span, "goto " + label.Identifier + ";");
        }

        return site.With(patch);
    }

    /// <summary>What the statements from a label on return; not known when they do anything but give back.</summary>
    private static (bool IsKnown, ExpressionSyntax? Returned) EndOf(FixSite site, LabeledStatementSyntax label)
    {
        for (StatementSyntax? at = label; at is not null; at = Siblings.Next(at))
        {
            StatementSyntax statement = at;
            while (statement is LabeledStatementSyntax inner)
            {
                statement = inner.Statement;
            }

            if (statement is ReturnStatementSyntax @return)
            {
                bool isLocal = @return.Expression is null || (@return.Expression is IdentifierNameSyntax name && site.Model.GetSymbolInfo(name).Symbol is ILocalSymbol);
                return (isLocal, @return.Expression);
            }

            if (!ExitCompletion.OnlyUndoes(site, statement))
            {
                return (false, null);
            }
        }

        return (label.Parent == site.Body, null);
    }

    /// <summary>Whether control comes from one label to another, and only gives back on the way.</summary>
    private static bool IsBefore(FixSite site, LabeledStatementSyntax label, string later)
    {
        StatementSyntax statement = label.Statement;
        for (StatementSyntax? at = label; at is not null; at = Siblings.Next(at), statement = (at as LabeledStatementSyntax)?.Statement ?? at!)
        {
            if (at is LabeledStatementSyntax reached && reached.Identifier.ValueText == later)
            {
                return true;
            }

            if (statement is GotoStatementSyntax { Expression: IdentifierNameSyntax target })
            {
                return target.Identifier.ValueText == later;
            }

            if (!ExitCompletion.OnlyUndoes(site, statement))
            {
                return false;
            }
        }

        return false;
    }
}
