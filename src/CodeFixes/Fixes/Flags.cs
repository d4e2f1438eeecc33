using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Locals that remember whether something is held: every test of them decides about it, and about nothing else.</summary>
internal static class Flags
{
    /// <summary>The locals under which a function gives back what a diagnostic is about.</summary>
    public static IEnumerable<string> Of(FixSite site) => GivenBack.In(site).SelectMany(undo => Over(site, undo)).Distinct();

    /// <summary>The locals that decide whether a statement runs, and about nothing else.</summary>
    public static IEnumerable<string> Over(FixSite site, StatementSyntax undo) =>
        undo.Ancestors().TakeWhile(a => a != site.Body).OfType<IfStatementSyntax>()
            .Where(test => test.Statement.Span.Contains(undo.Span))
            .SelectMany(static test => test.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
            .Where(name => site.Model.GetSymbolInfo(name).Symbol is ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } && IsOwn(site, name.Identifier.ValueText))
            .Select(static name => name.Identifier.ValueText)
            .Distinct();

    private static bool IsOwn(FixSite site, string flag) =>
        site.Body!.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == flag).All(name =>
            (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)
            || (name.FirstAncestorOrSelf<IfStatementSyntax>() is { } test && test.Condition.Span.Contains(name.Span) && DecidesAbout(site, test)));

    private static bool DecidesAbout(FixSite site, IfStatementSyntax test) => test.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Any(call => GivenBack.Is(site, call) || (site.CallOf(call) is { IsTake: true } take && take.Key == (site.Call?.Key ?? site.LockName)));
}
