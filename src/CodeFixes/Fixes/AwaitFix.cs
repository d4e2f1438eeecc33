using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// An await that stands first or last under a lock moves out: before the acquire, or behind the release. Only what was started already, or
/// touches nothing of the program, is awaited there: then the lock never protected it.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitFix))]
[Shared]
public sealed class AwaitFix : LockFix
{
    private const string Unprotected = "What the awaited task does is no longer done under the lock.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.AwaitWhileHeld);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Node is not AwaitExpressionSyntax { } await || !IsIndependent(site, await.Expression) || OwnStatement(await) is not { } statement)
        {
            yield break;
        }

        if (Run(statement, Before, s => IsCall(site, s, static c => c.IsTake)) is { } first)
        {
            Patch patch = site.NewPatch();
            patch.RemoveSpan(patch.Whole(statement));
            patch.InsertBefore(first, new[] { patch.TextOf(statement) });
            yield return new Proposal("Before", "Await before '" + site.Lock + "' is acquired", site.With(patch)) { Warning = Unprotected };
        }

        StatementSyntax? last = Siblings.Next(statement) is null && TryRound(statement) is { } @try && statement is ExpressionStatementSyntax
            ? @try
            : Run(statement, Siblings.Next, s => IsCall(site, s, static c => c.IsUndo));
        if (last is not null)
        {
            Patch patch = site.NewPatch();
            patch.RemoveSpan(patch.Whole(statement));
            patch.InsertAfter(last, new[] { patch.TextOf(statement) });
            yield return new Proposal("After", "Await after '" + site.Lock + "' is released", site.With(patch)) { Warning = Unprotected };
        }
    }

    /// <summary>The statement before, or before the <c>try</c> that starts here.</summary>
    private static StatementSyntax? Before(StatementSyntax statement) =>
        Siblings.Previous(statement) ?? (TryRound(statement) is { } @try ? Siblings.Previous(@try) : null);

    /// <summary>The <c>try</c> with nothing but a <c>finally</c> in whose block a statement stands.</summary>
    private static TryStatementSyntax? TryRound(StatementSyntax statement) =>
        statement.Parent is BlockSyntax { Parent: TryStatementSyntax { Catches.Count: 0 } @try } block && @try.Block == block ? @try : null;

    /// <summary>The last of the unbroken run of statements of a kind on one side; null when there is none.</summary>
    private static StatementSyntax? Run(StatementSyntax from, Func<StatementSyntax, StatementSyntax?> step, Func<StatementSyntax, bool> isPart)
    {
        StatementSyntax? last = null;
        for (StatementSyntax? at = step(from); at is not null && isPart(at); at = step(at))
        {
            last = at;
        }

        return last;
    }

    private static bool IsCall(FixSite site, StatementSyntax statement, Func<RoutineCall, bool> isKind) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && (site.CallOf(call) is { } routine ? isKind(routine) : CalledBodies.IsPure(site, call));

    /// <summary>The statement that does nothing but await: alone, or into a variable.</summary>
    private static StatementSyntax? OwnStatement(AwaitExpressionSyntax await) => await.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local } } => local,
        _ => null,
    };

    /// <summary>A task that runs already, a delay, a yield.</summary>
    private static bool IsIndependent(FixSite site, ExpressionSyntax awaited)
    {
        if (awaited is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured })
        {
            awaited = configured.Expression;
        }

        return Simple.Is(awaited, site.Model)
            || (awaited is InvocationExpressionSyntax call
                && site.Model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true, Name: "Delay" or "Yield", ContainingType.Name: "Task" }
                && call.ArgumentList.Arguments.All(a => Simple.Is(a.Expression, site.Model)));
    }
}
