using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Where a function gives back what a diagnostic is about.</summary>
internal static class GivenBack
{
    /// <summary>The statements of the function that give it back, or call a method that may, in order of place.</summary>
    public static IEnumerable<ExpressionStatementSyntax> In(FixSite site) => site.Body is null ? []
        : site.Body.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<ExpressionStatementSyntax>()
            .Where(s => s.Expression is InvocationExpressionSyntax call && Is(site, call));

    /// <summary>Whether a call gives it back, or may.</summary>
    public static bool Is(FixSite site, InvocationExpressionSyntax call)
    {
        string? key = site.Call?.Key ?? site.LockName;
        return site.CallOf(call) is not { } routine ? CalledBodies.MayUndo(site, call, key)
            : key is null ? routine.IsPureLeave || routine.IsPureLower
            : routine.Release is { } release && (routine.KeyOf(release) == key || routine.KeyOf(release) == site.LockName);
    }

    /// <summary>Whether a statement, or one inside it, gives it back.</summary>
    public static bool IsIn(FixSite site, StatementSyntax statement) => In(site).Any(s => statement.Span.Contains(s.Span));
}
