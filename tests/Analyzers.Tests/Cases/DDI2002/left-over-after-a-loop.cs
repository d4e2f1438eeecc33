// One hold more than the releases after the loop give back: a release is missing, nothing is swapped.
internal sealed class LeftOver
{
    private readonly ERESOURCE _r = new();
    private EX_PUSH_LOCK _lock;
    private int _n;

    public void TakenAgain(int n)
    {
        KeEnterCriticalRegion();
        {|DDI2002:ExAcquireResourceSharedLite(_r, true)|};
        while (n-- > 0)
        {
            _n++;
            ExAcquireResourceSharedLite(_r, true);
        }

        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
    }

    public void DroppedAndTakenAgain(int n)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_r, true);
        while (n-- > 0)
        {
            ExReleaseResourceLite(_r);
            _n++;
            ExAcquireResourceSharedLite(_r, true);
        }

        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
    }

    public void AsManyAsTaken(int n)
    {
        KeEnterCriticalRegion();
        for (int i = 0; i < n; i++)
        {
            ExAcquireResourceSharedLite(_r, true);
        }

        for (int i = 0; i < n; i++)
        {
            ExReleaseResourceLite(_r);
        }

        KeLeaveCriticalRegion();
    }

    public void PushLockReturns(List<int> all)
    {
        foreach (int one in all)
        {
            KeEnterCriticalRegion();
            {|DDI2002:ExAcquirePushLockExclusive(ref _lock)|};
            if (one < 0)
            {
                KeLeaveCriticalRegion();
                return;
            }

            ExReleasePushLockExclusive(ref _lock);
            KeLeaveCriticalRegion();
        }
    }
}
