using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>What each instruction does to a state. The same code computes the fixpoint and, when reporting, tells what happened.</summary>
internal sealed partial class Transfer(MethodIr ir, Slice slice, EntryView view, bool strict, ISolveListener listener)
{
    /// <summary>Rows of <see cref="PathState.Sites"/> before those of the locks.</summary>
    public const int CriticalSite = 0;
    public const int GuardedSite = 1;
    public const int LevelSite = 2;
    public const int FirstLockSite = 3;

    private Exploration _exploration = null!;
    private BlockIr _block = null!;
    private int _trailHere;

    public bool IsReporting { get; set; }

    public void Begin(Exploration exploration, BlockIr block, int trail)
    {
        _exploration = exploration;
        _block = block;
        _trailHere = trail;
    }

    public void Apply(Instr instr, in PathState state, List<PathState> output)
    {
        switch (instr)
        {
            case RoutineInstr routine:
                ApplyRoutine(routine, state, output);
                break;
            case CallInstr call:
                ApplyCall(call, state, output);
                break;
            case AssignInstr assign:
                ApplyAssign(assign, state, output);
                break;
            case OpaqueInstr:
                RaiseOpaque(instr.Syntax, state);
                output.Add(state);
                break;
            case EscapeInstr escape:
                PathState known = state;
                foreach (int cell in escape.Locks.Select(slice.CellOf).Where(c => c >= 0))
                {
                    known.Cells = known.Cells.With(cell, known.Cells[cell].WithLife(LockLife.Unknown));
                }

                output.Add(known);
                break;
            case AssumeInstr assume:
                FactSet facts = state.Facts;
                if (assume.Condition.Evaluate(facts) != !assume.Outcome && assume.Condition.Refine(assume.Outcome, ir.Facts, ref facts))
                {
                    output.Add(state with { Facts = facts });
                }

                break;
            case UnknownRegionInstr:
                PathState unsure = state;
                unsure.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
                output.Add(unsure);
                break;
            case SuspendInstr suspend:
                Suspend(suspend, state);
                output.Add(state);
                break;
            default:
                output.Add(state);
                break;
        }
    }

    private void RaiseOpaque(SyntaxNode syntax, in PathState state)
    {
        if (_block.Unwind is null && !IsReporting)
        {
            return;
        }

        PathState raised = state;
        raised.Confidence = Confidence.OpaqueThrow;
        _exploration.Unwind(_block.Unwind, raised, null, new Origin(_block, _trailHere, 0, EdgeKind.Throw) { Raised = syntax });
    }

    private void Suspend(SuspendInstr suspend, in PathState state)
    {
        if (FirstHeld(state, (_, a) => a.Locks[0].Family.ThreadOwned) is { } held)
        {
            Report(state, suspend, About(held, Outcome.SuspendedWhileHeld, suspend.Syntax, state));
            return;
        }

        bool inRegion = (state.Place.Critical > 0 && !state.Place.Has(PlaceFlags.CriticalLost))
            || (state.Place.Guarded > 0 && !state.Place.Has(PlaceFlags.GuardedLost));
        if (inRegion && slice.WatchesPlace)
        {
            int site = state.Place.Critical > 0 ? CriticalSite : GuardedSite;
            Report(state, suspend, new FlowEvent { Broken = Outcome.SuspendedWhileHeld, Syntax = suspend.Syntax, Earlier = SiteOf(state, site) });
        }
    }

    /// <summary>The first lock held here that was acquired in a certain way.</summary>
    private (int Lock, LockCell Cell, RoutineContract AcquiredBy)? FirstHeld(in PathState state, Func<int, RoutineContract, bool> inThatWay)
    {
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            LockCell held = state.Cells[cell];
            if (held.IsHeld && !held.Lost && !held.Transferred && AcquirerOf(held) is { } acquirer && inThatWay(slice.Locks[cell], acquirer))
            {
                return (slice.Locks[cell], held, acquirer);
            }
        }

        return null;
    }

    private FlowEvent About((int Lock, LockCell Cell, RoutineContract AcquiredBy) held, Outcome broken, SyntaxNode syntax, in PathState state) => new()
    {
        Broken = broken,
        Syntax = syntax,
        Lock = ir.Locks[held.Lock],
        Family = held.AcquiredBy.Locks[0].Family,
        Cell = held.Cell,
        AcquiredBy = held.AcquiredBy,
        Earlier = SiteOf(state, FirstLockSite + held.Lock),
    };

    /// <summary>The method is left: what is still held goes to the listener.</summary>
    public void Leave(in PathState state, in Origin origin, ExitKind kind, ITypeSymbol? thrown = null)
    {
        if (IsReporting)
        {
            _leaving = origin;
            _trailHere = origin.Trail;
            listener.OnExit(state, kind, thrown);
            CheckExit(state, kind);
        }
    }

    private bool AnyHeld(in PathState state)
    {
        for (int i = 0; i < slice.Locks.Count; i++)
        {
            if (state.Cells[i].IsHeld)
            {
                return true;
            }
        }

        return false;
    }

    private Origin _leaving;

    /// <summary>The statement of the exit that is being reported.</summary>
    public SyntaxNode ExitSyntax => _leaving.Raised ?? ExitStatement.Of(_leaving, ir.Method);

    public RoutineContract? AcquirerOf(LockCell cell) => ir.Pairings[Math.Min(cell.Pairing, ir.Pairings.Count - 1)];

    public SyntaxNode? SiteOf(in PathState state, int row) => state.Sites[row] is { Count: > 0 } sites ? ir.Instrs[sites[0]].Syntax : null;

    /// <summary>Tells the listener, with the branches that decided it.</summary>
    public void Report(in PathState state, Instr? instr, FlowEvent flowEvent)
    {
        if (!IsReporting)
        {
            return;
        }

        listener.On(flowEvent with
        {
            Confidence = _exploration.ConfidenceOf(state),
            Place = state.Place,
            Order = instr?.Number ?? ir.Instrs.Count,
            Decisions = Decisions(flowEvent),
            Lock = flowEvent.Lock is null ? null : AsVariable(flowEvent.Lock),
        });
    }

    /// <summary>What a call returned goes by the name of the variable that keeps it.</summary>
    private AccessPath AsVariable(AccessPath path)
    {
        AccessPath root = path.Root;
        return root.Kind is not (PathKind.Result or PathKind.Capture) ? path
            : ir.Instrs.OfType<AssignInstr>().FirstOrDefault(a => a.Target.Kind == PathKind.Local && root.Equals(a.Value.Path)) is { } kept ? path.Replace(root, kept.Target)
            : path;
    }

    private ImmutableArray<Decision> Decisions(FlowEvent flowEvent)
    {
        ImmutableArray<Decision>.Builder decisions = ImmutableArray.CreateBuilder<Decision>();
        if (flowEvent.Exit != ExitKind.OpaqueThrow && _leavingDecision(flowEvent) is { } last)
        {
            decisions.Add(last);
        }

        foreach (TrailStep step in _exploration.TrailOf(_trailHere))
        {
            if (step.Decision != 0 && step.Block >= 0 && ir.Blocks[step.Block].BranchSyntax is { } syntax)
            {
                decisions.Add(new Decision(syntax, step.Decision == 1));
            }

            if (decisions.Count == MostDecisions)
            {
                break;
            }
        }

        return decisions.ToImmutable();
    }

    /// <summary>Branches beyond these are too far from the event to explain it.</summary>
    private const int MostDecisions = 16;

    private Decision? _leavingDecision(FlowEvent flowEvent)
        => IsExit(flowEvent.Broken) && _leaving.Decision != 0 && _leaving.Block?.BranchSyntax is { } syntax
            ? new Decision(syntax, _leaving.Decision == 1)
            : null;

    private static bool IsExit(Outcome broken)
        => (broken & (Outcome.HeldAtExit | Outcome.CriticalAtExit | Outcome.GuardedAtExit | Outcome.RaisedAtExit | Outcome.DeclarationNotKept)) != 0;
}
