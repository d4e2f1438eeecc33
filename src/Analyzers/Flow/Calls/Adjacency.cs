using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Finds calls that stand next to each other and have a better form; no state is needed for that.</summary>
internal static class Adjacency
{
    public static void Find(MethodIr ir, List<FlowEvent> events)
    {
        foreach (BlockIr block in ir.Blocks)
        {
            List<RoutineInstr> routines = block.Instrs.OfType<RoutineInstr>().Where(r => !r.Contract.IsAccess).ToList();
            for (int i = 0; i + 1 < routines.Count; i++)
            {
                if (EntersOnly(routines[i].Contract))
                {
                    Combine(ir, routines[i], routines[i + 1], block, events);
                    FindRedundant(routines, i, block, events);
                }
            }
        }
    }

    private static bool EntersOnly(RoutineContract contract) => contract is { CriticalDelta: > 0, Locks.IsEmpty: true };

    private static void Combine(MethodIr ir, RoutineInstr enter, RoutineInstr acquire, BlockIr block, List<FlowEvent> events)
    {
        RoutineContract contract = acquire.Contract;
        bool waits = !contract.Locks.IsEmpty && contract.Locks[0] is { Effect: LockEffect.Acquire } operation
            && (operation.Wait != WaitBehavior.ByArgument || acquire.WaitCondition.Evaluate(default) == true)
            && operation.Wait != WaitBehavior.Never;
        if (contract.CombinedForm is not null && waits && acquire.ResultIgnored && !HasBetween(block, enter, acquire) && EveryReleaseLeaves(ir, acquire))
        {
            events.Add(new FlowEvent
            {
                Broken = Outcome.Combinable,
                Syntax = enter.Syntax,
                Contract = contract,
                Lock = acquire.Locks[0]?.Path,
                Earlier = acquire.Syntax,
                Order = enter.Number,
            });
        }
    }

    /// <summary>The region ends where the lock does: each release of the lock is followed at once by a leave.</summary>
    private static bool EveryReleaseLeaves(MethodIr ir, RoutineInstr acquire)
    {
        int @lock = acquire.Locks[0]?.Lock ?? -1;
        int releases = 0;
        foreach (BlockIr block in ir.Blocks)
        {
            List<RoutineInstr> routines = block.Instrs.OfType<RoutineInstr>().Where(r => !r.Contract.IsAccess).ToList();
            for (int i = 0; i < routines.Count; i++)
            {
                RoutineContract contract = routines[i].Contract;
                if (routines[i] == acquire || contract.Locks.IsEmpty || routines[i].Locks[0]?.Lock != @lock || contract.Locks[0].Effect is LockEffect.Query)
                {
                    continue;
                }

                bool leaves = i + 1 < routines.Count && routines[i + 1].Contract is { CriticalDelta: < 0, Locks.IsEmpty: true };
                if (contract.Locks[0].Effect != LockEffect.Release || contract.CombinedForm is null || !leaves)
                {
                    return false;
                }

                releases++;
            }
        }

        return releases > 0;
    }

    /// <summary>From the enter to its leave only routines that enter a region themselves.</summary>
    private static void FindRedundant(List<RoutineInstr> routines, int enter, BlockIr block, List<FlowEvent> events)
    {
        RoutineContract? protector = null;
        int depth = 0;
        for (int i = enter + 1; i < routines.Count; i++)
        {
            RoutineContract contract = routines[i].Contract;
            if (depth == 0 && contract is { CriticalDelta: < 0, Locks.IsEmpty: true })
            {
                if (protector is not null && !HasBetween(block, routines[enter], routines[i]))
                {
                    events.Add(new FlowEvent
                    {
                        Broken = Outcome.RedundantRegion,
                        Syntax = routines[enter].Syntax,
                        Contract = protector,
                        Earlier = routines[i].Syntax,
                        Order = routines[enter].Number,
                    });
                }

                return;
            }

            if (contract.CriticalDelta == 0 || contract.Locks.IsEmpty)
            {
                return;
            }

            depth += contract.CriticalDelta;
            protector ??= contract;
        }
    }

    /// <summary>Whether something other than routines and plain assignments happens between two calls.</summary>
    private static bool HasBetween(BlockIr block, Instr first, Instr last)
        => block.Instrs.Any(i => i.Number > first.Number && i.Number < last.Number && i is not (RoutineInstr or AssignInstr));
}
