using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>The rows of one thread.</summary>
internal sealed class Uncontended(int seed, string only = "")
{
    private readonly Candidate _cas = Candidate.Of("CAS pair", new CasPair(new()));
    private readonly Candidate _monitor = Candidate.Of("Monitor", new MonitorPair(new()));
    private readonly Candidate _lock = Candidate.Of("System.Threading.Lock", new LockPair(new()));
    private readonly Candidate _read = Candidate.Of("ReaderWriterLockSlim read", new RwlsReadPair(new()));
    private readonly Candidate _write = Candidate.Of("ReaderWriterLockSlim write", new RwlsWritePair(new()));
    private readonly Candidate _pushX = Candidate.Of("push lock exclusive (ExAcquirePushLockExclusive)", new PushExclusivePair(new()));
    private readonly Candidate _pushS = Candidate.Of("push lock shared (ExAcquirePushLockShared)", new PushSharedPair(new()));
    private readonly Candidate _wordX = Candidate.Of("push lock exclusive, the word alone", new PushWordExclusivePair<FastAtomics>(new()));
    private readonly Candidate _wordS = Candidate.Of("push lock shared, the word alone", new PushWordSharedPair<FastAtomics>(new()));
    private readonly Candidate _portableX = Candidate.Of("push lock exclusive, portable mode", new PushWordExclusivePair<PortableAtomics>(new()));
    private readonly Candidate _portableS = Candidate.Of("push lock shared, portable mode", new PushWordSharedPair<PortableAtomics>(new()));
    private readonly Candidate _flt = Candidate.Of("push lock exclusive with region (FltAcquirePushLockExclusive)", new FltExclusivePair(new()));
    private readonly Candidate _region = Candidate.Of("critical region", default(RegionPair));
    private readonly Candidate _resourceX = Candidate.Of("resource exclusive", new ResourceExclusivePair(Resources.New()));
    private readonly Candidate _counted = Candidate.Of("resource shared, counted", new ResourceSharedPair(Resources.NewCounted()));
    private readonly Candidate _biased = Candidate.Of("resource shared, biased", new ResourceSharedPair(Resources.New()));
    private readonly Candidate _aloneX = Candidate.Of("resource exclusive, the thread's block at hand", new ResourceExclusiveAlonePair(Resources.New(), KernelThread.Current));
    private readonly Candidate _aloneCounted =
        Candidate.Of("resource shared, counted, the thread's block at hand", new ResourceSharedAlonePair(Resources.NewCounted(), KernelThread.Current));
    private readonly Candidate _aloneBiased =
        Candidate.Of("resource shared, biased, the thread's block at hand", new ResourceSharedAlonePair(Resources.New(), KernelThread.Current));
    private readonly Candidate _bracket = Candidate.Of("resource exclusive in a region (the NT bracket)", new NtBracketPair(Resources.New()));
    private readonly Candidate _combined = Candidate.Of("resource exclusive in a region, by the combined routines", new CombinedPair(Resources.New()));
    private readonly Candidate _recursive = Candidate.Of("resource recursive exclusive", new ResourceExclusivePair(Held()));

    private readonly Candidate _floor = Candidate.Of("floor: one exchange and one store", new ExchangeAndStorePair(new()));
    private readonly Candidate _floorCounted = Candidate.Of("floor: the same between two changes of a thread-static count", new CountedExchangeAndStorePair(new()));
    private readonly Candidate _calledX = Called("resource exclusive", new ResourceExclusivePair(Resources.New()));
    private readonly Candidate _calledBracket = Called("the NT bracket", new NtBracketPair(Resources.New()));
    private readonly Candidate _calledMonitor = Called("Monitor", new MonitorPair(new()));
    private readonly Candidate _calledWrite = Called("ReaderWriterLockSlim write", new RwlsWritePair(new()));

    public double Noise { get; private set; }

    public IEnumerable<Candidate> All =>
    [
        _cas, _monitor, _lock, _read, _write, _pushX, _wordX, _portableX, _pushS, _wordS, _portableS, _flt, _region,
        _resourceX, _aloneX, _recursive, _counted, _aloneCounted, _biased, _aloneBiased, _bracket, _combined,
        _floor, _floorCounted, _calledMonitor, _calledWrite, _calledX, _calledBracket,
    ];

    public void Execute()
    {
        Ddi.KeEnterCriticalRegion();
        RatioRun run = new(_cas, [.. All.Skip(1).Where(one => one.Name.Contains(only))], seed);
        run.Execute();
        Noise = run.Noise;
        Ddi.KeLeaveCriticalRegion();
    }

    public IEnumerable<Gate> Gates() =>
    [
        Gate.Most("push lock exclusive pair, CAS pairs", _pushX.Ratio, 0.65),
        Gate.Most("push lock shared pair, CAS pairs", _pushS.Ratio, 1.05),
        Gate.Most("push lock exclusive pair, portable mode, CAS pairs", _portableX.Ratio, 1.05),
        Gate.Most("resource exclusive pair, CAS pairs", _resourceX.Ratio, 0.70, $"the floor, one exchange and one store: {_floor.Ratio:0.00}"),
        Gate.Least("resource exclusive pair, times faster than ReaderWriterLockSlim write", _write.Ratio / _resourceX.Ratio, 2.2),
        Gate.Least("resource exclusive pair, times faster than Monitor", _monitor.Ratio / _resourceX.Ratio, 1.9),
        Gate.Most("resource shared pair, counted, CAS pairs", _counted.Ratio, 1.25),
        Gate.Most("resource shared pair, biased, CAS pairs", _biased.Ratio, 0.60),
        Gate.Most("resource recursive pair, CAS pairs", _recursive.Ratio, 0.80),
        Gate.Most("NT bracket (region, IRQL check, exclusive pair, leave), CAS pairs", _bracket.Ratio, 0.80, $"the floor, with two changes of a count: {_floorCounted.Ratio:0.00}"),
        Gate.Most("NT bracket, Monitor pairs", _bracket.Ratio / _monitor.Ratio, 1.00),
        Gate.Most("checks switched off, push lock pair, CAS pairs", Math.Max(_pushX.Ratio - _wordX.Ratio, _pushS.Ratio - _wordS.Ratio), 0.10, "routine minus word alone"),
        Gate.Most("allocation by any uncontended pair, bytes", All.Max(static candidate => candidate.BytesPerPair), 0),
    ];

    private static Candidate Called<TPair>(string name, TPair pair)
        where TPair : struct, IPair => Candidate.Of($"{name}, one pair per call", new CalledPair<TPair>(pair));

    private static ERESOURCE Held()
    {
        ERESOURCE resource = Resources.New();
        Ddi.ExAcquireResourceExclusiveLite(resource, true);
        return resource;
    }
}
