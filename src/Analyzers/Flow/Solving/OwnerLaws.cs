using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Releases for an owner, and owner pointers.</summary>
internal static class OwnerLaws
{
    public static Step Release(RoutineInstr routine, LockOperation operation, LockCell cell, EntryView view, RoutineContract? acquiredBy)
    {
        bool self = IsCurrentThread(routine.Owner);
        if (cell.Transferred)
        {
            LockCell after = LockLaws.Apply(AsRelease(operation), cell.WithTransferred(false), view, null, routine.Contract.Name).Cell;
            return new Step(after.IsHeld ? after.WithTransferred(true) : after);
        }

        if (!self && !cell.IsHeld && !cell.Lost)
        {
            // Somebody else's hold, handed over elsewhere: that is what the routine is for.
            return new Step(cell);
        }

        Step step = LockLaws.Apply(AsRelease(operation), cell, view, acquiredBy, routine.Contract.AliasOf ?? routine.Contract.Name);
        return IsOther(routine.Owner) ? step with { Broken = step.Broken | Outcome.NotTransferred } : step;
    }

    /// <summary>An owner pointer is told from a thread by its two low bits.</summary>
    public static Outcome CheckPointer(RoutineInstr routine, LockOperation operation)
        => operation.Effect == LockEffect.TransferOwner && HasClearLowBits(routine.Owner) ? Outcome.OwnerPointerBits : Outcome.None;

    private static bool HasClearLowBits(Value owner) => owner switch
    {
        ConstantValue constant => (constant.Number & 3) != 3,
        ReadValue { Source.Kind: PathKind.Token } => true,
        _ => false,
    };

    private static bool IsCurrentThread(Value owner) => owner is ReadValue { Source: { Kind: PathKind.Token } token }
        && token.Equals(AccessPath.Token(OperationLowering.CurrentThread));

    /// <summary>Certainly not the current thread: a constant, or a pointer with its low bits set.</summary>
    private static bool IsOther(Value owner) => owner switch
    {
        ConstantValue => true,
        ReadValue { Source: { Kind: PathKind.Operator, Key: "Or" } } => true,
        _ => false,
    };

    private static LockOperation AsRelease(LockOperation operation) => operation with { Effect = LockEffect.Release };
}
