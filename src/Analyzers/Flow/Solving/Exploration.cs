using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>
/// Drives states through the blocks to a fixpoint. Finally regions are procedures: one activation per property state and the facts the
/// region looks at, shared by all who enter with it, so that nesting costs a sum and not a product.
/// </summary>
internal sealed partial class Exploration
{
    /// <summary>Visits per block beyond which the run gives up; the lattice is finite and real code stays below twenty.</summary>
    private const int MostVisitsPerBlock = 2_000;

    private readonly MethodIr _ir;
    private readonly Transfer _transfer;
    private static readonly StateSet s_unreached = new();

    private readonly StateSet?[] _sets;
    private readonly BlockQueue _dirty;
    private readonly Shortcuts _shortcuts;
    private readonly List<FinallyActivation> _activations = new() { null! };
    private readonly Dictionary<(int Region, CellRow Cells, Place Place, FactSet Facts), int> _activationOf = new();
    private readonly List<TrailStep> _trail = new();
    private readonly HashSet<int> _ignoredConditions;

    /// <summary>For each block the outcomes of its condition that were possible: bit 0 false, bit 1 true.</summary>
    private readonly byte[] _sides;

    public Exploration(MethodIr ir, Transfer transfer, Shortcuts shortcuts, HashSet<int> ignoredConditions)
    {
        _ir = ir;
        _transfer = transfer;
        _ignoredConditions = ignoredConditions;
        _sides = new byte[ir.Blocks.Length];
        _sets = new StateSet?[ir.Blocks.Length];
        _dirty = new BlockQueue(ir.Blocks.Length);
        _shortcuts = shortcuts;
    }

    public bool IsOverfull { get; private set; }

    public int Visits { get; private set; }

    public int Transfers { get; private set; }

    public int MostStates => _sets.Max(s => s?.Count ?? 0);

    public StateSet At(int block) => _sets[block] ?? s_unreached;

    /// <summary>Whether nothing happens in the block, so that no state ever enters it.</summary>
    public bool PassesOver(int block) => _shortcuts.From(block) != block;

    public void Run(in PathState entry)
    {
        Arrive(0, entry, Origin.None);
        int budget = Math.Max(10_000, _ir.Blocks.Length * MostVisitsPerBlock);
        for (int block = _dirty.TakeLowest(); block >= 0 && !IsOverfull; block = _dirty.TakeLowest())
        {
            if (++Visits > budget)
            {
                IsOverfull = true;
            }

            Visit(block, report: false);
        }
    }

    /// <summary>Passes once over everything that was found, with the transfer reporting.</summary>
    public void Report()
    {
        _transfer.IsReporting = true;
        for (int i = 0; i < _sets.Length; i++)
        {
            Visit(i, report: true);
        }

        _transfer.IsReporting = false;
    }

    /// <summary>The steps that lead to <paramref name="origin"/>, newest first.</summary>
    public IEnumerable<TrailStep> TrailOf(int trail)
    {
        while (trail >= 0)
        {
            TrailStep step = _trail[trail];
            yield return step;
            trail = step.Previous;
        }
    }

    private void Branch(BlockIr block, in PathState state, int trail)
    {
        if (block.Conditional is null || block.Condition is not { } condition)
        {
            if (block.Conditional is not null)
            {
                Follow(block, block.Conditional, state, trail, block.JumpsWhen ? 1 : 2);
                Follow(block, block.FallThrough, state, trail, block.JumpsWhen ? 2 : 1);
                return;
            }

            Follow(block, block.FallThrough, state, trail, 0);
            return;
        }

        if (_ignoredConditions.Contains(block.Ordinal))
        {
            condition = Condition.Unknown;
        }

        for (int outcome = 0; outcome < 2; outcome++)
        {
            PathState refined = state;
            FactSet known = state.Facts;
            if (condition.Evaluate(known) == (outcome == 0) || !condition.Refine(outcome == 1, _ir.Facts, ref known))
            {
                continue;
            }

            refined.Facts = known;
            _sides[block.Ordinal] |= (byte)(1 << outcome);
            EdgeIr? edge = (outcome == 1) == block.JumpsWhen ? block.Conditional : block.FallThrough;
            Follow(block, edge, refined, trail, outcome == 1 ? 1 : 2);
        }
    }

    private void Follow(BlockIr block, EdgeIr? edge, in PathState state, int trail, int decision)
    {
        if (edge is null)
        {
            return;
        }

        Origin origin = new(block, trail, decision, edge.Kind);
        if (block.Drains.Count > 0 && edge.Kind is EdgeKind.Jump or EdgeKind.Return)
        {
            PathState drained = state;
            foreach ((int bulk, int head, int tail) in block.Drains)
            {
                if (edge.Target < head || edge.Target > tail)
                {
                    _transfer.Drain(bulk, ref drained);
                }
            }

            Continue(new Continuation(edge.Finallys, 0, edge.Target, null, null, origin), drained);
            return;
        }

        switch (edge.Kind)
        {
            case EdgeKind.Throw:
                Unwind(block.Unwind, state, edge.Thrown, origin);
                break;
            case EdgeKind.Rethrow:
                Unwind(block.Unwind, state, edge.Thrown, origin);
                break;
            case EdgeKind.EndOfFinally:
                EndActivation(state);
                break;
            case EdgeKind.Declined when block.Filter is { } filter:
                if (!Catch(filter.Step, filter.Next, state, null, origin))
                {
                    Unwind(filter.Step.Next, state, null, origin);
                }

                break;
            default:
                Continue(new Continuation(edge.Finallys, 0, edge.Target, null, null, origin), state);
                break;
        }
    }

    /// <summary>Runs the remaining finally regions of a way out, then arrives.</summary>
    private void Continue(in Continuation continuation, in PathState state)
    {
        if (continuation.NextFinally < continuation.Finallys.Length)
        {
            int region = continuation.Finallys[continuation.NextFinally];
            Enter(region, state, continuation with { NextFinally = continuation.NextFinally + 1 });
        }
        else if (continuation.Target >= 0)
        {
            if (continuation.Origin.Kind == EdgeKind.Return)
            {
                _transfer.Leave(state, continuation.Origin, ExitKind.Return);
            }

            Arrive(continuation.Target, state, continuation.Origin);
        }
        else
        {
            Unwind(continuation.Unwind, state, continuation.Thrown, continuation.Origin);
        }
    }

    private void Arrive(int block, in PathState state, in Origin origin)
    {
        if (_transfer.IsReporting)
        {
            return;
        }

        block = _shortcuts.From(block);
        PathState arriving = state;
        if (origin.Block is { } from)
        {
            arriving.Facts = state.Facts.Only(_ir.Facts.KeptBetween(from.Ordinal, block));
        }

        if ((_sets[block] ??= new StateSet()).Add(arriving, _trail.Count))
        {
            _trail.Add(new TrailStep(origin.Block?.Ordinal ?? -1, origin.Decision, origin.Trail));
            _dirty.Add(block);
        }
    }
}
