// A flag guards the release; in the marked methods it says something else than "held".
internal sealed class IrpContext
{
    public bool Wait;
    public int Flags;
}

internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _mounted;

    public bool FlagSetOnlyOnSuccess(IrpContext context)
    {
        bool held = false;
        KeEnterCriticalRegion();
        if (context.Wait || _mounted > 0)
        {
            held = ExAcquireResourceExclusiveLite(_resource, context.Wait);
        }

        if (held)
        {
            _mounted++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return held;
    }

    public void FlagSetBeforeTheAcquire(int limit)
    {
        bool held = true;
        KeEnterCriticalRegion();
        if (_mounted < limit)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _mounted++;
        }

        if (held)
        {
            {|DDI2001:ExReleaseResourceLite(_resource)|};
        }

        KeLeaveCriticalRegion();
    }

    public void FlagNotClearedAfterTheRelease(int limit)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            held = true;
            if (_mounted >= limit)
            {
                ExReleaseResourceLite(_resource);
                return;
            }

            _mounted++;
        }
        finally
        {
            if (held)
            {
                {|DDI2001:ExReleaseResourceLite(_resource)|};
            }

            KeLeaveCriticalRegion();
        }
    }

    public void FlagClearedAfterTheRelease(int limit)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            held = true;
            if (_mounted >= limit)
            {
                ExReleaseResourceLite(_resource);
                held = false;
                return;
            }

            _mounted++;
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(_resource);
            }

            KeLeaveCriticalRegion();
        }
    }

    public void InvertedFlag(int limit)
    {
        bool skip = _mounted >= limit;
        if (!skip)
        {
            FltAcquireResourceExclusive(_resource);
        }

        _mounted++;
        if (skip)
        {
            {|DDI2001:FltReleaseResource(_resource)|};
        }
        else
        {
            FltReleaseResource(_resource);
        }
    }

    public void NegatedTwice(int limit)
    {
        bool skip = _mounted >= limit;
        bool take = !skip;
        if (take)
        {
            FltAcquireResourceExclusive(_resource);
            _mounted++;
        }

        if (!skip)
        {
            FltReleaseResource(_resource);
        }
    }
}
