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

/// <summary>What may not have been acquired is used and released only if it was; or the acquire waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckResultFix))]
[Shared]
public sealed class CheckResultFix : LockFix
{
    private const string Skipped = "Where the lock is not acquired, this is not done any more.";
    private const string Without = "Where the lock is not acquired, what follows is done without it.";
    private const string Waits = "The thread waits here until the lock is free.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UncheckedAcquire);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Invocation is not { } call || (site.Call?.Statement ?? call.Parent as ExpressionStatementSyntax) is not { } statement)
        {
            yield break;
        }

        if (site.Call is { Acquire: not null } || (site.Call is null && !CalledBodies.IsUndo(site, call)))
        {
            yield return new Proposal("Remember", "Remember whether '" + site.Lock + "' was acquired", Remember(site, call, statement)) { Warning = Without };

            // A result that others read is better late than missing.
            Proposal guard = new("Guard", "Use '" + site.Lock + "' only if it was acquired", Guard(site, call, statement, out bool hasResult)) { Warning = Skipped };
            Proposal wait = new("Wait", "Wait for '" + site.Lock + "'", Wait(site)) { Warning = Waits };
            yield return hasResult ? wait : guard;
            yield return hasResult ? guard : wait;
            yield break;
        }

        foreach (InvocationExpressionSyntax take in Takes(site, call))
        {
            if (ResultOf(site, take) is { } variable && !IsTested(statement, variable))
            {
                yield return new Proposal("Guard", "Release '" + site.Lock + "' only if it was acquired", SurplusFix.Guarded(site, statement, variable));
            }
        }

        Patch without = site.NewPatch();
        Removal.Remove(site, without, new[] { statement });
        yield return new Proposal("Remove", "Remove the release of '" + site.Lock + "' that was not acquired", site.With(without)) { MustBalance = true };
    }

    private static Solution? Wait(FixSite site)
    {
        if (site.Call is not { Acquire: { Wait: WaitBehavior.ByArgument } acquire } call || call.ArgumentAt(acquire.WaitArgument.Index) is not { } wait
            || site.Model.GetConstantValue(wait.Expression) is not { HasValue: true, Value: false })
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.Replace(wait.Expression.Span, "true");
        return site.With(patch);
    }

    /// <summary>A flag that is set as if it had been acquired gets the result.</summary>
    private static Solution? Remember(FixSite site, InvocationExpressionSyntax call, StatementSyntax statement)
    {
        if (Siblings.Next(statement) is not ExpressionStatementSyntax
            {
                Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax flag, Right: LiteralExpressionSyntax { Token.Text: "true" }, OperatorToken.Text: "=" },
            } next)
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.Replace(statement.Span, flag + " = " + call + ";");
        patch.RemoveSpan(next.Span);
        return site.With(patch);
    }

    /// <summary>The statements up to the last release go under the test. What is declared there and used later keeps its default where nothing is done.</summary>
    private static Solution? Guard(FixSite site, InvocationExpressionSyntax call, StatementSyntax statement, out bool hasResult)
    {
        hasResult = false;
        SyntaxList<StatementSyntax> list = Siblings.ListOf(statement);
        int first = list.IndexOf(statement) + 1;
        int last = first == 0 ? -1 : list.LastIndexOf(s => Releases(site, s));
        if (last < first || list.Skip(first).Take(last - first + 1).Any(static s => s is LabeledStatementSyntax))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        string comment = patch.TextOf(statement).Substring(statement.Span.Length);
        patch.RemoveSpan(patch.Whole(statement));
        string[] declarations = new Range(site, list, first, last).Hoist(patch, withDefault: true).ToArray();
        hasResult = declarations.Length > 0;
        if (hasResult)
        {
            patch.InsertBefore(list[first], declarations);
        }

        patch.Wrap(list[first], list[last], new[] { "if (" + call + ")" + comment }, []);
        return site.With(patch);
    }

    private static bool Releases(FixSite site, StatementSyntax statement) =>
        site.Calls.Any(c => c.Release is not null && c.Key == (site.Call?.Key ?? site.Lock) && statement.FullSpan.Contains(c.Node.Span))
        || (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && site.CallOf(call) is null && CalledBodies.IsUndo(site, call, site.Lock));

    /// <summary>Whether a test round a statement asks for a variable already.</summary>
    private static bool IsTested(StatementSyntax statement, string variable) => statement.Ancestors().OfType<IfStatementSyntax>()
        .Any(test => test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == variable));

    /// <summary>The calls before a release that may acquire what it releases.</summary>
    private static IEnumerable<InvocationExpressionSyntax> Takes(FixSite site, InvocationExpressionSyntax release) =>
        site.Body is null ? [] : site.Body.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<InvocationExpressionSyntax>()
            .Where(c => c.SpanStart < release.SpanStart
                && (site.CallOf(c) is { } routine ? routine.Acquire is not null && (site.Call is null || routine.Key == site.Call.Key) : CalledBodies.MayTake(site, c)));

    /// <summary>The local that says to the end whether it was acquired: nothing else is stored in it but <c>false</c>.</summary>
    private static string? ResultOf(FixSite site, InvocationExpressionSyntax take)
    {
        ILocalSymbol? local = take.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => site.Model.GetDeclaredSymbol(variable) as ILocalSymbol,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax left, OperatorToken.Text: "=" } => site.Model.GetSymbolInfo(left).Symbol as ILocalSymbol,
            _ => null,
        };
        bool isReassigned = local is not null && site.Body!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(a => a.Right != take && a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name && a.Right is not LiteralExpressionSyntax { Token.Text: "false" });
        return isReassigned ? null : local?.Name;
    }
}
