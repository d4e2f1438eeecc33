using System.Collections.Immutable;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A statement that takes something, with the statement that gives it back.</summary>
internal sealed class Taken(FixSite site, InvocationExpressionSyntax call, StatementSyntax statement, string undo)
{
    private readonly RoutineCall? _routine = site.CallOf(call);

    public StatementSyntax Statement => statement;

    public string Undo => undo;

    /// <summary>The routine; null for a helper without a contract.</summary>
    public RoutineCall? Routine => _routine;

    /// <summary>Whether a call gives this back.</summary>
    public bool IsUndoneBy(InvocationExpressionSyntax other)
    {
        if (_routine is null)
        {
            return other + ";" == undo;
        }

        if (site.CallOf(other) is not { } call)
        {
            return false;
        }

        // What entered the region with the lock is undone by its release; a leave alone, where the release is forgotten, meant the same.
        return _routine.Acquire is { } acquire ? (call.Release is { } release && call.KeyOf(release) == _routine.KeyOf(acquire)) || (call.IsPureLeave && BringsOnlyRegion())
            : _routine.IsPureEnter ? call.IsPureLeave && call.Contract.CriticalDelta == -_routine.Contract.CriticalDelta && call.Contract.GuardedDelta == -_routine.Contract.GuardedDelta
            : call.IsPureLower;
    }

    private bool BringsOnlyRegion() => _routine!.Contract.CriticalDelta > 0 && !site.Calls.Any(static c => c.IsPureEnter);

    /// <summary>Whether a call takes the same once more.</summary>
    public bool IsTakenAgainBy(InvocationExpressionSyntax other) =>
        _routine is null ? SyntaxFactory.AreEquivalent(other, call)
        : site.CallOf(other) is { } again && (_routine.Acquire is { } acquire ? again.Acquire is { } second && again.KeyOf(second) == _routine.KeyOf(acquire)
            : _routine.IsPureEnter ? again.IsPureEnter : again.IsPureRaise);

    /// <summary>
    /// The taking statement, and with <paramref name="withNeighbours"/> the run of taking statements round it (enter, acquire, acquire):
    /// what is taken together is given back together. Null when the taking is no statement of its own, or there are no neighbours.
    /// </summary>
    public static ImmutableArray<Taken>? Group(FixSite site, InvocationExpressionSyntax call, string undo, bool withNeighbours)
    {
        if (TakingStatement(call) is not { } statement)
        {
            return null;
        }

        List<Taken> group = [new(site, call, statement, undo)];
        if (withNeighbours)
        {
            for (StatementSyntax? s = Siblings.Previous(statement); s is not null && Neighbour(site, s) is { } taken; s = Siblings.Previous(s))
            {
                group.Insert(0, taken);
            }

            for (StatementSyntax? s = Siblings.Next(statement); s is not null && Neighbour(site, s) is { } taken; s = Siblings.Next(s))
            {
                group.Add(taken);
            }
        }

        return withNeighbours && group.Count == 1 ? null : group.ToImmutableArray();
    }

    private static Taken? Neighbour(FixSite site, StatementSyntax statement)
    {
        RoutineCall? call = site.Calls.FirstOrDefault(c => c.IsTake && TakingStatement(c.Node) == statement);
        return call is not null && Reading.Undo.OfRoutine(site, call) is { } undo ? new Taken(site, call.Node, statement, undo) : null;
    }

    /// <summary>The statement after which the thing is taken for certain: the call itself, or a test that gives up when it failed.</summary>
    private static StatementSyntax? TakingStatement(InvocationExpressionSyntax call)
    {
        StatementSyntax? statement = Siblings.Listed(call);
        return statement switch
        {
            ExpressionStatementSyntax expression when expression.Expression == call || expression.Expression is AssignmentExpressionSyntax { Right: { } right } && right == call => statement,
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when variables[0].Initializer?.Value == call => statement,
            IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { OperatorToken.Text: "!" } not } test when not.Operand == call && Ends(test.Statement) => statement,
            _ => null,
        };
    }

    private static bool Ends(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: { Count: > 0 } statements } => Ends(statements[statements.Count - 1]),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        _ => false,
    };
}
