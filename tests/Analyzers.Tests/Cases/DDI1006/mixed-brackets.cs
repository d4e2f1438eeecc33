// One mistake is said once and at its place, when brackets of several kinds meet.
public sealed class Brackets
{
    private readonly ERESOURCE _first = new();
    private readonly ERESOURCE _second = new();
    private EX_PUSH_LOCK _push;
    private int _count;

    public void LeftInsideFilterBracket()
    {
        FltAcquireResourceExclusive(_first);
        {|DDI1006:FsRtlExitFileSystem()|};
        FltReleaseResource(_first);
    }

    public void LeftInsideCombinedBracket()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_first);
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceAndLeaveCriticalRegion(_first);
    }

    // The outer region keeps delivery off.
    public void LeftInOtherOrder()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceExclusive(_first);
        KeLeaveCriticalRegion();
        FltReleaseResource(_first);
    }

    public void MismatchOutsideAnyRegion()
    {
        {|DDI1001:ExAcquireResourceSharedLite(_first, true)|};
        {|DDI2007:FltReleaseResource(_first)|};
    }

    public void TwoRegionsForgotten()
    {
        {|DDI1003:FsRtlEnterFileSystem()|};
        {|DDI1005:KeEnterGuardedRegion()|};
    }

    public void HeldTwiceByTwoRoutines()
    {
        {|DDI2002:ExEnterCriticalRegionAndAcquireResourceExclusive(_first)|};
        {|DDI2002:{|DDI2004:FltAcquireResourceExclusive(_first)|}|};
    }

    // The inner test cannot be true: nobody assigns the parameter.
    public void AnsweredAlready(bool other, int kind)
    {
        if (kind == 0)
        {
            if (kind == 1)
            {
                Give();
            }
        }

        if (other)
        {
            _count++;
        }
    }

    public void AnsweredByOtherTests(bool other, int kind)
    {
        if (kind == 0)
        {
            if (kind < 2)
            {
                return;
            }

            Give();
        }

        GiveIf(kind == 0 && kind > 0);
    }

    private void Give() => ExReleaseResourceAndLeaveCriticalRegion(_second);

    private void GiveIf(bool wanted)
    {
        if (wanted)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_second);
        }
    }

    public void ThrownAndCaught(bool wanted)
    {
        FltAcquirePushLockExclusive(ref _push);
        try
        {
            Refuse(wanted);
        }
        catch (InvalidOperationException)
        {
        }

        FltReleasePushLock(ref _push);
    }

    private void Refuse(bool wanted)
    {
        throw new InvalidOperationException(wanted.ToString());
    }
}
