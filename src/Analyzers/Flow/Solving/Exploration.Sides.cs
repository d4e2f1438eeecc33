using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <content>Branches that could only go one way (decision 4).</content>
internal sealed partial class Exploration
{
    /// <summary>The branches on shared values of which only one way was ever possible.</summary>
    public IEnumerable<int> OneSidedConditions()
    {
        foreach (BlockIr block in _ir.Blocks)
        {
            if (_sides[block.Ordinal] is not (1 or 2)
                || block.Condition is not { IsConstant: false, IsUnknown: false } condition || _ignoredConditions.Contains(block.Ordinal) || At(block.Ordinal).Count == 0)
            {
                continue;
            }

            List<Fact> facts = new();
            condition.CollectFacts(facts);
            if (facts.Any(f => f.Subject.IsShared && !IsOnTheWay(f) && !IsJustWritten(f, block)))
            {
                yield return block.Ordinal;
            }
        }
    }

    /// <summary>
    /// A null test of a lock, or of what it is reached through: that it is not null was learned from the lock being taken, and as long as
    /// the name means that lock it is so. Who tested the way before may test it again because it changes.
    /// </summary>
    private bool IsOnTheWay(Fact fact)
        => fact.Test.Kind == TestKind.IsNull
            && _ir.Locks.Any(l => l.Equals(fact.Subject) || (l.Mentions(fact.Subject) && _ir.Blocks.Count(b => Asks(b, fact)) == 1));

    /// <summary>
    /// The method itself has just stored the value, and did not let go of anything since: nobody expects it to have changed. Once round a
    /// loop, or behind a release, a wait or a call, somebody may.
    /// </summary>
    private bool IsJustWritten(Fact fact, BlockIr block)
    {
        foreach (BlockIr earlier in _ir.Blocks.Take(block.Ordinal + 1).Where(b => _ir.Loops.Innermost(b.Ordinal) == _ir.Loops.Innermost(block.Ordinal)))
        {
            if (earlier.Instrs.Any(i => i is AssignInstr { Target: { } target } && (target.Equals(fact.Subject) || fact.Subject.Arguments.Contains(target))
                && !_ir.Instrs.Any(later => later.Number > i.Number && later.Number <= LastOf(block) && MayLetGo(later))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the last instruction up to the end of a block.</summary>
    private int LastOf(BlockIr block)
    {
        for (int i = block.Ordinal; i >= 0; i--)
        {
            if (_ir.Blocks[i].Instrs is { Count: > 0 } instrs)
            {
                return instrs[instrs.Count - 1].Number;
            }
        }

        return -1;
    }

    private static bool MayLetGo(Instr instr) => instr switch
    {
        RoutineInstr routine => routine.Contract.Blocks || routine.Contract.Locks.Any(static o => o.Effect is LockEffect.Release or LockEffect.ReleaseForOwner),
        CallInstr or SuspendInstr => true,
        _ => false,
    };

    private static bool Asks(BlockIr block, Fact fact)
    {
        List<Fact> facts = new();
        block.Condition?.CollectFacts(facts);
        return facts.Contains(fact);
    }
}
