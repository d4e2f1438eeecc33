// An explicit throw between acquire and release.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _size;

    public void ThrowsHolding(long size)
    {
        {|DDI2003:FltAcquireResourceExclusive(_main)|};
        if (size < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size));
        }

        _size = size;
        FltReleaseResource(_main);
    }

    public void ThrowsBefore(long size)
    {
        if (size < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size));
        }

        FltAcquireResourceExclusive(_main);
        _size = size;
        FltReleaseResource(_main);
    }

    public void ReleasesThenThrows(long size)
    {
        FltAcquireResourceExclusive(_main);
        if (size < 0)
        {
            FltReleaseResource(_main);
            throw new ArgumentOutOfRangeException(nameof(size));
        }

        _size = size;
        FltReleaseResource(_main);
    }

    public void ThrowsUnderFinally(long size)
    {
        FltAcquireResourceExclusive(_main);
        try
        {
            if (size < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(size));
            }

            _size = size;
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public long ThrowExpression(long[] sizes)
    {
        {|DDI2003:FltAcquireResourceShared(_main)|};
        long size = sizes.Length > 0 ? _size : throw new InvalidOperationException();
        FltReleaseResource(_main);
        return size;
    }

    public long SwitchExpression(int kind)
    {
        {|DDI2003:FltAcquireResourceShared(_main)|};
        long size = kind switch
        {
            0 => _size,
            1 => _size * 2,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        FltReleaseResource(_main);
        return size;
    }

    public void SecondOfTwo(long size)
    {
        FltAcquireResourceShared(_main);
        try
        {
            {|DDI2003:FltAcquireResourceShared(_paging)|};
            if (size < _size)
            {
                throw new InvalidOperationException();
            }

            FltReleaseResource(_paging);
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }
}
