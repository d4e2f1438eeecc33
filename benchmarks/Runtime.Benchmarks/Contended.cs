namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>The rows of two pinned threads.</summary>
internal sealed class Contended
{
    private const int Never = 0, Few = 13, Half = 128, Always = 256;
    private static readonly int[] s_mixes = [Never, Few, Half, Always];
    private static readonly string[] s_locks = ["RWLS", "Monitor", "push lock", "resource", "resource, counted"];

    private readonly List<Load> _loads = [];

    /// <summary>One thread, before and after the others: the machine's speed changes within minutes.</summary>
    private readonly Load _before = Load.Of("resource", Never, new ResourceLock(Resources.New()));
    private readonly Load _after = Load.Of("resource", Never, new ResourceLock(Resources.New()));

    public Contended()
    {
        foreach (int mix in s_mixes)
        {
            _loads.Add(Load.Of("RWLS", mix, new RwlsLock(new())));
            _loads.Add(Load.Of("Monitor", mix, new MonitorLock(new())));
            _loads.Add(Load.Of("push lock", mix, new PushLockLock(new())));
            // One resource for both rows: how an object lies on its cache lines makes up to a quarter of a mixed load's throughput.
            ERESOURCE resource = Resources.New();
            _loads.Add(Load.Of("resource", mix, new ResourceLock(resource), () => Resources.AllowBias(resource)));
            _loads.Add(Load.Of("resource, counted", mix, new ResourceLock(resource), () => Resources.ForbidBias(resource)));
        }
    }

    public bool Violated => _loads.Append(_before).Append(_after).Any(static load => load.Violated);

    public void Execute(int seed)
    {
        new ContendedRun([_before], 1, seed).Execute(TimeSpan.FromSeconds(10));
        new ContendedRun(_loads, 2, seed).Execute(TimeSpan.FromSeconds(150));
        new ContendedRun([_after], 1, seed).Execute(TimeSpan.FromSeconds(10));
    }

    public IEnumerable<Gate> Gates() =>
    [
        Ratio("push lock read, times ReaderWriterLockSlim", "push lock", "RWLS", Never, 1.0),
        Ratio("push lock write, times ReaderWriterLockSlim", "push lock", "RWLS", Always, 1.5),
        Ratio("resource read, biased, times ReaderWriterLockSlim", "resource", "RWLS", Never, 4.0),
        Gate.Least("resource read, biased, two threads against one", Find("resource", Never).Middle / ((_before.Middle + _after.Middle) / 2), 1.6),
        Ratio("resource write, times ReaderWriterLockSlim", "resource", "RWLS", Always, 1.3),
        Ratio("bias on a mix of 5 % writes, times the same without bias", "resource", "resource, counted", Few, 0.88),
        Ratio("bias on a mix of 50 % writes, times the same without bias", "resource", "resource, counted", Half, 0.88),
    ];

    /// <summary>Millions of operations per second, and windows kept of those run.</summary>
    public IEnumerable<string> Table()
    {
        yield return "| lock | read | 95/5 | 50/50 | write |";
        yield return "|---|---|---|---|---|";
        foreach (string name in s_locks)
            yield return $"| {name} | {string.Join(" | ", s_mixes.Select(mix => Cell(Find(name, mix))))} |";
    }

    private static string Cell(Load load) => $"{load.Middle:F1} ({load.Windows.Count}/{load.Windows.Count + load.Dropped})";

    private Load Find(string name, int mix) => _loads.Single(load => load.Lock == name && load.WritesIn256 == mix);

    private Gate Ratio(string row, string name, string against, int mix, double limit)
    {
        Load one = Find(name, mix), other = Find(against, mix);
        return Gate.Least(row, one.Middle / other.Middle, limit, $"windows kept {one.Windows.Count} and {other.Windows.Count}");
    }
}
