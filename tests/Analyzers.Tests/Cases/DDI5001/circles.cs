// Circles of three, modes, several files, statics, push locks under resources.
internal sealed class Cache
{
    private static readonly ERESOURCE s_all = new();
    private readonly ERESOURCE _names = new();
    private readonly ERESOURCE _pages = new();
    private readonly ERESOURCE _dirty = new();
    private readonly ERESOURCE _left = new();
    private readonly ERESOURCE _right = new();
    private EX_PUSH_LOCK _table;
    private int _count;

    public void NamesThenPages()
    {
        FltAcquireResourceExclusive(_names);
        FltAcquireResourceExclusive(_pages);
        _count++;
        FltReleaseResource(_pages);
        FltReleaseResource(_names);
    }

    public void PagesThenDirty()
    {
        FltAcquireResourceExclusive(_pages);
        FltAcquireResourceExclusive(_dirty);
        _count++;
        FltReleaseResource(_dirty);
        FltReleaseResource(_pages);
    }

    public void DirtyThenNames()
    {
        FltAcquireResourceExclusive(_dirty);
        {|DDI5001:FltAcquireResourceShared(_names)|};
        _count++;
        FltReleaseResource(_names);
        FltReleaseResource(_dirty);
    }

    public void SharedLeftThenRight()
    {
        FltAcquireResourceShared(_left);
        FltAcquireResourceShared(_right);
        _count++;
        FltReleaseResource(_right);
        FltReleaseResource(_left);
    }

    public void SharedRightThenLeft()
    {
        FltAcquireResourceShared(_right);
        FltAcquireResourceShared(_left);
        _count++;
        FltReleaseResource(_left);
        FltReleaseResource(_right);
    }

    public void TableThenAll()
    {
        FltAcquirePushLockExclusive(ref _table);
        FltAcquireResourceShared(s_all);
        _count++;
        FltReleaseResource(s_all);
        FltReleasePushLock(ref _table);
    }

    public static void AllThenTable(Cache cache)
    {
        FltAcquireResourceExclusive(s_all);
        cache.Sweep();
        FltReleaseResource(s_all);
    }

    public void ConditionalOrder(bool reverse)
    {
        if (reverse)
        {
            FltAcquireResourceExclusive(_dirty);
            FltAcquireResourceExclusive(s_all);
        }
        else
        {
            FltAcquireResourceExclusive(s_all);
            {|DDI5001:FltAcquireResourceExclusive(_dirty)|};
        }

        _count++;
        FltReleaseResource(_dirty);
        FltReleaseResource(s_all);
    }

    private void Sweep() => _count = 0;
}

//! file Other.cs
internal sealed class Second
{
    private readonly ERESOURCE _a = new();
    private readonly Third _third = new();
    private int _count;

    public void AThenB()
    {
        FltAcquireResourceExclusive(_a);
        FltAcquireResourceExclusive(_third.B);
        _count++;
        FltReleaseResource(_third.B);
        FltReleaseResource(_a);
    }

    public void TakeA()
    {
        FltAcquireResourceExclusive(_a);
        _count++;
        FltReleaseResource(_a);
    }
}

//! file Third.cs
internal sealed class Third
{
    public readonly ERESOURCE B = new();

    public void BThenA(Second second)
    {
        FltAcquireResourceExclusive(B);
        {|DDI5001:second.TakeA()|};
        FltReleaseResource(B);
    }
}
