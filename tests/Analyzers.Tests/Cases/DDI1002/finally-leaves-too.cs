// The try leaves, and so does the finally.
internal sealed class WriteDispatch
{
    private readonly ERESOURCE _resource = new();
    private long _offset;

    public bool EarlyReturnInsideTry(long offset)
    {
        KeEnterCriticalRegion();
        try
        {
            if (offset < 0)
            {
                KeLeaveCriticalRegion();
                return false;
            }

            _offset = offset;
            return true;
        }
        finally
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }
    }

    public bool EarlyReturnLeavesItToFinally(long offset)
    {
        KeEnterCriticalRegion();
        try
        {
            if (offset < 0)
            {
                return false;
            }

            _offset = offset;
            return true;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public bool FlagTellsFinally(long offset)
    {
        KeEnterCriticalRegion();
        bool left = false;
        try
        {
            if (offset < 0)
            {
                KeLeaveCriticalRegion();
                left = true;
                return false;
            }

            _offset = offset;
            return true;
        }
        finally
        {
            if (!left)
            {
                KeLeaveCriticalRegion();
            }
        }
    }

    public void EnterInsideTry(long offset)
    {
        // If the check throws, the finally leaves what was never entered.
        try
        {
            if (offset < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(offset));
            }

            KeEnterCriticalRegion();
            _offset = offset;
        }
        finally
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }
    }

    public void EnterBeforeTry(long offset)
    {
        if (offset < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        KeEnterCriticalRegion();
        try
        {
            _offset = offset;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }
}
