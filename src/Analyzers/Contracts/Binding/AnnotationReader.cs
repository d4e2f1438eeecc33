using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>An annotation that cannot be understood.</summary>
internal readonly record struct AnnotationError(AttributeData Annotation, string Message);

/// <summary>Reads the annotations of a method into a contract.</summary>
internal sealed class AnnotationReader(ContractSet set, Compilation compilation)
{
    /// <summary>The contract that a method's annotations make, or that of a base or interface method it implements; null without any.</summary>
    public RoutineContract? Read(IMethodSymbol method)
    {
        foreach (IMethodSymbol declaration in MethodOrigins.Of(method))
        {
            if (Read(declaration, errors: null) is { } contract)
            {
                return contract;
            }
        }

        return null;
    }

    /// <summary>The contract of a method's own annotations, and what is wrong with them.</summary>
    public RoutineContract? Read(IMethodSymbol method, List<AnnotationError>? errors)
    {
        RoutineContract contract = new()
        {
            IsDeclared = true,
            Name = method.AssociatedSymbol?.Name ?? method.Name,
            Parameters = ImmutableArray.CreateRange(method.Parameters, static p => p.Name),
        };
        RoutineContract start = contract;
        foreach (AttributeData attribute in Annotations(method))
        {
            AnnotationKind kind = AnnotationNames.KindOf(attribute.AttributeClass);
            if (kind == AnnotationKind.None)
            {
                continue;
            }

            contract = IsLock(kind) ? AddLock(contract, method, attribute, errors) : AddSurroundings(contract, method, attribute, errors);
        }

        if (contract.IrqlMin > contract.IrqlMax)
        {
            errors?.Add(new AnnotationError(
                Annotations(method).First(static a => AnnotationNames.KindOf(a.AttributeClass) == AnnotationKind.IrqlRequiresMin),
                $"the lowest IRQL {contract.IrqlMin} is above the highest {contract.IrqlMax}"));
        }

        return ReferenceEquals(contract, start) ? null : contract;
    }

    /// <summary>The attributes of the method; a requirement on a property holds for both accessors.</summary>
    private static IEnumerable<AttributeData> Annotations(IMethodSymbol method) =>
        method.AssociatedSymbol is IPropertySymbol property ? method.GetAttributes().Concat(property.GetAttributes()) : method.GetAttributes();

    private static bool IsLock(AnnotationKind kind) => kind is >= AnnotationKind.AcquiresExclusiveLock and <= AnnotationKind.RequiresLockNotHeld;

    private RoutineContract AddLock(RoutineContract contract, IMethodSymbol method, AttributeData attribute, List<AnnotationError>? errors)
    {
        string path = attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : "";
        LockPath place = new LockPathReader(compilation, method).Read(path);
        if (place.Error is { } error)
        {
            errors?.Add(new AnnotationError(attribute, error));
            return contract;
        }

        AnnotationKind kind = AnnotationNames.KindOf(attribute.AttributeClass);
        EffectCondition condition = Condition(method, attribute, errors);
        LockOperation operation = new()
        {
            Effect = kind switch
            {
                AnnotationKind.AcquiresExclusiveLock or AnnotationKind.AcquiresSharedLock => LockEffect.Acquire,
                AnnotationKind.ReleasesLock => LockEffect.Release,
                AnnotationKind.RequiresLockNotHeld => LockEffect.RequireNotHeld,
                _ => LockEffect.RequireHeld,
            },
            Lock = place.Place,
            Mode = kind switch
            {
                AnnotationKind.AcquiresExclusiveLock or AnnotationKind.RequiresExclusiveLockHeld => LockMode.Exclusive,
                AnnotationKind.AcquiresSharedLock => LockMode.Shared,
                _ => LockMode.Any,
            },
            Family = Families.Of(place.Type, set),
            Condition = condition,
        };
        if (operation.Effect == LockEffect.Acquire)
        {
            operation = operation with
            {
                Wait = condition == EffectCondition.Always ? WaitBehavior.Always : WaitBehavior.Never,
                ReturnsGuard = condition == EffectCondition.Always && GuardTypes.IsGuardOf(method, place.Type),
            };
        }

        return contract with { Locks = contract.Locks.Add(operation) };
    }

    private static RoutineContract AddSurroundings(RoutineContract contract, IMethodSymbol method, AttributeData attribute, List<AnnotationError>? errors)
    {
        EffectCondition condition = Condition(method, attribute, errors);
        long number = attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive or TypedConstantKind.Enum, Value: IConvertible value }
            ? value.ToInt64(null)
            : 0;
        if (number is < 0 or > 31)
        {
            errors?.Add(new AnnotationError(attribute, $"{number} is no IRQL: 0 to 31"));
            return contract;
        }

        byte level = (byte)number;
        return AnnotationNames.KindOf(attribute.AttributeClass) switch
        {
            AnnotationKind.IrqlRequiresMax => contract with { IrqlMax = level },
            AnnotationKind.IrqlRequiresMin => contract with { IrqlMin = level },
            AnnotationKind.IrqlRaises => contract with { Irql = IrqlEffect.RaiseToLevel, IrqlLevel = level },
            AnnotationKind.EntersCriticalRegion => contract with { CriticalDelta = 1, RegionCondition = condition },
            AnnotationKind.LeavesCriticalRegion => contract with { CriticalDelta = -1, RegionCondition = condition },
            AnnotationKind.EntersGuardedRegion => contract with { GuardedDelta = 1, RegionCondition = condition },
            AnnotationKind.LeavesGuardedRegion => contract with { GuardedDelta = -1, RegionCondition = condition },
            AnnotationKind.RequiresCriticalRegion => contract with { Apc = ApcRequirement.InCriticalRegion },
            _ => contract with { Apc = ApcRequirement.InGuardedRegion },
        };
    }

    /// <summary>The result on which the effect depends, when the annotation says <c>When = true</c> or <c>false</c>.</summary>
    private static EffectCondition Condition(IMethodSymbol method, AttributeData attribute, List<AnnotationError>? errors)
    {
        if (attribute.NamedArguments.FirstOrDefault(static argument => argument.Key == "When") is not { Key: not null, Value.Value: bool when })
        {
            return EffectCondition.Always;
        }

        if (method.ReturnType.SpecialType != SpecialType.System_Boolean)
        {
            errors?.Add(new AnnotationError(attribute, $"'When' needs a method that returns bool, and '{method.Name}' returns '{method.ReturnType.ToDisplayString()}'"));
        }

        return when ? EffectCondition.ResultTrue : EffectCondition.ResultFalse;
    }
}
