// A shared holder's exclusive request that does not wait fails; one that waits, waits for ever.
public sealed class Attempts
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _push;
    private int _count;

    public void Try()
    {
        FltAcquireResourceShared(_resource);
        TryExclusive();
        FltReleaseResource(_resource);
    }

    private void TryExclusive()
    {
        if (ExAcquireResourceExclusiveLite(_resource, false))
        {
            _count++;
            ExReleaseResourceLite(_resource);
        }
    }

    public void Wait()
    {
        FltAcquireResourceShared(_resource);
        {|DDI2005:WaitExclusive()|};
        FltReleaseResource(_resource);
    }

    private void WaitExclusive()
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
    }

    // One call is forgotten, the helper that gives both back: it is said once.
    public void ForgetsTheHelpersPartner()
    {
        {|DDI2002:EnterAndTake()|};
    }

    private void EnterAndTake()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _push);
    }

    // Hold upon hold: how deep the region is, nobody can say any more.
    public void OneMoreEachRound(int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            {|DDI2002:Take()|};
            FltAcquireResourceShared(_resource);
            Give();
        }
    }

    private void Take() => FltAcquireResourceShared(_resource);

    private void Give() => FltReleaseResource(_resource);
}
