using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Differential.Tests.Mutants;

/// <summary>What is done to a routine call.</summary>
public enum Change
{
    Drop,
    Duplicate,
    SwapWithNext,
    MoveToEnd,
    MoveToStart,
}

/// <summary>The mistakes that can be made in a method with one routine call that stands as a statement in a block.</summary>
public static class RoutineMutant
{
    private static readonly HashSet<string> s_routines =
        [.. typeof(Ddi).GetMethods().Where(static method => method.IsStatic && method.DeclaringType == typeof(Ddi)).Select(static method => method.Name)];

    /// <summary>How many mutants a method has.</summary>
    public static int Count(BaseMethodDeclarationSyntax method) => Calls(method).Count() * Enum.GetValues<Change>().Length;

    /// <summary>The method with one mistake, or the method itself when that mistake cannot be made there.</summary>
    public static MethodDeclarationSyntax Mutate(MethodDeclarationSyntax method, int number)
    {
        int changes = Enum.GetValues<Change>().Length;
        if (Calls(method).ElementAtOrDefault(number / changes) is not { Parent: BlockSyntax block } call)
            return method;
        int index = block.Statements.IndexOf(call);
        SyntaxList<StatementSyntax> without = block.Statements.RemoveAt(index);
        SyntaxList<StatementSyntax>? changed = (Change)(number % changes) switch
        {
            Change.Drop => without,
            Change.Duplicate => block.Statements.Insert(index, call),
            Change.SwapWithNext when index + 1 < block.Statements.Count => without.Insert(index + 1, call),
            Change.MoveToEnd when index + 2 < block.Statements.Count => without.Insert(EndOf(without), call),
            Change.MoveToStart when index > 1 => without.Insert(0, call),
            _ => null,
        };
        return changed is null ? method : method.ReplaceNode(block, block.WithStatements(changed.Value));
    }

    // What stands behind a jump does not run.
    private static int EndOf(SyntaxList<StatementSyntax> statements) =>
        statements.Count > 0 && statements[^1] is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax
            ? statements.Count - 1 : statements.Count;

    private static IEnumerable<ExpressionStatementSyntax> Calls(BaseMethodDeclarationSyntax method) => method.DescendantNodes().OfType<ExpressionStatementSyntax>()
        .Where(static statement => statement.Parent is BlockSyntax && statement.Expression is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax name,
        }
            && s_routines.Contains(name.Identifier.Text));
}
