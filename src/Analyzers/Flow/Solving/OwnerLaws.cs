using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Releases for an owner, and owner pointers.</summary>
internal static class OwnerLaws
{
    public static Step Release(Value owner, LockOperation operation, LockCell cell, EntryView view, RoutineContract? acquiredBy, string routine)
    {
        bool self = IsCurrentThread(owner);
        if (cell.Transferred)
        {
            LockCell after = LockLaws.Apply(AsRelease(operation), cell.WithTransferred(false), view, null, "").Cell;
            return new Step(after.IsHeld ? after.WithTransferred(true) : after);
        }

        if (!self && !cell.IsHeld && !cell.Lost)
        {
            // Somebody else's hold, handed over elsewhere: that is what the routine is for. It may be the caller's own, if the caller has one.
            return new Step(view == EntryView.Helper && cell.Needed < LockCell.Many ? cell.WithNeeded(cell.Needed + 1) : cell);
        }

        Step step = LockLaws.Apply(AsRelease(operation), cell, view, self ? acquiredBy : null, routine);
        return IsOther(owner) ? step with { Broken = step.Broken | Outcome.NotTransferred } : step;
    }

    /// <summary>An owner pointer is told from a thread by its two low bits.</summary>
    public static Outcome CheckPointer(Value owner, LockOperation operation)
        => operation.Effect == LockEffect.TransferOwner && HasClearLowBits(owner) ? Outcome.OwnerPointerBits : Outcome.None;

    private static bool HasClearLowBits(Value owner) => owner switch
    {
        ConstantValue constant => (constant.Number & 3) != 3,
        ReadValue { Source.Kind: PathKind.Token } => true,
        ReadValue { Source: { Kind: PathKind.Operator, Key: "And" } masked } => masked.Arguments.Any(a => a is { Kind: PathKind.Constant, Key: long mask } && (mask & 3) != 3),
        ReadValue { Source: { Kind: PathKind.Operator, Key: "LeftShift", Arguments: { Length: 2 } shifted } } => shifted[1] is { Kind: PathKind.Constant, Key: > 0L },
        _ => false,
    };

    private static bool IsCurrentThread(Value owner) => owner is ReadValue { Source: { Kind: PathKind.Token } token }
        && token.Equals(AccessPath.Token(OperationLowering.CurrentThread));

    /// <summary>Certainly not the current thread: a constant, or a pointer with its low bits set.</summary>
    private static bool IsOther(Value owner) => owner switch
    {
        ConstantValue => true,
        ReadValue { Source: { Kind: PathKind.Operator, Key: "Or" } } => true,
        ReadValue { Source: { Kind: PathKind.Static, Symbol: { DeclaringSyntaxReferences.IsEmpty: true } } } => true,
        _ => false,
    };

    private static LockOperation AsRelease(LockOperation operation) => operation with { Effect = LockEffect.Release };
}
