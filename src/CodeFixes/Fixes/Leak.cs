using System.Collections.Immutable;
using System.Globalization;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Something taken that is not given back on some way out: a lock, a region, a level.</summary>
internal sealed class Leak
{
    private Leak(FixSite site, InvocationExpressionSyntax taking)
    {
        Site = site;
        Taking = taking;
        Undos = Undo.Of(site, taking).ToImmutableArray();
        Exits = ExitsOf(site);
    }

    /// <summary>The ways out that a diagnostic names: a statement, or a body for its end.</summary>
    public static ImmutableArray<SyntaxNode> ExitsOf(FixSite site)
    {
        int places = int.TryParse(site.Hint(FixHint.Places), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;
        return site.Diagnostic.AdditionalLocations.Take(places).Where(l => l.SourceTree == site.Root.SyntaxTree).Select(l => Exit(site, l)).ToImmutableArray();
    }

    public static readonly ImmutableArray<string> Rules = ImmutableArray.Create(
        RuleIds.HeldAtExit, RuleIds.HeldAtExceptionExit, RuleIds.RegionNotLeft, RuleIds.GuardedRegionNotLeft, RuleIds.IrqlNotRestored);

    public FixSite Site { get; }

    /// <summary>The call that takes.</summary>
    public InvocationExpressionSyntax Taking { get; }

    /// <summary>The statements that could give it back.</summary>
    public ImmutableArray<string> Undos { get; }

    /// <summary>The ways out that forget it: a statement, or a body for its end.</summary>
    public ImmutableArray<SyntaxNode> Exits { get; }

    public bool IsOnThrow => Site.Diagnostic.Id == RuleIds.HeldAtExceptionExit;

    public bool IsOfLock => Site.Diagnostic.Id is RuleIds.HeldAtExit or RuleIds.HeldAtExceptionExit;

    /// <summary>
    /// The function, or one inside it, gives it back on some path, so it means to on all. Where it never does, handing the lock to the caller may be its purpose.
    /// </summary>
    public bool IsGivenBackSomewhere => Site.Body!.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(c => c != Taking && GivesBack(c));

    private bool GivesBack(InvocationExpressionSyntax call) =>
        Undos.Any(undo => new Taken(Site, Taking, Siblings.Listed(Taking)!, undo).IsUndoneBy(call))
        || (Site.CallOf(call) is null && CalledBodies.MayUndo(Site, call, IsOfLock ? Site.CallOf(Taking)?.Key ?? Site.Lock : null));

    /// <summary>What is done, for titles: "Release '_r'".</summary>
    public string Act => Site.GiveBack;

    public static Leak? Of(FixSite site) =>
        Rules.Contains(site.Diagnostic.Id) && site is { Body: not null, Invocation: { } taking } ? new Leak(site, taking) : null;

    /// <summary>The statements of a kind in the function, after the taking.</summary>
    public IEnumerable<T> Later<T>()
        where T : StatementSyntax =>
        Site.Body!.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<T>().Where(s => s.SpanStart > Taking.Span.End);

    /// <summary>Where the function gives it back under a condition that still says the same on the way out: the statement with that condition.</summary>
    public IEnumerable<string> ConditionalUndos() =>
        Later<IfStatementSyntax>()
            .Where(test => test.Else is null && Simple.Is(test.Condition, Site.Model))
            .SelectMany(test => Undos.Where(undo => Only(test.Statement)?.ToString() == undo).Select(undo => "if (" + test.Condition + ")\n{\n\t" + undo + "\n}\n"))
            .Distinct();

    /// <summary>
    /// Where the function gives it back under more conditions than the one, made of values that never change, under which it takes: the test, and the condition that is enough.
    /// </summary>
    public IEnumerable<(IfStatementSyntax Test, ExpressionSyntax Enough)> TooNarrow() =>
        Kept.TestOf(Site, Siblings.Listed(Taking)) is { } taken
            ? Later<IfStatementSyntax>()
                .Where(test => test.Else is null && test != taken && Only(test.Statement) is { } only && Undos.Contains(only.ToString())
                    && test.Condition.ToString() != taken.Condition.ToString() && !test.Condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any())
                .Select(test => (test, taken.Condition))
            : [];

    private static StatementSyntax? Only(StatementSyntax statement) =>
        statement is BlockSyntax block ? (block.Statements.Count == 1 ? block.Statements[0] : null) : statement;

    private static SyntaxNode Exit(FixSite site, Location location)
    {
        SyntaxToken token = site.Root.FindToken(location.SourceSpan.Start);
        return token.Parent is BlockSyntax block && token == block.CloseBraceToken && location.SourceSpan.Length == 1
            ? block
            : site.Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
    }
}
