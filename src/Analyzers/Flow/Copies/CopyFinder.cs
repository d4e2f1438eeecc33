using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Copies;

/// <summary>
/// Finds the expressions that copy a lock structure out of a place where others can reach it. A value that was made here and whose lock
/// nobody has used yet may still be moved: that is how structures with locks get into arrays.
/// </summary>
internal sealed class CopyFinder(LockTypes types)
{
    /// <summary>What happens to a reference to a place of a lock type; null when it is not copied.</summary>
    public LockCopy? Find(IOperation place)
    {
        Copying kind = types.KindOf(place.Type);
        if (kind == Copying.Free || !IsPlace(place) || HowCopied(place) is not { } how)
        {
            return null;
        }

        return (kind == Copying.Guard && how == CopyKind.Returned) || IsFresh(place) ? null : Copy(how, place.Syntax, place.Type!);
    }

    /// <summary>A loop variable that is a copy of each element.</summary>
    public LockCopy? FindLoop(IForEachLoopOperation loop)
        => loop.LoopControlVariable is IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } variable } && types.KindOf(variable.Type) is Copying.Lock or Copying.HasLock
            ? Copy(CopyKind.Iterated, loop.Syntax, variable.Type) with { IsDeclaration = true }
            : null;

    /// <summary>A local lock that a function takes along which outlives the call.</summary>
    public LockCopy? FindCapture(IOperation place)
    {
        ISymbol? variable = place is ILocalReferenceOperation local ? local.Local : (place as IParameterReferenceOperation)?.Parameter;
        if (variable is null || types.KindOf(place.Type) == Copying.Free)
        {
            return null;
        }

        for (IOperation? around = place.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation function)
            {
                bool isOuter = !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function.Symbol);
                return isOuter && Outlives(function) && IsFirstUse(place, variable, function) ? Copy(CopyKind.Captured, place.Syntax, place.Type!) : null;
            }
        }

        return null;
    }

    public LockCopy? FindField(IFieldSymbol field, SyntaxNode declaration)
        => field is { IsReadOnly: true, RefKind: RefKind.None } && types.KindOf(field.Type) is Copying.Lock or Copying.HasLock && !IsGuardPart(field)
            ? Copy(CopyKind.ReadOnlyField, declaration, field.Type) with { IsDeclaration = true }
            : null;

    /// <summary>An automatic property of a lock type: its lock can only be had by value.</summary>
    public LockCopy? FindProperty(IPropertySymbol property, SyntaxNode declaration)
        => property.RefKind == RefKind.None && types.KindOf(property.Type) == Copying.Lock && IsAutomatic(property)
            ? Copy(CopyKind.Property, declaration, property.Type) with { IsDeclaration = true }
            : null;

    private LockCopy Copy(CopyKind kind, SyntaxNode syntax, ITypeSymbol type) => new(kind, syntax, false, types.LockIn(type), type);

    private bool IsGuardPart(IFieldSymbol field) => types.KindOf(field.ContainingType) == Copying.Guard;

    private static bool IsAutomatic(IPropertySymbol property)
        => property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool IsPlace(IOperation operation) => operation switch
    {
        IFieldReferenceOperation or IArrayElementReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation => true,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IPropertyReferenceOperation property => property.Property.RefKind != RefKind.None || property.Property.DeclaringSyntaxReferences.IsEmpty,
        IInvocationOperation invocation => invocation.TargetMethod.RefKind != RefKind.None,
        _ => IsDereference(operation),
    };

    private static bool IsDereference(IOperation operation)
        => operation.Kind == OperationKind.None
            && operation.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.PrefixUnaryExpressionSyntax
            {
                RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PointerIndirectionExpression,
            };

    private static CopyKind? HowCopied(IOperation value)
    {
        IOperation child = value;
        for (IOperation? user = value.Parent; user is not null; child = user, user = user.Parent)
        {
            switch (user)
            {
                case IParenthesizedOperation:
                case IConditionalOperation { IsRef: false } choice when choice.Condition != child:
                case ISwitchExpressionArmOperation arm when arm.Value == child:
                case ISwitchExpressionOperation chosen when chosen.Value != child:
                case IConversionOperation { Type.IsValueType: true, OperatorMethod: null }:
                    continue;
                case IConversionOperation { Type.IsReferenceType: true, OperatorMethod: null }:
                    return CopyKind.Boxed;
                case IVariableInitializerOperation initializer:
                    return initializer.Parent is IVariableDeclaratorOperation { Symbol.RefKind: RefKind.None } ? CopyKind.Assigned : null;
                case ISimpleAssignmentOperation { IsRef: false } assignment:
                    return assignment.Value == child ? CopyKind.Stored : null;
                case IFieldInitializerOperation or IPropertyInitializerOperation:
                    return CopyKind.Stored;
                case IArgumentOperation argument:
                    return argument.Parameter is { RefKind: RefKind.None } ? CopyKind.PassedByValue : null;
                case IReturnOperation returned:
                    return ReturnsByReference(returned) ? null : CopyKind.Returned;
                case ITupleOperation { Parent: not IDeconstructionAssignmentOperation } or IArrayInitializerOperation or IAnonymousObjectCreationOperation:
                    return CopyKind.Stored;
                case IWithOperation with:
                    return with.Operand == child ? CopyKind.Stored : null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool ReturnsByReference(IReturnOperation returned)
    {
        for (IOperation? around = returned.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case IAnonymousFunctionOperation lambda:
                    return lambda.Symbol.RefKind != RefKind.None;
                case ILocalFunctionOperation function:
                    return function.Symbol.RefKind != RefKind.None;
            }
        }

        return returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) is IMethodSymbol { RefKind: not RefKind.None };
    }

    /// <summary>A variable that holds a value of its own, whose lock nobody uses here.</summary>
    private bool IsFresh(IOperation place)
    {
        IOperation root = place;
        while (root is IFieldReferenceOperation { Instance: { } instance } field && field.Field.ContainingType.IsValueType)
        {
            root = instance;
        }

        ISymbol? variable = root switch
        {
            ILocalReferenceOperation { Local.RefKind: RefKind.None } local => local.Local,
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => parameter.Parameter,
            _ => null,
        };
        return variable is not null && !IsUsedByReference(variable, root);
    }

    private bool IsUsedByReference(ISymbol variable, IOperation use)
    {
        IOperation body = use;
        while (body.Parent is not null)
        {
            body = body.Parent;
        }

        foreach (IOperation operation in body.Descendants())
        {
            if (IsOf(operation, variable) && IsTakenByReference(operation))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTakenByReference(IOperation operation)
    {
        IOperation place = operation;
        while (place.Parent is IFieldReferenceOperation { Field.ContainingType.IsValueType: true } field && field.Instance == place)
        {
            place = field;
        }

        return types.KindOf(place.Type) != Copying.Free && place.Parent is
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out }
            or IAddressOfOperation
            or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } }
            or IInvocationOperation;
    }

    private static bool IsFirstUse(IOperation place, ISymbol variable, IAnonymousFunctionOperation function)
        => function.Body.Descendants().First(o => IsOf(o, variable)).Syntax == place.Syntax;

    private static bool IsOf(IOperation operation, ISymbol variable) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, variable),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, variable),
        _ => false,
    };

    private static bool Outlives(IAnonymousFunctionOperation function)
    {
        IOperation? user = function.Parent;
        while (user is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        return user switch
        {
            IReturnOperation => true,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } => true,
            IEventAssignmentOperation => true,
            _ => false,
        };
    }
}
