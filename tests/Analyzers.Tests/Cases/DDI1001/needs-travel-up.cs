// What a helper needs, its callers must bring: reported at the first that cannot.
internal sealed class Inner
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _lock;
    private int _value;

    public void ThreeLevelsInRegion()
    {
        KeEnterCriticalRegion();
        Level1();
        KeLeaveCriticalRegion();
    }

    public void ThreeLevelsWithout()
    {
        {|DDI1001:Level1()|};
    }

    public void RegionBySomebodyElsesLock(ERESOURCE outer)
    {
        FltAcquireResourceShared(outer);
        Level1();
        FltReleaseResource(outer);
    }

    public void RegionOnOnePath(bool region)
    {
        if (region)
        {
            KeEnterGuardedRegion();
        }

        {|DDI1001:Level2()|};
        if (region)
        {
            KeLeaveGuardedRegion();
        }
    }

    public void RegionFromAHelper()
    {
        EnterRegion();
        Level1();
        LeaveRegion();
    }

    public void RegionEndedByAHelper()
    {
        EnterRegion();
        LeaveRegion();
        {|DDI1001:Level3()|};
    }

    public void HelperBringsItsOwn()
    {
        SelfContained();
        SelfContained();
    }

    private void Level1() => Level2();

    private void Level2()
    {
        _value++;
        Level3();
    }

    private void Level3()
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        ExAcquirePushLockShared(ref _lock);
        _value++;
        ExReleasePushLockShared(ref _lock);
        ExReleaseResourceLite(_resource);
    }

    private void SelfContained()
    {
        KeEnterCriticalRegion();
        Level3();
        KeLeaveCriticalRegion();
    }

    private static void EnterRegion() => FsRtlEnterFileSystem();

    private static void LeaveRegion() => FsRtlExitFileSystem();
}
