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
    private const string Waits = "The thread waits here until the lock is free.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.UncheckedAcquire);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } statement } call)
        {
            yield break;
        }

        if (call.Acquire is { } acquire)
        {
            yield return new Proposal("Guard", "Use '" + site.Lock + "' only if it was acquired", Guard(site, call, statement)) { Warning = Skipped };
            if (acquire.Wait == WaitBehavior.ByArgument && call.ArgumentAt(acquire.WaitArgument.Index) is { } wait
                && site.Model.GetConstantValue(wait.Expression) is { HasValue: true, Value: false })
            {
                Patch patch = site.NewPatch();
                patch.Replace(wait.Expression.Span, "true");
                yield return new Proposal("Wait", "Wait for '" + site.Lock + "'", site.With(patch)) { Warning = Waits };
            }

            yield break;
        }

        foreach (RoutineCall take in site.Calls.Where(c => c.Acquire is not null && c.Key == call.Key))
        {
            if (ResultOf(site, take) is { } variable)
            {
                yield return new Proposal("Guard", "Release '" + site.Lock + "' only if it was acquired", SurplusFix.Guarded(site, statement, variable));
            }
        }

        Patch without = site.NewPatch();
        Removal.Remove(site, without, new[] { statement });
        yield return new Proposal("Remove", "Remove the release of '" + site.Lock + "' that was not acquired", site.With(without));
    }

    /// <summary>The statements up to the last release go under the test.</summary>
    private static Solution? Guard(FixSite site, RoutineCall call, StatementSyntax statement)
    {
        SyntaxList<StatementSyntax> list = Siblings.ListOf(statement);
        int first = list.IndexOf(statement) + 1;
        int last = first == 0 ? -1 : list.LastIndexOf(s => site.Calls.Any(c => c.Release is not null && c.Key == call.Key && s.FullSpan.Contains(c.Node.Span)));
        if (last < first || list.Skip(first).Take(last - first + 1).Any(static s => s is LabeledStatementSyntax))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.RemoveSpan(statement.Span);
        patch.Wrap(list[first], list[last], new[] { "if (" + call.Node + ")" }, []);
        return site.With(patch);
    }

    private static string? ResultOf(FixSite site, RoutineCall take)
    {
        if (take.Node.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } || site.Model.GetDeclaredSymbol(variable) is not ILocalSymbol local)
        {
            return null;
        }

        bool isReassigned = site.Body!.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(a => a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name);
        return isReassigned ? null : local.Name;
    }
}
