using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>What methods of the user do that have no contract.</summary>
internal static class CalledBodies
{
    // Methods that only call routines call each other, but hardly deeper than this; a recursion ends here too.
    private const int MaxDepth = 4;

    /// <summary>Whether a call does nothing but routine calls, so that one more call of it does nothing else either.</summary>
    public static bool IsPure(FixSite site, InvocationExpressionSyntax call) =>
        DoesOnly(site, call, static routine => !routine.Contract.Locks.IsEmpty || routine.Contract.CriticalDelta != 0 || routine.Contract.GuardedDelta != 0);

    /// <summary>Whether a call gives something back, and does nothing else.</summary>
    public static bool IsUndo(FixSite site, InvocationExpressionSyntax call) => DoesOnly(site, call, static routine => routine.IsUndo);

    /// <summary>Whether a call gives something back that may be a certain lock, and does nothing else.</summary>
    public static bool IsUndo(FixSite site, InvocationExpressionSyntax call, string? key) =>
        DoesOnly(site, call, static routine => routine.IsUndo) && (key is null || !DoesOnly(site, call, routine => IsOfOther(site, routine, key)));

    // A parameter may be any lock, and an object have many names; the field in it has one.
    private static bool IsOfOther(FixSite site, RoutineCall routine, string key) => routine.Release is not { Lock.Root: RefRoot.Argument } release
        || (routine.KeyOf(release) != key && routine.ArgumentAt(release.Lock.Index) is { } locked && site.ModelOf(locked).GetSymbolInfo(locked.Expression).Symbol is IFieldSymbol field
            && key.Substring(key.LastIndexOf('.') + 1) != field.Name);

    /// <summary>Whether a call acquires, enters or raises, whatever its arguments are: a statement of the method's own body does.</summary>
    public static bool TakesAlways(FixSite site, InvocationExpressionSyntax call, int depth = 0)
    {
        if (site.CallOf(call) is { } routine)
        {
            return routine.IsTake && (routine.Acquire is null || routine.IsWaiting);
        }

        return depth < MaxDepth && DoneBy(site, call) is { } done && done.OfType<InvocationExpressionSyntax>().Any(inner => TakesAlways(site, inner, depth + 1));
    }

    /// <summary>Whether a call, or anything in a method it calls, acquires, enters or raises.</summary>
    public static bool MayTake(FixSite site, InvocationExpressionSyntax call) => MayDo(site, call, static routine => routine.IsTake);

    /// <summary>Whether a call, or anything in a method it calls, gives something back that may be a certain lock.</summary>
    public static bool MayUndo(FixSite site, InvocationExpressionSyntax call, string? key) =>
        MayDo(site, call, routine => routine.IsUndo && (key is null || (routine.Release is not null && !IsOfOther(site, routine, key))));

    private static bool MayDo(FixSite site, InvocationExpressionSyntax call, Func<RoutineCall, bool> isKind, int depth = 0)
    {
        if (site.CallOf(call) is { } routine)
        {
            return isKind(routine);
        }

        return depth < MaxDepth && site.ModelOf(call).GetSymbolInfo(call).Symbol is IMethodSymbol method
            && method.DeclaringSyntaxReferences.Any(r => r.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>().Any(inner => MayDo(site, inner, isKind, depth + 1)));
    }

    private static bool DoesOnly(FixSite site, InvocationExpressionSyntax call, Func<RoutineCall, bool> isKind, int depth = 0)
    {
        if (site.CallOf(call) is { } routine)
        {
            return isKind(routine);
        }

        return depth < MaxDepth && DoneBy(site, call) is { Count: > 0 } done && done.All(e => e is InvocationExpressionSyntax inner && DoesOnly(site, inner, isKind, depth + 1));
    }

    /// <summary>The expressions that are the statements of a called method, null for statements of other kinds; null when there may be another body.</summary>
    private static IReadOnlyList<ExpressionSyntax?>? DoneBy(FixSite site, InvocationExpressionSyntax call)
    {
        if (site.ModelOf(call).GetSymbolInfo(call).Symbol is not IMethodSymbol { IsVirtual: false, IsOverride: false, IsAbstract: false } method || method.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        (BlockSyntax? body, ExpressionSyntax? only) = method.DeclaringSyntaxReferences[0].GetSyntax() switch
        {
            MethodDeclarationSyntax declared => (declared.Body, declared.ExpressionBody?.Expression),
            LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody?.Expression),
            _ => default,
        };
        return body is null ? (only is null ? null : [only]) : Expressions(site, call, method, body.Statements).ToArray();
    }

    /// <summary>A test of a parameter that the call gives a constant decides here already.</summary>
    private static IEnumerable<ExpressionSyntax?> Expressions(FixSite site, InvocationExpressionSyntax call, IMethodSymbol method, IEnumerable<StatementSyntax> statements) =>
        statements.SelectMany(statement => statement switch
        {
            BlockSyntax block => Expressions(site, call, method, block.Statements),
            IfStatementSyntax test when ValueOf(site, call, method, test.Condition) is { } isTrue =>
                (isTrue ? test.Statement : test.Else?.Statement) is { } chosen ? Expressions(site, call, method, [chosen]) : [],
            _ => [(statement as ExpressionStatementSyntax)?.Expression],
        });

    private static bool? ValueOf(FixSite site, InvocationExpressionSyntax call, IMethodSymbol method, ExpressionSyntax condition)
    {
        if (condition is PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } not)
        {
            return !ValueOf(site, call, method, not.Operand);
        }

        return condition is IdentifierNameSyntax name && method.Parameters.FirstOrDefault(p => p.Name == name.Identifier.ValueText) is { } parameter
            && site.ModelOf(call).GetOperation(call) is IInvocationOperation operation
            && operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value.ConstantValue is { HasValue: true, Value: bool value }
                ? value : null;
    }
}
