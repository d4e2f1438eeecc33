// What a helper does is judged in its caller's state, and one mistake is said once: a broken release takes its region effects with it.
public sealed class Mixed
{
    private readonly ERESOURCE _r0 = new();
    private readonly ERESOURCE _r1 = new();
    private EX_PUSH_LOCK _p0;

    // A leave too many is made good: the enter after it counts.
    public void LeaveTooMany()
    {
        {|DDI1002:LeaveThenLock()|};
    }

    private void LeaveThenLock()
    {
        KeLeaveCriticalRegion();
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_r1, true);
        ExReleaseResourceLite(_r1);
        KeLeaveCriticalRegion();
    }

    // The same helper, called inside a region, has nothing wrong.
    public void LeaveOfTheCaller()
    {
        KeEnterCriticalRegion();
        LeaveThenLock();
    }

    public void ReleasedForThread()
    {
        TakeOrGiveForThread(true);
        {|DDI2007:TakeOrGiveForThread(false)|};
    }

    private void TakeOrGiveForThread(bool on)
    {
        if (on)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_r0);
        }
        else
        {
            ExReleaseResourceForThreadLite(_r0, ExGetCurrentResourceThread());
        }
    }

    public void PlainReleaseOfCombined()
    {
        TakeOrGive(true);
        FsRtlEnterFileSystem();
        FsRtlExitFileSystem();
        {|DDI2007:TakeOrGive(false)|};
    }

    private void TakeOrGive(bool on)
    {
        if (on)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_r1);
        }
        else
        {
            ExReleaseResourceLite(_r1);
        }
    }

    public void ReleaseOfNothing()
    {
        KeEnterCriticalRegion();
        {|DDI2001:GiveFiltered()|};
        KeLeaveCriticalRegion();
    }

    private void GiveFiltered()
    {
        FltReleaseResource(_r0);
    }

    public void ReleaseOfNothingWhileHolding()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_r1, true);
        {|DDI2001:GivePushLock()|};
        ExReleaseResourceLite(_r1);
        KeLeaveCriticalRegion();
    }

    private void GivePushLock()
    {
        FltReleasePushLock(ref _p0);
    }

    public void LeftBeforeRelease()
    {
        {|DDI1006:LeaveTooEarly()|};
    }

    private void LeaveTooEarly()
    {
        KeEnterCriticalRegion();
        ExAcquireSharedStarveExclusive(_r0, true);
        KeLeaveCriticalRegion();
        ExReleaseResourceLite(_r0);
    }

    // The caller's own region keeps delivery off.
    public void LeftInsideTheCallersRegion()
    {
        KeEnterCriticalRegion();
        LeaveTooEarly();
        KeLeaveCriticalRegion();
    }

    public void LeftByTheReleasingHelper()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_r1, true);
        {|DDI1006:LeaveAndGive()|};
    }

    private void LeaveAndGive()
    {
        FsRtlExitFileSystem();
        ExReleaseResourceForThreadLite(_r1, ExGetCurrentResourceThread());
    }

    public void RegionOfItsOwn()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        {|DDI2002:TakePushLock()|};
    }

    private void TakePushLock()
    {
        FltAcquirePushLockExclusive(ref _p0);
    }

    public void TakenTwiceGivenOnce()
    {
        {|DDI2002:ExEnterCriticalRegionAndAcquireResourceShared(_r1)|};
        ExEnterCriticalRegionAndAcquireResourceShared(_r1);
        GiveCombined();
    }

    private void GiveCombined()
    {
        ExReleaseResourceAndLeaveCriticalRegion(_r1);
    }

    // What is still held is the hold that was one too many, or was not given back before it: said already.
    public void NestedOfTwoKinds()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_r1);
        {|DDI2004:TakePlain()|};
        ExReleaseResourceAndLeaveCriticalRegion(_r1);
    }

    private void TakePlain()
    {
        ExAcquireResourceExclusiveLite(_r1, true);
    }

    // The owner is an argument of the helper.
    public void GivenForTheThreadOfTheCaller()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_r0, true);
        GiveFor(ExGetCurrentResourceThread());
        KeLeaveCriticalRegion();
    }

    private void GiveFor(nuint thread)
    {
        ExReleaseResourceForThreadLite(_r0, thread);
    }
}
