using DdiCompliance.Analyzers.Contracts;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Completion
{
    /// <summary>
    /// A loop that gives back the lock of each element gives back what another loop took, however many there are. One that takes them as
    /// well gives back its own: what it leaves held on some way stays held.
    /// </summary>
    private void FindDrains()
    {
        HashSet<(int Bulk, int Head, int Tail)> giving = new();
        HashSet<(int Bulk, int Head, int Tail)> taking = new();
        foreach (BlockIr block in _ir.Blocks)
        {
            if (_ir.Loops.Innermost(block.Ordinal) is not { } loop)
            {
                continue;
            }

            foreach ((int @lock, bool takes) in block.Instrs.SelectMany(ChangesBy))
            {
                if (!takes)
                {
                    _ir.ReleasedInLoops.Add(@lock);
                }

                if (_ir.Bulks.TryGetValue(@lock, out int bulk))
                {
                    (takes ? taking : giving).Add((bulk, loop.Head, loop.Tail));
                }
            }
        }

        _ir.TakenInBulk.UnionWith(taking.Where(t => !giving.Contains(t)).Select(t => t.Bulk));
        foreach ((int Bulk, int Head, int Tail) drain in giving.Where(g => !taking.Contains(g)))
        {
            for (int inside = drain.Head; inside <= drain.Tail; inside++)
            {
                _ir.Blocks[inside].Drains.Add(drain);
            }
        }
    }

    /// <summary>The locks that an instruction takes or gives back, itself or by a helper.</summary>
    private static IEnumerable<(int Lock, bool Takes)> ChangesBy(Instr instr) => instr switch
    {
        RoutineInstr routine => routine.Locks.Select((l, i) => (Lock: l?.Lock ?? -1, routine.Contract.Locks[i].Effect))
            .Where(l => l.Effect is LockEffect.Acquire or LockEffect.Release or LockEffect.ReleaseForOwner)
            .Select(l => (l.Lock, l.Effect == LockEffect.Acquire)),
        CallInstr call => call.Bindings.SelectMany(ChangesBy),
        _ => Enumerable.Empty<(int, bool)>(),
    };

    private static IEnumerable<(int Lock, bool Takes)> ChangesBy(CallBinding binding)
    {
        for (int i = 0; i < binding.Named.Length; i++)
        {
            if (binding.Summary.Exits.Any(e => e.Holdings[i].Cell.IsHeld))
            {
                yield return (binding.Named[i], true);
            }

            if (binding.Summary.Exits.Any(e => e.Holdings[i].Cell.Needed > 0))
            {
                yield return (binding.Named[i], false);
            }
        }
    }
}
