using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>One block: each state that reached it goes through its instructions.</summary>
internal sealed partial class Exploration
{
    /// <summary>States within a block beyond which they are joined at once and not at its end: twice what one switch makes of one state.</summary>
    private const int MostWithinBlock = 16;

    private readonly List<PathState> _current = new();
    private readonly List<PathState> _next = new();
    private readonly StateSet _within = new();

    private void Visit(int ordinal, bool report)
    {
        BlockIr block = _ir.Blocks[ordinal];
        if (_sets[ordinal] is not { } set)
        {
            return;
        }

        for (int i = 0; i < set.Count; i++)
        {
            StateSet.Entry entry = set[i];
            if (!report && !entry.IsNew)
            {
                continue;
            }

            set.MarkDone(i);
            Transfers++;
            Propagate(block, entry.State, entry.Trail);
            IsOverfull |= set.IsOverfull;
        }
    }

    private void Propagate(BlockIr block, in PathState state, int trail)
    {
        _transfer.Begin(this, block, trail);
        _current.Clear();
        _current.Add(state);
        foreach (Instr instr in block.Instrs)
        {
            _next.Clear();
            foreach (PathState one in _current)
            {
                _transfer.Apply(instr, one, _next);
            }

            Advance(trail);
        }

        foreach (PathState one in _current)
        {
            Branch(block, one, trail);
        }
    }

    /// <summary>Each copy of an open answer doubles the states of a straight line: what the end of the block would join is joined on the way.</summary>
    private void Advance(int trail)
    {
        _current.Clear();
        if (_next.Count <= MostWithinBlock)
        {
            _current.AddRange(_next);
            return;
        }

        _within.Clear();
        foreach (PathState one in _next)
        {
            _within.Add(one, trail);
        }

        for (int i = 0; i < _within.Count; i++)
        {
            _current.Add(_within[i].State);
        }
    }
}
