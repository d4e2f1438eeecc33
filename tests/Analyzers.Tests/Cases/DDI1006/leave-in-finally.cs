// Order of finally blocks decides.
internal sealed class Cleanup
{
    private readonly ERESOURCE _main = new();
    private int _state;

    public void InnerFinallyLeaves(int state)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        try
        {
            try
            {
                _state = state;
            }
            finally
            {
                {|DDI1006:KeLeaveCriticalRegion()|};
            }
        }
        finally
        {
            ExReleaseResourceLite(_main);
        }
    }

    public void OuterFinallyLeaves(int state)
    {
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceExclusiveLite(_main, true);
            try
            {
                _state = state;
            }
            finally
            {
                ExReleaseResourceLite(_main);
            }
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public void BothInOneFinally(int state)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            if (state >= 0)
            {
                held = ExAcquireResourceExclusiveLite(_main, true);
                _state = state;
            }
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(_main);
            }

            KeLeaveCriticalRegion();
        }
    }

    public void BothInOneFinallySwapped(int state)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            if (state >= 0)
            {
                held = ExAcquireResourceExclusiveLite(_main, true);
                _state = state;
            }
        }
        finally
        {
            {|DDI1006:KeLeaveCriticalRegion()|};
            if (held)
            {
                ExReleaseResourceLite(_main);
            }
        }
    }
}
