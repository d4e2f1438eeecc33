// The second lock is taken by a helper, by a lambda, in another file; the first by a wrapper.
internal sealed class Directory
{
    public readonly ERESOURCE Resource = new();
    public int Entries;
}

internal sealed class FileSystem
{
    private readonly ERESOURCE _vcb = new();
    private readonly ERESOURCE _log = new();
    private readonly Directory _root = new();
    private int _changes;

    public void Create(Directory parent)
    {
        AcquireVcb();
        Add(parent);
        ReleaseVcb();
    }

    public void Flush(Directory directory)
    {
        FltAcquireResourceExclusive(directory.Resource);
        Log();
        FltReleaseResource(directory.Resource);
    }

    public void FlushInTheOrder(Directory directory)
    {
        FltAcquireResourceShared(directory.Resource);
        int entries = directory.Entries;
        FltReleaseResource(directory.Resource);
        Log();
        _changes += entries;
    }

    public void DropsBeforeItWaits(Directory directory)
    {
        FltAcquireResourceExclusive(directory.Resource);
        directory.Entries++;
        DropAndLog(directory);
        FltReleaseResource(directory.Resource);
    }

    public bool TriesFirst(Directory directory)
    {
        FltAcquireResourceExclusive(directory.Resource);
        bool locked = TryVcb(false);
        if (locked)
        {
            _changes++;
            ExReleaseResourceLite(_vcb);
        }

        FltReleaseResource(directory.Resource);
        return locked;
    }

    public void WaitsThroughTheTrier(Directory directory)
    {
        FltAcquireResourceExclusive(directory.Resource);
        if ({|DDI5001:TryVcb(true)|})
        {
            _changes++;
            ExReleaseResourceLite(_vcb);
        }

        FltReleaseResource(directory.Resource);
    }

    public void TwoOfAKind(Directory from, Directory to)
    {
        FltAcquireResourceExclusive(from.Resource);
        FltAcquireResourceExclusive(to.Resource);
        from.Entries--;
        to.Entries++;
        FltReleaseResource(to.Resource);
        FltReleaseResource(from.Resource);
    }

    public void LambdaUnderTheRoot()
    {
        FltAcquireResourceExclusive(_root.Resource);
        {|DDI5001:WithVcb(() => _root.Entries++)|};
        FltReleaseResource(_root.Resource);
    }

    private void WithVcb(Action action)
    {
        AcquireVcb();
        action();
        ReleaseVcb();
    }

    private void AcquireVcb() => FltAcquireResourceExclusive(_vcb);

    private void ReleaseVcb() => FltReleaseResource(_vcb);

    private bool TryVcb(bool wait) => ExAcquireResourceExclusiveLite(_vcb, wait);

    private void Add(Directory parent)
    {
        Log();
        FltAcquireResourceExclusive(parent.Resource);
        parent.Entries++;
        FltReleaseResource(parent.Resource);
    }

    private void Log()
    {
        FltAcquireResourceExclusive(_log);
        _changes++;
        {|DDI5001:Touch(_root)|};
        FltReleaseResource(_log);
    }

    private static void Touch(Directory directory)
    {
        FltAcquireResourceShared(directory.Resource);
        _ = directory.Entries;
        FltReleaseResource(directory.Resource);
    }

    private void DropAndLog(Directory directory)
    {
        FltReleaseResource(directory.Resource);
        Log();
        FltAcquireResourceExclusive(directory.Resource);
    }
}
