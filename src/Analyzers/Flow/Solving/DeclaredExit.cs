using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>What a method's own annotations and roles say of its entry and its exits.</summary>
internal sealed class DeclaredExit
{
    private readonly Dictionary<int, LockOperation> _operations = new();
    private readonly MethodIr _ir;
    private readonly RoutineContract? _contract;

    public DeclaredExit(MethodIr ir, RoutineContract? contract, ImmutableArray<RoleContract> roles, Func<LockOperation, int> lockOf)
    {
        _ir = ir;
        _contract = contract;
        IEnumerable<LockOperation> operations = contract is null ? Enumerable.Empty<LockOperation>() : contract.Locks;
        foreach (LockOperation operation in operations.Concat(roles.SelectMany(r => r.Holds)))
        {
            int index = lockOf(operation);
            if (index >= 0)
            {
                _operations[index] = operation;
            }
        }

        if (contract is not null)
        {
            Promise(contract);
        }

        Enter(roles);
        Critical += EntryCritical;
        Guarded += EntryGuarded;
    }

    private void Promise(RoutineContract contract)
    {
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

        MayRaise = contract.Irql != IrqlEffect.None;
        IrqlMin = contract.IrqlMin;
        IrqlMax = contract.IrqlMax;
    }

    /// <summary>The state the system calls the method in: with several roles, what all of them promise.</summary>
    private void Enter(ImmutableArray<RoleContract> roles)
    {
        if (roles.IsEmpty)
        {
            return;
        }

        EntryCritical = Math.Max(EntryCritical, roles.Min(r => (int)r.CriticalDepth));
        EntryGuarded = Math.Max(EntryGuarded, roles.Min(r => (int)r.GuardedDepth));
        IrqlMin = Math.Max(IrqlMin, roles.Min(r => r.IrqlMin));
        IrqlMax = Math.Min(IrqlMax, roles.Max(r => r.IrqlMax));
        IsSystemThread = roles.All(r => r.IsSystemThread);
    }

    /// <summary>Region depth at the entry.</summary>
    public int EntryCritical { get; private set; }

    public int EntryGuarded { get; private set; }

    /// <summary>Region depth that is right at a return.</summary>
    public int Critical { get; private set; }

    public int Guarded { get; private set; }

    /// <summary>The annotations; null when only roles are known.</summary>
    public RoutineContract? Contract => _contract;

    public bool MayRaise { get; private set; }

    public byte IrqlMin { get; private set; }

    public byte IrqlMax { get; private set; } = byte.MaxValue;

    /// <summary>Runs on a thread of the system process.</summary>
    public bool IsSystemThread { get; private set; }

    /// <summary>A guard is disposed of: what its maker took is given back.</summary>
    public bool IsDispose => _contract is not null && _ir.Method.Name is "Dispose" or "DisposeAsync";

    /// <summary>The place at the entry.</summary>
    public Place Entry()
    {
        Place entry = Place.Entry.Enter(EntryCritical, EntryGuarded) with
        {
            IrqlLow = Math.Min(IrqlMin, Place.Highest),
            IrqlHigh = Math.Min(IrqlMax, Place.Highest),
        };
        return IsSystemThread ? entry.With(PlaceFlags.SystemThread) : entry;
    }

    /// <summary>The cells at the entry: what is declared held is held.</summary>
    public LockCell EntryCell(int @lock)
    {
        // A guard's Dispose gives back what its maker took, whatever its declaration mentions.
        LockCell cell = LockCell.FromBits(0).WithHeldByCaller(IsDispose);
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

    /// <summary>What is declared of a lock.</summary>
    public LockOperation? OperationOf(int @lock) => _operations.TryGetValue(@lock, out LockOperation? operation) ? operation : null;

    /// <summary>Whether a return keeps what is declared of a lock.</summary>
    public bool Check(int @lock, LockCell cell, in PathState state)
    {
        if (cell.Lost || !_operations.TryGetValue(@lock, out LockOperation? operation))
        {
            return true;
        }

        bool? applies = Applies(operation.Condition, state);
        return operation.Effect switch
        {
            LockEffect.Acquire => applies is null || (applies.Value ? IsHeld(operation.Mode, cell) : !cell.IsHeld),
            LockEffect.Release => applies is null || cell.IsHeld != applies || IsDispose,
            LockEffect.RequireHeld => cell.IsHeld,
            _ => true,
        };
    }

    /// <summary>Whether a return keeps what is declared of the regions.</summary>
    public bool CheckRegions(in PathState state, out int critical, out int guarded)
    {
        (critical, guarded) = (Critical, Guarded);
        if (_contract is null)
        {
            return true;
        }

        if (Applies(_contract.RegionCondition, state) is not bool applies)
        {
            (critical, guarded) = (Math.Max(Critical, EntryCritical), Math.Max(Guarded, EntryGuarded));
            return true;
        }

        if (!applies)
        {
            (critical, guarded) = (EntryCritical, EntryGuarded);
        }
        else if (IsDispose && state.Place.Critical == EntryCritical && state.Place.Guarded == EntryGuarded)
        {
            // Disposed of twice, a guard has nothing left to give back.
            (critical, guarded) = (EntryCritical, EntryGuarded);
            return true;
        }

        bool left = (_contract.CriticalDelta >= 0 || state.Place.Critical <= critical) && (_contract.GuardedDelta >= 0 || state.Place.Guarded <= guarded);
        return (state.Place.Has(PlaceFlags.CriticalLost) || state.Place.Critical >= critical)
            && (state.Place.Has(PlaceFlags.GuardedLost) || state.Place.Guarded >= guarded)
            && (left || state.Place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost));
    }

    /// <summary>Exclusive where shared is declared is not kept either: callers would think that others may read.</summary>
    private static bool IsHeld(LockMode mode, LockCell cell) => mode switch
    {
        LockMode.Exclusive => cell.Exclusive > 0,
        LockMode.Shared => cell.Shared > 0 || (cell.IsHeld && cell.Exclusive == 0),
        _ => cell.IsHeld,
    };

    private bool? Applies(EffectCondition condition, in PathState state) => condition switch
    {
        EffectCondition.ResultTrue => Answer(state, Test.IsTrue),
        EffectCondition.ResultFalse => !Answer(state, Test.IsTrue),
        EffectCondition.ResultNotNull => !Answer(state, Test.IsNull),
        EffectCondition.ResultSuccess => !Answer(state, Test.LessThan(0)),
        _ => true,
    };

    private bool? Answer(in PathState state, Test test)
    {
        int slot = _ir.Facts.SlotOf(new Fact(AccessPath.Return, test));
        return slot < 0 ? null : state.Facts[slot];
    }
}
