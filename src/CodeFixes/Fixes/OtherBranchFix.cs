using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>What one branch of an <c>if</c> gives back, and what follows takes as given back, the other branch gives back as well.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OtherBranchFix))]
[Shared]
public sealed class OtherBranchFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        foreach (ExpressionStatementSyntax undo in site.WaitsForLock ? [] : GivenBack.In(site))
        {
            foreach (IfStatementSyntax test in undo.Ancestors().TakeWhile(a => a != site.Body).OfType<IfStatementSyntax>().Where(t => !t.Condition.Span.Contains(undo.Span)))
            {
                string title = site.GiveBack + " in the other branch of 'if (" + Short(test.Condition) + ")'";
                if (test.Statement.Span.Contains(undo.Span) && test.Else is null)
                {
                    // Alone under the test it loses the test instead: WheneverFix.
                    bool isAlone = test.Statement == undo || test.Statement is BlockSyntax { Statements.Count: 1 };
                    yield return new Proposal("Branch", title, isAlone ? null : WithElse(site, test, undo.ToString())) { MustBalance = true };
                }
                else if ((test.Statement.Span.Contains(undo.Span) ? test.Else!.Statement : test.Statement) is { } other && !GivenBack.IsIn(site, other))
                {
                    yield return new Proposal("Branch", title, AtEnd(site, other, undo.ToString())) { MustBalance = true };
                }
            }
        }
    }

    private static string Short(ExpressionSyntax condition) => condition.ToString() is { Length: <= 60 } text && !text.Contains("\n") ? text : "…";

    /// <summary>At the end of a branch, of each of its own branches when it is a test again.</summary>
    private static Solution? AtEnd(FixSite site, StatementSyntax branch, string undo)
    {
        Patch patch = site.NewPatch();
        switch (branch)
        {
            case BlockSyntax { Statements.Count: > 0 } block when block.Statements[block.Statements.Count - 1] is ReturnStatementSyntax or ThrowStatementSyntax:
                return null;
            case BlockSyntax { Statements.Count: > 0 } block when block.Statements[block.Statements.Count - 1] is BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax:
                patch.InsertBefore(block.Statements[block.Statements.Count - 1], new[] { undo });
                break;
            case BlockSyntax block:
                patch.InsertAtEnd(block, new[] { undo });
                break;
            case IfStatementSyntax:
                return null;
            default:
                patch.InsertAfter(branch, new[] { undo });
                break;
        }

        return site.With(patch);
    }

    private static Solution? WithElse(FixSite site, IfStatementSyntax test, string undo)
    {
        if (!Lines.EndsWithCode(site.Text, test.Span.End) || test.Parent is IfStatementSyntax
            || site.Model.AnalyzeControlFlow(test.Statement) is not { Succeeded: true, EndPointIsReachable: true })
        {
            return null;
        }

        Patch patch = site.NewPatch();
        string indent = Lines.Indent(site.Text, test.SpanStart);
        bool isBlock = test.Statement is BlockSyntax;
        string[] lines = isBlock ? [.. patch.Braced(["else", "{", patch.Step + undo, "}"])] : ["else", patch.Step + undo];
        string start = isBlock && patch.HasBraceAtLineEnd ? " " : patch.NewLine + indent;
        patch.Insert(test.Span.End, start + string.Join(patch.NewLine + indent, lines));
        return site.With(patch);
    }
}
