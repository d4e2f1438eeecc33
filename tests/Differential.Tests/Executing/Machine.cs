using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>
/// One thread under the laws, as the kernel's documentation states them: what it holds, its regions, and every law it broke. It knows nothing of the analyzer.
/// After a violation it can go on in two ways: as if the mistake had been mended at this call, or as the calls say.
/// </summary>
/// <param name="mends">Whether a mistake is mended.</param>
public sealed class Machine(bool mends)
{
    private readonly List<Holding> _held = [];
    private readonly List<Place> _critical = [];
    private readonly List<Place> _guarded = [];
    private readonly Dictionary<string, Place> _failed = [];
    private readonly HashSet<(string Lock, Place At)> _acquiredAt = [];
    private readonly HashSet<Place> _criticalAt = [];
    private readonly HashSet<Place> _guardedAt = [];
    private readonly HashSet<string> _pardoned = [];
    private readonly List<(string Lock, Violation Exposure)> _exposed = [];
    private int _moment;

    /// <summary>The line of the last call that the public method made to a procedure.</summary>
    public int Root { get; set; }

    /// <summary>The first line that is not in the public method.</summary>
    public int EndOfRoot { get; init; }

    /// <summary>The laws broken so far.</summary>
    public List<Violation> Violations { get; } = [];

    /// <summary>Whether the thread waits for itself.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>The lines of acquires that failed.</summary>
    public HashSet<int> FailedAt { get; } = [];

    /// <summary>Whether normal kernel APCs are off.</summary>
    public bool ApcsAreOff => _critical.Count + _guarded.Count > 0;

    /// <summary>Whether anything is held or entered.</summary>
    public bool IsClean => _held.Count == 0 && !ApcsAreOff;

    /// <summary>How the thread holds a lock, or null.</summary>
    public Mode? ModeOf(string name) => _held.Find(holding => holding.Lock == name)?.Mode;

    /// <summary>What is held, in words.</summary>
    public string Held => string.Join(' ', _held.GroupBy(static holding => holding.Lock).Select(static held => $"{held.Key}:{held.Last().Mode}").Order(StringComparer.Ordinal));

    /// <summary>A region is entered.</summary>
    public void Enter(Thing region, int callLine)
    {
        _moment++;
        Place line = PlaceOf(callLine);
        (region == Thing.Guarded ? _guarded : _critical).Add(line);
        (region == Thing.Guarded ? _guardedAt : _criticalAt).Add(line);
    }

    /// <summary>A region is left.</summary>
    public void Leave(Thing region, int callLine)
    {
        _moment++;
        Place line = PlaceOf(callLine);
        LeaveRegion(region, line);
    }

    /// <summary>A lock is asked for.</summary>
    /// <param name="use">The routine and its lock.</param>
    /// <param name="callLine">The line of the call.</param>
    /// <param name="isFree">For a routine that may fail: whether nobody else holds the lock.</param>
    /// <returns>Whether it was acquired.</returns>
    public bool Acquire(Use use, int callLine, bool isFree)
    {
        _moment++;
        Place line = PlaceOf(callLine);
        Routine routine = use.Routine;
        string name = NameOf(use);
        bool entersItself = routine.Family != Family.Plain;
        if (!entersItself && !ApcsAreOff)
        {
            Violate("DDI1001", line, name);
            Pardon(name);
        }

        if (!IsGranted(use, line, isFree))
        {
            _failed[name] = line;
            FailedAt.Add(line.Line);
            return false;
        }

        _failed.Remove(name);
        if (entersItself)
            _critical.Add(line);
        bool isExclusive = routine.Mode == Mode.Exclusive || ModeOf(name) == Mode.Exclusive;
        _held.Add(new Holding(name, routine.Thing, isExclusive ? Mode.Exclusive : Mode.Shared, routine.Mode, routine.Family, line, routine.TakesWait && !use.Wait));
        _acquiredAt.Add((name, line));
        return true;
    }

    /// <summary>A lock is released.</summary>
    public void Release(Use use, int callLine)
    {
        _moment++;
        Place line = PlaceOf(callLine);
        Routine routine = use.Routine;
        string name = NameOf(use);
        if (!ApcsAreOff && !_pardoned.Contains(name))
            Violate("DDI1001", line, name);
        int index = _held.FindLastIndex(holding => holding.Lock == name && Matches(holding, routine));
        if (index < 0)
            index = _held.FindLastIndex(holding => holding.Lock == name);
        if (index < 0)
        {
            Violate("DDI2001", line, name, _failed.TryGetValue(name, out Place attempt) ? [("DDI2008", attempt), ("DDI2008", line)] : []);
            if (!mends && routine.Family != Family.Plain)
                LeaveRegion(Thing.Critical, line);
            return;
        }

        Holding released = _held[index];
        bool isMatched = Matches(released, routine);
        if (!isMatched)
            Violate("DDI2007", line, name);
        _held.RemoveAt(index);
        if ((isMatched || !mends ? routine.Family : released.Family) != Family.Plain)
            LeaveRegionOf(released, line);
    }

    /// <summary>An exclusive holding becomes a shared one.</summary>
    public void Convert(Use use, int callLine)
    {
        _moment++;
        Place line = PlaceOf(callLine);
        string name = NameOf(use);
        if (!ApcsAreOff && !_pardoned.Contains(name))
            Violate("DDI1001", line, name);
        if (ModeOf(name) != Mode.Exclusive)
        {
            Violate("DDI3003", line, name);
            return;
        }

        for (int i = 0; i < _held.Count; i++)
        {
            if (_held[i].Lock == name)
                _held[i] = _held[i] with { Mode = Mode.Shared };
        }
    }

    /// <summary>The program has returned, or left by an exception.</summary>
    public void Exit(bool byException)
    {
        _moment++;
        string leak = byException ? "DDI2003" : "DDI2002";
        foreach (IGrouping<string, Holding> holdings in _held.GroupBy(static holding => holding.Lock))
        {
            Holding last = holdings.Last();
            (string, Place)[] sites = [.. _acquiredAt.Where(site => site.Lock == last.Lock).SelectMany(site => Leaks(leak, site.At)),
                .. holdings.Where(static holding => holding.WasTried).Select(static holding => ("DDI2008", holding.Line))];
            Violate(leak, last.Line, last.Lock, sites);
            // A region left while holding what is never released: the mistake is the missing release.
            foreach ((_, Violation exposure) in _exposed.Where(one => one.Lock == last.Lock))
                exposure.Alternatives = [.. exposure.Alternatives, .. sites];
        }

        int ofLocks = _held.Count(static holding => holding.Family != Family.Plain);
        if (_critical.Count > ofLocks)
            Violate("DDI1003", _critical.FindLast(_criticalAt.Contains) is { Line: > 0 } own ? own : _critical[^1], "critical region", [.. _criticalAt.Select(static line => ("DDI1003", line))]);
        if (_guarded.Count > 0)
            Violate("DDI1005", _guarded[^1], "guarded region", [.. _guardedAt.Select(static line => ("DDI1005", line))]);
    }

    private static IEnumerable<(string, Place)> Leaks(string leak, Place line) =>
        leak == "DDI2003" ? [("DDI2003", line), ("DDI2002", line)] : [("DDI2002", line)];

    private static string NameOf(Use use) => $"{use.Routine.Thing}{use.Lock}";

    // A push lock names the mode in its release; a resource is released by one routine, however it was taken.
    private static bool Matches(Holding holding, Routine release) =>
        holding.Family == release.Family && (release.Mode == Mode.Any || release.Mode == holding.Asked);

    private bool IsGranted(Use use, Place line, bool isFree)
    {
        string name = NameOf(use);
        bool waits = !use.Routine.TakesWait || use.Wait;
        bool wantsExclusive = use.Routine.Mode == Mode.Exclusive;
        switch (ModeOf(name), use.Routine.Thing)
        {
            case (null, _):
                return waits || isFree;
            case (Mode.Exclusive, Thing.Resource):
                if (wantsExclusive)
                    Violate("DDI2004", line, name);
                return true;
            case (_, Thing.Resource) when wantsExclusive && !waits:
                return false;
            case (_, Thing.Resource) when wantsExclusive:
                Violate("DDI2005", line, name);
                return !(IsStuck = !mends);
            case (Mode.Shared, Thing.PushLock) when !wantsExclusive:
                return true;
            case (_, Thing.PushLock):
                Violate("DDI2006", line, name, [("DDI2005", line)]);
                return !(IsStuck = !mends);
            default:
                return true;
        }
    }

    private void LeaveRegionOf(Holding released, Place line)
    {
        // Its region is gone already, and that has been said where it went.
        if (_pardoned.Contains(released.Lock) && _critical.Count == 0)
            return;
        LeaveRegion(Thing.Critical, line, released.Family == Family.Plain ? null : released.Line);
    }

    private void LeaveRegion(Thing region, Place line, Place? enteredAt = null)
    {
        List<Place> entered = region == Thing.Guarded ? _guarded : _critical;
        if (entered.Count == 0)
        {
            Violate(region == Thing.Guarded ? "DDI1004" : "DDI1002", line, region.ToString());
            return;
        }

        // A release leaves the region of its acquire, whatever was entered since.
        int index = enteredAt is { } place ? entered.LastIndexOf(place) : -1;
        entered.RemoveAt(index < 0 ? entered.Count - 1 : index);
        if (ApcsAreOff)
            return;
        string[] exposed = [.. _held.Select(static holding => holding.Lock).Distinct().Where(name => !_pardoned.Contains(name))];
        if (exposed.Length == 0)
            return;
        Violate("DDI1006", line, exposed[0]);
        _exposed.AddRange(exposed.Select(name => (name, Violations[^1])));
        Array.ForEach(exposed, Pardon);
    }

    private void Pardon(string name)
    {
        if (mends)
            _pardoned.Add(name);
    }

    private Place PlaceOf(int line) => new(line, line < EndOfRoot ? line : Root);

    private void Violate(string rule, Place place, string name, params (string, Place)[] alternatives) =>
        Violations.Add(new Violation(_moment, rule, place.Line, place.Root, name) { Alternatives = alternatives });

    private sealed record Holding(string Lock, Thing Thing, Mode Mode, Mode Asked, Family Family, Place Line, bool WasTried);
}
