// Releases in finally, with and without flags.
internal sealed class CommonRead
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _bytes;

    public long Plain(long count, Func<long, long> read)
    {
        FltAcquireResourceShared(_main);
        try
        {
            return _bytes += read(count);
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public long AcquireInsideTry(long count, Func<long, long> read)
    {
        bool held = false;
        try
        {
            if (count > 0)
            {
                FltAcquireResourceShared(_main);
                held = true;
            }

            return _bytes += read(count);
        }
        finally
        {
            if (held)
            {
                FltReleaseResource(_main);
            }
        }
    }

    public bool AbnormalTerminationStyle(long count, Func<long, long> read)
    {
        bool abnormal = true;
        FltAcquireResourceExclusive(_main);
        try
        {
            _bytes += read(count);
            FltReleaseResource(_main);
            abnormal = false;
        }
        finally
        {
            if (abnormal)
            {
                FltReleaseResource(_main);
            }
        }

        return !abnormal;
    }

    public long FinallyForgetsThePaging(long count)
    {
        FltAcquireResourceShared(_main);
        try
        {
            {|DDI2002:FltAcquireResourceShared(_paging)|};
            if (count < 0)
            {
                return -1;
            }

            _bytes += count;
            FltReleaseResource(_paging);
            return _bytes;
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public long FinallyReleasesUnderAnotherFlag(long count)
    {
        bool held = false, dirty = false;
        try
        {
            {|DDI2002:FltAcquireResourceExclusive(_main)|};
            held = true;
            if (count < 0)
            {
                return -1;
            }

            dirty = true;
            return _bytes += count;
        }
        finally
        {
            if (held && dirty)
            {
                FltReleaseResource(_main);
            }
        }
    }

    public long NestedFinallies(long count, Func<long, long> read)
    {
        FltAcquireResourceShared(_main);
        try
        {
            FltAcquireResourceShared(_paging);
            try
            {
                if (count == 0)
                {
                    return 0;
                }

                return read(count);
            }
            finally
            {
                FltReleaseResource(_paging);
            }
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public void LoopInsideTry(long[] counts)
    {
        FltAcquireResourceExclusive(_main);
        try
        {
            foreach (long count in counts)
            {
                if (count < 0)
                {
                    continue;
                }

                if (count == 0)
                {
                    break;
                }

                _bytes += count;
            }
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }
}
