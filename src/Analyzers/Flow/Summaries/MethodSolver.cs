using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>Solves one completed method: in one run when its locks fit, else in several, each following some of them.</summary>
internal sealed class MethodSolver(MethodIr ir, EntryView view, bool strict)
{
    /// <summary>
    /// Rounds in which tests of shared values may be taken back. A test that could only ever go one way was made because the value
    /// changes in between; each round drops such tests, so nested re-checks need as many rounds as they are deep.
    /// </summary>
    private const int MostRounds = 4;

    private readonly HashSet<int> _ignoredConditions = new();

    /// <summary>Some run had to be given up.</summary>
    public bool IsTooComplex { get; private set; }

    /// <summary>Some locks were not followed: the facts that decide about them found no room.</summary>
    public bool LeavesLocksOut { get; private set; }

    /// <summary>What is said of one exit does not speak of all locks.</summary>
    public bool IsPartial => IsTooComplex || WasSliced || LeavesLocksOut;

    /// <summary>The locks were followed one at a time: what is said of one exit does not speak of all locks.</summary>
    public bool WasSliced { get; private set; }

    public DeclaredExit? Declared { get; init; }

    public int Visits { get; private set; }

    public int Transfers { get; private set; }

    public int MostStates { get; private set; }

    /// <summary>The last exploration, for the textual dump.</summary>
    public Exploration? Last { get; private set; }

    public void Solve(ISolveListener listener)
    {
        if (ir.IsTooComplex)
        {
            IsTooComplex = true;
            return;
        }

        int count = ir.Locks.Count;
        HashSet<int> undecided = Undecided.LocksOf(ir);
        LeavesLocksOut = undecided.Count > 0;
        int[] followed = Enumerable.Range(0, count).Where(i => !undecided.Contains(i)).ToArray();
        if (followed.Length <= CellRow.Capacity && Run(Slice.Of(count, followed, watchesPlace: true), listener))
        {
            return;
        }

        WasSliced = true;
        for (int i = 0; i < followed.Length; i++)
        {
            if (!Run(Slice.Of(count, new[] { followed[i] }, watchesPlace: i == 0), listener))
            {
                IsTooComplex = true;
            }
        }
    }

    private bool Run(Slice slice, ISolveListener listener)
    {
        _ignoredConditions.Clear();
        Shortcuts shortcuts = new(ir, slice);
        for (int round = 0; ; round++)
        {
            Transfer transfer = new(ir, slice, view, strict, listener) { Declared = Declared };
            Exploration exploration = new(ir, transfer, shortcuts, _ignoredConditions);
            exploration.Run(Entry(slice));
            Visits += exploration.Visits;
            Transfers += exploration.Transfers;
            MostStates = Math.Max(MostStates, exploration.MostStates);
            Last = exploration;
            if (exploration.IsOverfull)
            {
                return false;
            }

            int known = _ignoredConditions.Count;
            if (round < MostRounds)
            {
                _ignoredConditions.UnionWith(exploration.OneSidedConditions().ToArray());
            }

            if (_ignoredConditions.Count == known)
            {
                exploration.Report();
                return true;
            }
        }
    }

    private PathState Entry(Slice slice)
    {
        PathState entry = new() { Place = Place.Entry, Sites = SiteRow.Empty };
        foreach (KeyValuePair<Fact, int> slot in ir.Facts.Slots)
        {
            if (slot.Key is { Subject.Kind: PathKind.Parameter, Test.Kind: TestKind.Is })
            {
                // A parameter is what the caller gave until it is assigned.
                entry.Facts = entry.Facts.With(slot.Value, false);
            }
        }

        if (Declared is null)
        {
            return entry;
        }

        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            entry.Cells = entry.Cells.With(cell, Declared.EntryCell(slice.Locks[cell]));
        }

        entry.Place = Declared.Entry();
        return entry;
    }
}
