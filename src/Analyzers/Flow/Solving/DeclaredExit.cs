using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>The exit side of a method's own annotations.</summary>
internal sealed class DeclaredExit
{
    private readonly Dictionary<int, LockOperation> _operations = new();
    private readonly MethodIr _ir;

    public DeclaredExit(MethodIr ir, RoutineContract contract, Func<LockOperation, int> lockOf)
    {
        _ir = ir;
        foreach (LockOperation operation in contract.Locks)
        {
            int index = lockOf(operation);
            if (index >= 0)
            {
                _operations[index] = operation;
            }
        }

        Critical = contract.CriticalDelta;
        Guarded = contract.GuardedDelta;
        if (contract.CriticalDelta < 0 || contract.Apc is ApcRequirement.InCriticalRegion or ApcRequirement.NormalApcsDisabled)
        {
            EntryCritical = 1;
        }

        if (contract.GuardedDelta < 0 || contract.Apc == ApcRequirement.InGuardedRegion)
        {
            EntryGuarded = 1;
        }

        Critical += EntryCritical;
        Guarded += EntryGuarded;
        MayRaise = contract.Irql != IrqlEffect.None;
        IrqlMin = contract.IrqlMin;
        IrqlMax = contract.IrqlMax;
    }

    /// <summary>Region depth at the entry.</summary>
    public int EntryCritical { get; }

    public int EntryGuarded { get; }

    /// <summary>Region depth that is right at a return.</summary>
    public int Critical { get; }

    public int Guarded { get; }

    public bool MayRaise { get; }

    public byte IrqlMin { get; }

    public byte IrqlMax { get; }

    /// <summary>The cells at the entry: what is declared held is held.</summary>
    public LockCell EntryCell(int @lock)
    {
        LockCell cell = LockCell.FromBits(0);
        if (!_operations.TryGetValue(@lock, out LockOperation? operation))
        {
            return cell;
        }

        return operation.Effect is LockEffect.Release or LockEffect.RequireHeld or LockEffect.Convert
            ? operation.Mode == LockMode.Shared ? cell.WithShared(1) : cell.WithExclusive(1)
            : cell;
    }

    /// <summary>Whether a hold at the exit is what was declared.</summary>
    public bool Expects(int @lock) => _operations.TryGetValue(@lock, out LockOperation? operation)
        && operation.Effect is LockEffect.Acquire or LockEffect.RequireHeld or LockEffect.Convert;

    /// <summary>Whether a return keeps the declaration.</summary>
    public bool Check(int @lock, LockCell cell, in PathState state)
    {
        if (cell.Lost || !_operations.TryGetValue(@lock, out LockOperation? operation))
        {
            return true;
        }

        bool? applies = operation.Condition switch
        {
            EffectCondition.ResultTrue => Answer(state, Test.IsTrue),
            EffectCondition.ResultFalse => !Answer(state, Test.IsTrue),
            EffectCondition.ResultNotNull => !Answer(state, Test.IsNull),
            EffectCondition.ResultSuccess => !Answer(state, Test.LessThan(0)),
            _ => true,
        };
        return operation.Effect switch
        {
            LockEffect.Acquire => applies is null || cell.IsHeld == applies,
            LockEffect.Release => applies is null || cell.IsHeld != applies,
            LockEffect.RequireHeld => cell.IsHeld,
            _ => true,
        };
    }

    private bool? Answer(in PathState state, Test test)
    {
        int slot = _ir.Facts.SlotOf(new Fact(AccessPath.Return, test));
        return slot < 0 ? null : state.Facts[slot];
    }
}
