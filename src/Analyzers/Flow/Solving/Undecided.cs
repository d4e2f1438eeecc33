using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>
/// The locks that are used in two places under one condition that found no bit, such as a flag that remembers an acquire: whether the two
/// belong to the same paths is not known, so these locks are not followed and nothing is said of them.
/// </summary>
internal static class Undecided
{
    /// <summary>Blocks beyond which what follows a branch is no longer read as its body.</summary>
    private const int MostBlocks = 32;

    /// <summary>Branches on one condition that are compared with each other.</summary>
    private const int MostBranches = 16;

    private sealed record Body(int Branch, HashSet<int> Blocks, HashSet<int> Locks);

    public static HashSet<int> LocksOf(MethodIr ir)
    {
        HashSet<int> undecided = new();
        if (!ir.Facts.HasLost)
        {
            return undecided;
        }

        int[] ways = new int[ir.Blocks.Length];
        foreach (int next in ir.Blocks.SelectMany(Next))
        {
            ways[next]++;
        }

        Dictionary<Fact, List<Body>> bodies = new();
        foreach (BlockIr block in ir.Blocks)
        {
            List<Fact> facts = new();
            block.Condition?.CollectFacts(facts);
            foreach (Fact lost in facts.Where(ir.Facts.IsLost).Distinct())
            {
                if (!bodies.TryGetValue(lost, out List<Body>? known))
                {
                    bodies.Add(lost, known = new List<Body>());
                }

                if (known.Count < MostBranches)
                {
                    known.Add(BodyOf(block, ir, ways));
                }
            }
        }

        foreach (List<Body> same in bodies.Values)
        {
            foreach (Body one in same)
            {
                foreach (Body other in same.Where(o => o.Branch > one.Branch && !o.Blocks.Contains(one.Branch) && !one.Blocks.Contains(o.Branch)))
                {
                    undecided.UnionWith(one.Locks.Intersect(other.Locks));
                }
            }
        }

        return undecided;
    }

    /// <summary>The blocks that only this branch leads to, and the locks in them.</summary>
    private static Body BodyOf(BlockIr branch, MethodIr ir, int[] ways)
    {
        Body body = new(branch.Ordinal, new HashSet<int>(), new HashSet<int>());
        Stack<int> open = new(Next(branch));
        while (open.Count > 0 && body.Blocks.Count < MostBlocks)
        {
            // Where ways meet again the condition no longer decides.
            int block = open.Pop();
            if (ways[block] != 1 || !body.Blocks.Add(block))
            {
                continue;
            }

            foreach (Instr instr in ir.Blocks[block].Instrs)
            {
                body.Locks.UnionWith(instr switch
                {
                    RoutineInstr routine => routine.Locks.OfType<LockOperand>().Select(static o => o.Lock),
                    CallInstr call => call.Bindings.SelectMany(static b => b.Locks),
                    _ => Enumerable.Empty<int>(),
                });
            }

            foreach (int next in Next(ir.Blocks[block]))
            {
                open.Push(next);
            }
        }

        return body;
    }

    private static IEnumerable<int> Next(BlockIr block)
    {
        if (block.Conditional is { Kind: EdgeKind.Jump, Target: >= 0 and int jump })
        {
            yield return jump;
        }

        if (block.FallThrough is { Kind: EdgeKind.Jump, Target: >= 0 and int fall })
        {
            yield return fall;
        }
    }
}
