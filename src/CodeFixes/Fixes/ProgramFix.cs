using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>The locks that top-level statements acquire they release before they return, and at their end. Nobody calls them, so nobody else can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ProgramFix))]
[Shared]
public sealed class ProgramFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.HeldAtExit, RuleIds.HeldAtExceptionExit);

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site is not { Body: null, Invocation: { } taking } || taking.Ancestors().Any(FixSite.IsFunction) || taking.FirstAncestorOrSelf<GlobalStatementSyntax>() is null
            || site.CallOf(taking) is not { } call || Undo.OfRoutine(site, call) is not { } undo)
        {
            yield break;
        }

        ImmutableArray<SyntaxNode> exits = Leak.ExitsOf(site);
        Patch patch = site.NewPatch();
        foreach (StatementSyntax? exit in exits.Select(static e => e.FirstAncestorOrSelf<StatementSyntax>(static s => s is ReturnStatementSyntax or ThrowStatementSyntax)).Distinct())
        {
            switch (exit)
            {
                case null when site.Root is CompilationUnitSyntax program:
                    patch.InsertAfter(program.Members.OfType<GlobalStatementSyntax>().Last().Statement, new[] { undo });
                    break;
                case not null when Tail.IsQuiet(site, exit):
                    patch.InsertBefore(Place(site, exit), new[] { undo });
                    break;
                case ReturnStatementSyntax @return:
                    ExitCompletion.Hoist(site, patch, @return, [undo]);
                    break;
                default:
                    patch.Fail();
                    break;
            }
        }

        yield return new Proposal("Program", site.GiveBack + (exits.Length == 1 ? " on the leaking exit" : " on the leaking exits"), exits.IsEmpty ? null : site.With(patch));
    }

    /// <summary>A lock is released before its region is left.</summary>
    private static StatementSyntax Place(FixSite site, StatementSyntax exit)
    {
        while (Previous(exit) is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } previous && site.CallOf(call) is { IsPureLeave: true })
        {
            exit = previous;
        }

        return exit;
    }

    private static StatementSyntax? Previous(StatementSyntax statement) =>
        statement.Parent is GlobalStatementSyntax { Parent: CompilationUnitSyntax program } member && program.Members.IndexOf(member) is > 0 and int index
            ? (program.Members[index - 1] as GlobalStatementSyntax)?.Statement
            : Siblings.Previous(statement);
}
