using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    /// <summary>The method that is lowered.</summary>
    public required IMethodSymbol Method { get; init; }

    /// <summary>An access to a member that a lock guards asks for the lock like a call that requires it.</summary>
    private void Access(ISymbol member, Value? receiver, IOperation access)
    {
        if (calls.Contracts.GuardOf(member) is not { } guarded || IsUnshared(member, receiver))
        {
            return;
        }

        bool isWrite = IsWrite(access);
        RoutineContract contract = isWrite ? guarded.Write : guarded.Read;
        if (!isWrite && contract.Locks.Length > 1)
        {
            return; // Any one of them is enough to read.
        }

        Value owner = receiver ?? new ReadValue(self);
        Emit(new RoutineInstr(access.Syntax, contract)
        {
            ResultIgnored = true,
            Locks = contract.Locks
                .Select(o => Places.Find(o.Lock, member.ContainingType, owner).Path is { } path ? new LockOperand(path) : null)
                .ToArray(),
        });
    }

    /// <summary>While an object is constructed, and once it is finalized, nobody else sees it.</summary>
    private bool IsUnshared(ISymbol member, Value? receiver) => Method.MethodKind switch
    {
        MethodKind.Constructor or MethodKind.Destructor => !member.IsStatic && receiver is ReadValue { Source: var source } && source.Equals(self),
        MethodKind.StaticConstructor => member.IsStatic && SymbolEqualityComparer.Default.Equals(member.ContainingType, Method.ContainingType),
        _ => false,
    };

    /// <summary>Whether the member, or a part of the structure or array in it, is changed.</summary>
    private static bool IsWrite(IOperation access)
    {
        IOperation place = access;
        while (true)
        {
            switch (place.Parent)
            {
                case IFieldReferenceOperation { Field.ContainingType.IsValueType: true } part when part.Instance == place:
                    place = part;
                    continue;
                case IArrayElementReferenceOperation element when element.ArrayReference == place:
                    place = element;
                    continue;
                case IParenthesizedOperation or ITupleOperation:
                    place = place.Parent;
                    continue;
                case IAssignmentOperation assignment:
                    return assignment.Target == place;
                case IIncrementOrDecrementOperation or IAddressOfOperation:
                    return true;
                case IArgumentOperation argument:
                    return argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out;
                case IFlowCaptureOperation:
                    return IsWritten(access.Syntax);
                default:
                    return false;
            }
        }
    }

    /// <summary>The graph takes assignments apart whose value branches; the source still shows them.</summary>
    private static bool IsWritten(SyntaxNode access)
    {
        SyntaxNode node = access;
        while (node.Parent is ParenthesizedExpressionSyntax
            || (node.Parent is ElementAccessExpressionSyntax element && element.Expression == node)
            || (node.Parent is MemberAccessExpressionSyntax member && member.Name == node))
        {
            node = node.Parent;
        }

        return node.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == node,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression,
            PostfixUnaryExpressionSyntax postfix => postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
            _ => false,
        };
    }
}
