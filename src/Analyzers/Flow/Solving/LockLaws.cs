using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Whether the caller's holds are known (a root holds nothing) or left open (a helper).</summary>
internal enum EntryView : byte
{
    Root,
    Helper,
}

/// <summary>The result of one step on one cell.</summary>
/// <param name="Cell">The cell afterwards, repaired where a law was broken, so that one mistake is said once.</param>
/// <param name="Broken">The laws broken.</param>
/// <param name="DependsOnCaller">The step's verdict belongs to the caller.</param>
internal readonly record struct Step(LockCell Cell, Outcome Broken = Outcome.None, bool DependsOnCaller = false);

/// <summary>What each effect does to a cell, as pure steps.</summary>
internal static class LockLaws
{
    public static Step Apply(LockOperation operation, LockCell cell, EntryView view, RoutineContract? acquiredBy, string routine)
    {
        if (cell.Lost)
        {
            return new Step(cell);
        }

        Outcome life = LifeOf(operation, cell);
        if (life != Outcome.None)
        {
            // After the report the object counts as alive, so that its later uses stay quiet.
            cell = cell.WithLife(LockLife.Unknown);
        }

        Step step = operation.Effect switch
        {
            LockEffect.Acquire => Acquire(operation, cell, view),
            LockEffect.Release => Release(operation, cell, view, acquiredBy, routine),
            LockEffect.Convert => Convert(operation, cell, view),
            LockEffect.TransferOwner => Transfer(cell, view),
            LockEffect.RequireHeld => RequireHeld(operation, cell, view),
            LockEffect.Access => Access(operation, cell, view),
            LockEffect.RequireNotHeld => new Step(cell, cell.IsHeld ? Outcome.RequirementHeld : Outcome.None, cell.IsUntouched && view == EntryView.Helper),
            LockEffect.Initialize => Initialize(cell),
            LockEffect.Inspect or LockEffect.Query => new Step(cell),
            LockEffect.Reinitialize => new Step(LockCell.FromBits(0).WithLife(LockLife.Initialized)),
            LockEffect.Delete => cell.IsHeld
                ? new Step(LockCell.LostCell, Outcome.DeletedWhileHeld)
                : new Step(LockCell.FromBits(0).WithLife(LockLife.Deleted)),
            _ => new Step(cell),
        };
        return step with { Broken = step.Broken | life };
    }

    private static Outcome LifeOf(LockOperation operation, LockCell cell)
    {
        if (operation.Effect is LockEffect.Initialize or LockEffect.Access)
        {
            return Outcome.None;
        }

        return cell.Life switch
        {
            LockLife.Deleted => Outcome.Deleted,
            LockLife.Uninitialized when operation.Family.NeedsInitialize => Outcome.NotInitialized,
            _ => Outcome.None,
        };
    }

    private static Step Initialize(LockCell cell)
        => new(LockCell.FromBits(0).WithLife(LockLife.Initialized), cell.Life == LockLife.Initialized ? Outcome.InitializedTwice : Outcome.None);

    private static Step Acquire(LockOperation operation, LockCell cell, EntryView view)
    {
        if (cell.Transferred)
        {
            return new Step(cell, Outcome.UsedAfterTransfer);
        }

        LockFamily family = operation.Family;
        Outcome broken = Outcome.None;
        if (operation.Mode == LockMode.Exclusive)
        {
            broken = FailsForHolder(operation, cell) ? Outcome.None
                : cell.Exclusive > 0 ? family.ExclusiveRecursion ? Outcome.RecursiveExclusive : Outcome.NotRecursive
                : cell.Shared > 0 ? family.ExclusiveRecursion ? UpgradeOf(operation) : Outcome.NotRecursive
                : Outcome.None;
            return new Step(cell.WithExclusive(cell.Exclusive + 1), broken, IsOpen());
        }

        if (operation.Mode == LockMode.Upgradeable)
        {
            broken = cell.IsHeld && !family.SharedRecursion ? Outcome.NotRecursive : Outcome.None;
            return new Step(cell.WithUpgradeable(true), broken, IsOpen());
        }

        if (cell.Exclusive > 0)
        {
            return family.SharedUnderExclusive
                ? new Step(cell.WithExclusive(cell.Exclusive + 1))
                : new Step(cell.WithShared(cell.Shared + 1), FailsForHolder(operation, cell) ? Outcome.None : Outcome.NotRecursive);
        }

        broken = cell.Shared > 0 && !family.SharedRecursion ? Outcome.NotRecursive : Outcome.None;
        return new Step(cell.WithShared(cell.Shared + 1), broken, IsOpen());

        bool IsOpen() => view == EntryView.Helper && cell.IsUntouched;
    }

    /// <summary>Whether a try does not get the lock because of what is held already.</summary>
    public static bool FailsForHolder(LockOperation operation, LockCell cell)
        => operation is { Effect: LockEffect.Acquire, Wait: WaitBehavior.Never, Family.TryFailsForHolder: true } && !cell.Lost
            && (cell.Exclusive > 0 || (operation.Mode == LockMode.Exclusive && cell.Shared > 0));

    /// <summary>Only a waiting request deadlocks; one that does not wait fails, which the caller can see.</summary>
    private static Outcome UpgradeOf(LockOperation operation) => operation.Wait == WaitBehavior.Never ? Outcome.None : Outcome.UpgradeDeadlock;

    private static Step Release(LockOperation operation, LockCell cell, EntryView view, RoutineContract? acquiredBy, string routine)
    {
        if (cell.Transferred)
        {
            return new Step(LockCell.FromBits(0).WithLife(cell.Life), Outcome.UsedAfterTransfer);
        }

        if (!cell.IsHeld)
        {
            if (cell.HeldByCaller)
            {
                return new Step(cell.WithHeldByCaller(false));
            }

            return view == EntryView.Root
                ? new Step(cell, Outcome.NotHeld)
                : new Step(cell.Needed == LockCell.Many ? LockCell.LostCell : cell.WithNeeded(cell.Needed + 1), DependsOnCaller: true);
        }

        if (cell.Exclusive == LockCell.Many || cell.Shared == LockCell.Many)
        {
            return new Step(LockCell.LostCell);
        }

        Outcome broken = acquiredBy is not null && !acquiredBy.Locks.IsEmpty && !acquiredBy.Locks[0].ReleasedBy.IsDefaultOrEmpty
            && !acquiredBy.Locks[0].ReleasedBy.Contains(routine)
            ? Outcome.WrongPartner
            : Outcome.None;
        bool fitsExclusive = operation.Mode is LockMode.Exclusive or LockMode.Any;
        bool fitsShared = operation.Mode is LockMode.Shared or LockMode.Any;
        LockCell after;
        if (cell.Exclusive > 0 && (fitsExclusive || (cell.Shared == 0 && !cell.Upgradeable)))
        {
            broken |= fitsExclusive || (operation.Mode == LockMode.Shared && operation.Family.SharedUnderExclusive) ? Outcome.None : Outcome.WrongPartner;
            after = cell.WithExclusive(cell.Exclusive - 1);
        }
        else if (cell.Shared > 0 && (fitsShared || !cell.Upgradeable))
        {
            broken |= fitsShared ? Outcome.None : Outcome.WrongPartner;
            after = cell.WithShared(cell.Shared - 1);
        }
        else
        {
            broken |= operation.Mode is LockMode.Upgradeable or LockMode.Any ? Outcome.None : Outcome.WrongPartner;
            after = cell.WithUpgradeable(false);
        }

        return new Step(after.IsHeld ? after : after.WithPairing(0), broken);
    }

    private static Step Convert(LockOperation operation, LockCell cell, EntryView view)
    {
        if (cell.Transferred)
        {
            return new Step(cell, Outcome.UsedAfterTransfer);
        }

        if (operation.Mode == LockMode.Exclusive)
        {
            if (cell.Exclusive > 0)
            {
                return new Step(cell.WithExclusive(0).WithShared(cell.Exclusive));
            }

            bool open = view == EntryView.Helper && !cell.IsHeld;
            return new Step(cell, open ? Outcome.None : Outcome.NotExclusive, open);
        }

        // Upgrades: a shared or upgradeable hold becomes exclusive.
        return cell.Shared > 0 ? new Step(cell.WithShared(cell.Shared - 1).WithExclusive(cell.Exclusive + 1))
            : cell.Upgradeable ? new Step(cell.WithExclusive(cell.Exclusive + 1))
            : new Step(cell, view == EntryView.Root ? Outcome.NotHeld : Outcome.None, view == EntryView.Helper);
    }

    private static Step Transfer(LockCell cell, EntryView view)
    {
        if (cell.Transferred)
        {
            return new Step(cell, Outcome.UsedAfterTransfer);
        }

        if (!cell.IsHeld && !cell.HeldByCaller)
        {
            // A helper hands over its caller's hold.
            return view == EntryView.Root ? new Step(cell, Outcome.NotHeld) : new Step(cell.WithTransferred(true), DependsOnCaller: true);
        }

        return new Step(cell.WithTransferred(true));
    }

    /// <summary>After a report the lock counts as held until it changes: one missing acquire is one mistake, however often the member is used.</summary>
    private static Step Access(LockOperation operation, LockCell cell, EntryView view)
    {
        Step step = RequireHeld(operation, cell, view);
        return step.Broken == Outcome.None ? step : new Step(cell.WithHeldByCaller(true), Outcome.Unguarded);
    }

    private static Step RequireHeld(LockOperation operation, LockCell cell, EntryView view)
    {
        bool enough = operation.Mode == LockMode.Exclusive ? cell.Exclusive > 0 : cell.IsHeld;
        if (enough || cell.HeldByCaller)
        {
            return new Step(cell);
        }

        bool open = view == EntryView.Helper && !cell.IsHeld;
        return new Step(cell, open ? Outcome.None : Outcome.RequirementNotHeld, open);
    }
}
