using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>
/// Where nothing happens, nobody needs to go: a block without effect on what the run follows is passed over, and so is a branch whose two
/// ways meet again without effect. Most branches of real code have nothing to do with its locks; following them costs time, uses up the
/// fact sets that are kept apart, and puts branches into messages that decided nothing.
/// </summary>
internal sealed class Shortcuts
{
    private readonly int[] _next;

    public Shortcuts(MethodIr ir, Slice slice)
    {
        _next = new int[ir.Blocks.Length];
        for (int i = _next.Length - 1; i >= 0; i--)
        {
            BlockIr block = ir.Blocks[i];
            int next = Next(block);
            _next[i] = next >= 0 && block.Drains.Count == 0 && block.Filter is null && DoesNothing(block, slice) ? next : i;
        }
    }

    /// <summary>The first block at or after <paramref name="block"/> in which something happens.</summary>
    public int From(int block) => _next[block];

    /// <summary>Where all ways out of the block lead, if they lead forwards to one place; else -1.</summary>
    private int Next(BlockIr block)
    {
        int next = Next(block.FallThrough, block.Ordinal);
        return block.Conditional is null || next < 0 || next == Next(block.Conditional, block.Ordinal) ? next : -1;
    }

    private int Next(EdgeIr? edge, int from)
        => edge is { Kind: EdgeKind.Jump, Finallys.Length: 0 } && edge.Target > from ? _next[edge.Target] : -1;

    private static bool DoesNothing(BlockIr block, Slice slice)
    {
        foreach (Instr instr in block.Instrs)
        {
            bool nothing = instr switch
            {
                AssignInstr assign => DoesNothing(assign, slice),
                RoutineInstr routine => DoesNothing(routine, slice),
                EscapeInstr escape => !slice.FollowsAny(escape.Locks),
                _ => false,
            };
            if (!nothing)
            {
                return false;
            }
        }

        return true;
    }

    private static bool DoesNothing(AssignInstr assign, Slice slice)
        => assign.Updates.Count == 0 && assign.Forgotten == 0 && assign.Moved.Count == 0 && assign.Created.TrueForAll(c => slice.CellOf(c) < 0)
            && (assign.Rebound.Count == 0 || !slice.FollowsAny(assign.Rebound.Select(r => r.Lock)));

    /// <summary>A routine on a lock that another run follows, and that says and changes nothing else.</summary>
    private static bool DoesNothing(RoutineInstr routine, Slice slice)
    {
        RoutineContract contract = routine.Contract;
        if (slice.WatchesPlace || contract.NeverReturns || contract.ApcTest != ApcTest.None || contract.Irql != IrqlEffect.None
            || contract.CriticalDelta != 0 || contract.GuardedDelta != 0 || contract.Locks.IsEmpty || routine.Outcome.Count > 0)
        {
            return false;
        }

        foreach (LockOperand? operand in routine.Locks)
        {
            if (operand is null || operand.NotNull.Count > 0 || slice.CellOf(operand.Lock) >= 0
                || (operand.Candidates.Count > 0 && slice.FollowsAny(operand.Candidates.Select(c => c.Lock))))
            {
                return false;
            }
        }

        return true;
    }
}
