using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Finds the source of a method and its graph.</summary>
internal static class Bodies
{
    /// <summary>The declaration that has the body, or null for methods without one.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            SyntaxNode node = reference.GetSyntax(cancellation);
            switch (node)
            {
                case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }:
                case AccessorDeclarationSyntax { Body: null, ExpressionBody: null }:
                case LocalFunctionStatementSyntax { Body: null, ExpressionBody: null }:
                    continue;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or LocalFunctionStatementSyntax
                    or AnonymousFunctionExpressionSyntax:
                case CompilationUnitSyntax when method.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName:
                    return node;
            }
        }

        return null;
    }

    public static ControlFlowGraph? GraphOf(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation) => model.GetOperation(declaration, cancellation) switch
    {
        IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
        IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellation),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
        _ => null,
    };

    /// <summary>The single expression a method or accessor consists of, or null.</summary>
    public static ExpressionSyntax? ExpressionOf(SyntaxNode declaration) => declaration switch
    {
        ArrowExpressionClauseSyntax arrow => arrow.Expression,
        BaseMethodDeclarationSyntax method => method.ExpressionBody?.Expression ?? ReturnedBy(method.Body),
        AccessorDeclarationSyntax accessor => accessor.ExpressionBody?.Expression ?? ReturnedBy(accessor.Body),
        LocalFunctionStatementSyntax function => function.ExpressionBody?.Expression ?? ReturnedBy(function.Body),
        _ => null,
    };

    /// <summary>Every expression the body itself returns.</summary>
    public static IEnumerable<ExpressionSyntax> ReturnedBy(SyntaxNode declaration)
        => ExpressionOf(declaration) is { } only
            ? new[] { only }
            : declaration.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) || n == declaration)
                .OfType<ReturnStatementSyntax>()
                .Where(r => r.Expression is not null)
                .Select(r => r.Expression!);

    /// <summary>Whether the body ends in a throw and has no return: it never comes back.</summary>
    public static bool AlwaysThrows(SyntaxNode declaration)
    {
        if (ExpressionOf(declaration) is ThrowExpressionSyntax)
        {
            return true;
        }

        BlockSyntax? body = declaration switch
        {
            BaseMethodDeclarationSyntax method => method.Body,
            LocalFunctionStatementSyntax function => function.Body,
            AccessorDeclarationSyntax accessor => accessor.Body,
            _ => null,
        };
        return body is { Statements.Count: > 0 }
            && body.Statements[body.Statements.Count - 1].IsKind(SyntaxKind.ThrowStatement)
            && !body.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                .Any(n => n is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax);
    }

    /// <summary>The new exception with which a body that always throws ends, when it is its only one.</summary>
    public static ExpressionSyntax? ThrownAtEnd(SyntaxNode declaration)
    {
        if (ExpressionOf(declaration) is ThrowExpressionSyntax { Expression: BaseObjectCreationExpressionSyntax only })
        {
            return only;
        }

        List<SyntaxNode> throws = declaration.DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) || n == declaration)
            .Where(n => n is ThrowStatementSyntax or ThrowExpressionSyntax)
            .ToList();
        return throws.Count == 1 && throws[0] is ThrowStatementSyntax { Expression: BaseObjectCreationExpressionSyntax thrown } ? thrown : null;
    }

    private static ExpressionSyntax? ReturnedBy(BlockSyntax? body)
        => body is { Statements.Count: 1 } && body.Statements[0] is ReturnStatementSyntax returned ? returned.Expression : null;
}
