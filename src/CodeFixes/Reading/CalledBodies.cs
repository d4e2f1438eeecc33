using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Methods of the user that do nothing but call routines.</summary>
internal static class Helpers
{
    // Helpers call helpers, but hardly deeper than this; a recursion ends here too.
    private const int MaxDepth = 4;

    /// <summary>Whether a call does nothing but routine calls, so that one more call of it does nothing else either.</summary>
    public static bool IsPure(FixSite site, InvocationExpressionSyntax call) => IsPure(site, call, 0);

    private static bool IsPure(FixSite site, InvocationExpressionSyntax call, int depth)
    {
        SemanticModel model = call.SyntaxTree == site.Root.SyntaxTree ? site.Model : site.Model.Compilation.GetSemanticModel(call.SyntaxTree);
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        if (site.Contracts.Find(method) is { } contract)
        {
            return !contract.Locks.IsEmpty || contract.CriticalDelta != 0 || contract.GuardedDelta != 0;
        }

        if (depth == MaxDepth || method.IsVirtual || method.IsOverride || method.IsAbstract || method.DeclaringSyntaxReferences.Length != 1)
        {
            return false;
        }

        return method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: InvocationExpressionSyntax only } => IsPure(site, only, depth + 1),
            MethodDeclarationSyntax { Body: { } body } => body.Statements.All(s => IsPure(site, s, depth)),
            LocalFunctionStatementSyntax { ExpressionBody.Expression: InvocationExpressionSyntax only } => IsPure(site, only, depth + 1),
            LocalFunctionStatementSyntax { Body: { } body } => body.Statements.All(s => IsPure(site, s, depth)),
            _ => false,
        };
    }

    private static bool IsPure(FixSite site, StatementSyntax statement, int depth) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && IsPure(site, call, depth + 1);
}
