using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Delegates that stay in a local variable: whoever declares it calls them, and nobody else can.</summary>
internal static class LocalDelegates
{
    /// <summary>Whether a value goes into a local variable of the member that is called, tested and assigned, and nothing else.</summary>
    public static bool IsOnlyCalled(ExpressionSyntax value, SyntaxNode member)
    {
        ExpressionSyntax whole = value;
        while (whole.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        string? variable = whole.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } declared } => declared.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } assignment when assignment.Right == whole => assigned.Identifier.ValueText,
            _ => null,
        };
        return variable is not null && IsLocal(variable, member)
            && member.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == variable).All(IsHarmless);
    }

    private static bool IsLocal(string variable, SyntaxNode member)
        => member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(d => d.Identifier.ValueText == variable && d.Parent?.Parent is LocalDeclarationStatementSyntax);

    private static bool IsHarmless(IdentifierNameSyntax use) => use.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == use,
        ConditionalAccessExpressionSyntax access => access.Expression == use && access.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax },
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke" } access => access.Expression == use,
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } => true,
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => true,
        _ => false,
    };
}
