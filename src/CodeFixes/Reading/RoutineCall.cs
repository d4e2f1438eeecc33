using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>A call of a routine with a contract, as it is written.</summary>
internal sealed class RoutineCall(InvocationExpressionSyntax node, IInvocationOperation operation, RoutineContract contract)
{
    public InvocationExpressionSyntax Node => node;

    public IMethodSymbol Method => operation.TargetMethod;

    public RoutineContract Contract => contract;

    /// <summary>The statement that is nothing but this call; null when the call is part of something larger.</summary>
    public ExpressionStatementSyntax? Statement => node.Parent as ExpressionStatementSyntax
        ?? (node.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Parent as ExpressionStatementSyntax : null);

    /// <summary>Whether nothing uses what the call returns: it is a statement, or all that a method does.</summary>
    public bool IsAlone => Statement is not null || node.Parent is ArrowExpressionClauseSyntax;

    /// <summary>The first effect of a kind.</summary>
    public LockOperation? Effect(LockEffect effect) => contract.Locks.FirstOrDefault(o => o.Effect == effect);

    public LockOperation? Acquire => Effect(LockEffect.Acquire);

    public LockOperation? Release => Effect(LockEffect.Release) ?? Effect(LockEffect.ReleaseForOwner);

    /// <summary>Enters a region and does nothing to a lock.</summary>
    public bool IsPureEnter => contract.Locks.IsEmpty && (contract.CriticalDelta > 0 || contract.GuardedDelta > 0);

    /// <summary>Leaves a region and does nothing to a lock.</summary>
    public bool IsPureLeave => contract.Locks.IsEmpty && (contract.CriticalDelta < 0 || contract.GuardedDelta < 0);

    public bool IsPureLower => contract.Locks.IsEmpty && contract.Irql == IrqlEffect.LowerToArgument;

    public bool IsPureRaise => contract.Locks.IsEmpty && contract.Irql is IrqlEffect.RaiseToArgument or IrqlEffect.RaiseToLevel;

    /// <summary>The call gives something back: a lock, a region, a level.</summary>
    public bool IsUndo => Release is not null || IsPureLeave || IsPureLower;

    /// <summary>The call takes something that must be given back.</summary>
    public bool IsTake => (Acquire is { ReturnsGuard: false }) || IsPureEnter || IsPureRaise;

    /// <summary>The call acquires, and cannot fail to.</summary>
    public bool IsWaiting => Acquire switch
    {
        { Wait: WaitBehavior.Always } => true,
        { Wait: WaitBehavior.NotApplicable, Condition: EffectCondition.Always } => true,
        { Wait: WaitBehavior.ByArgument } acquire => ValueAt(acquire.WaitArgument.Index)?.ConstantValue is { HasValue: true, Value: true },
        _ => false,
    };

    private IOperation? ValueAt(int index) => operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == index)?.Value;

    /// <summary>What the lock of an effect is called: two effects with one key mean one lock, as far as names can tell.</summary>
    public string? KeyOf(LockOperation? effect) => effect is null ? null : TextOf(effect.Lock) is { } text ? text : null;

    /// <summary>The key of the first lock, whatever the effect.</summary>
    public string? Key => contract.Locks.IsEmpty ? null : KeyOf(contract.Locks[0]);

    /// <summary>The argument as written, with <c>ref</c> or <c>&amp;</c>.</summary>
    public ArgumentSyntax? ArgumentAt(int index) =>
        operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == index && !a.IsImplicit)?.Syntax as ArgumentSyntax;

    /// <summary>What the routine's name is qualified with: <c>Ddi.</c>, a receiver, or nothing.</summary>
    public string Qualifier => node.Expression is MemberAccessExpressionSyntax access ? access.Expression + access.OperatorToken.Text : "";

    /// <summary>A place named by the contract as the caller writes it, without <c>ref</c>, <c>&amp;</c>, <c>this.</c> and parentheses.</summary>
    public string? TextOf(ContractRef place)
    {
        string? root = place.Root switch
        {
            RefRoot.Argument => ArgumentAt(place.Index) is { } argument ? Bare(argument.Expression) : null,
            RefRoot.Receiver => node.Expression is MemberAccessExpressionSyntax access ? Bare(access.Expression) : "this",
            RefRoot.Static => place.Symbol?.ToDisplayString() ?? place.Token,
            _ => null,
        };
        if (root is null)
        {
            return null;
        }

        string whole = place.Members.IsDefaultOrEmpty ? root : root + "." + string.Join(".", place.Members);
        return whole.StartsWith("this.", StringComparison.Ordinal) ? whole.Substring(5) : whole;
    }

    private static string Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parentheses:
                    expression = parentheses.Expression;
                    break;
                case PrefixUnaryExpressionSyntax { OperatorToken.Text: "&" } address:
                    expression = address.Operand;
                    break;
                case PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" } forgiven:
                    expression = forgiven.Operand;
                    break;
                case MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own:
                    return own.Name.ToString();
                default:
                    return expression.ToString();
            }
        }
    }
}
