using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Expressions whose value is the same with and without the lock: nothing but constants, locals and parameters.</summary>
internal static class Simple
{
    public static bool Is(ExpressionSyntax? expression, SemanticModel model)
    {
        if (expression is null || model.GetConstantValue(expression).HasValue)
        {
            return true;
        }

        return expression switch
        {
            LiteralExpressionSyntax or DefaultExpressionSyntax or SizeOfExpressionSyntax or TypeOfExpressionSyntax or ThisExpressionSyntax => true,
            ParenthesizedExpressionSyntax inner => Is(inner.Expression, model),
            CastExpressionSyntax cast => Is(cast.Expression, model),
            PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" or "-" or "~" or "+" } unary => Is(unary.Operand, model),
            BinaryExpressionSyntax binary => Is(binary.Left, model) && Is(binary.Right, model) && IsBuiltIn(binary, model),
            ConditionalExpressionSyntax choice => Is(choice.Condition, model) && Is(choice.WhenTrue, model) && Is(choice.WhenFalse, model),
            TupleExpressionSyntax tuple => tuple.Arguments.All(a => Is(a.Expression, model)),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } test => Is(test.Expression, model),
            PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" } forgiven => Is(forgiven.Operand, model),
            SimpleNameSyntax or MemberAccessExpressionSyntax => IsFixed(model.GetSymbolInfo(expression).Symbol),
            _ => false,
        };
    }

    /// <summary>A value that nobody else changes.</summary>
    private static bool IsFixed(ISymbol? symbol) => symbol switch
    {
        ILocalSymbol local => !local.IsRef,
        IParameterSymbol parameter => parameter.RefKind == RefKind.None,
        IFieldSymbol field => field.IsConst || field is { IsStatic: true, IsReadOnly: true },
        IPropertySymbol property => property is { IsStatic: true, SetMethod: null, ContainingType.Name: "Ddi" },
        _ => false,
    };

    private static bool IsBuiltIn(BinaryExpressionSyntax binary, SemanticModel model) =>
        model.GetSymbolInfo(binary).Symbol is not IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator };
}
