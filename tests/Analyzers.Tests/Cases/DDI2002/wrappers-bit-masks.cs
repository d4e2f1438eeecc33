// Wrappers that take what a mask of flags names: the caller passes constants, and each bit decides one lock.
[Flags]
internal enum Parts : uint
{
    None = 0,
    Main = 1,
    Paging = 2,
    Full = Main | Paging,
}

internal sealed class FileNode
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _size;

    private void Acquire(uint flags)
    {
        if ((flags & 1) != 0)
        {
            FltAcquireResourceExclusive(_main);
        }

        if ((flags & 2) != 0)
        {
            FltAcquireResourceExclusive(_paging);
        }
    }

    private void Release(uint flags)
    {
        if ((flags & 2) != 0)
        {
            FltReleaseResource(_paging);
        }

        if ((flags & 1) == 1)
        {
            FltReleaseResource(_main);
        }
    }

    public void Both()
    {
        Acquire(3);
        _size++;
        Release(3);
    }

    public void OneByOne()
    {
        Acquire(3);
        _size++;
        Release(2);
        _size++;
        Release(1);
    }

    public void OneForgotten()
    {
        {|DDI2002:Acquire(3)|};
        _size++;
        Release(2);
    }

    public void TheOtherOne()
    {
        {|DDI2002:Acquire(1)|};
        _size++;
        {|DDI2001:Release(2)|};
    }

    public void InAVariable(bool paging)
    {
        uint flags = 1;
        if (paging)
        {
            flags |= 2;
        }

        Acquire(flags);
        _size++;
        Release(flags);
    }

    public void InAVariableThatChanges(bool paging)
    {
        uint flags = 1;
        if (paging)
        {
            flags |= 2;
        }

        {|DDI2002:Acquire(flags)|};
        _size++;
        flags &= ~2u;
        Release(flags);
    }

    // The flags of the caller with one more: what the inner wrapper tests is decided two calls up.
    private void AcquireMainAnd(uint flags) => Acquire(flags | 1);

    private void ReleaseMainAnd(uint flags) => Release(flags | 1);

    public void ThroughTwoWrappers()
    {
        AcquireMainAnd(2);
        _size++;
        ReleaseMainAnd(2);
    }

    public void ThroughTwoWrappersOneForgotten()
    {
        {|DDI2002:AcquireMainAnd(2)|};
        _size++;
        ReleaseMainAnd(0);
    }

    // The wrapper clears a bit of its own copy: what it tests then is not what it was given.
    private void AcquireWithoutPaging(uint flags)
    {
        flags &= ~2u;
        if ((flags & 1) != 0)
        {
            FltAcquireResourceExclusive(_main);
        }

        if ((flags & 2) != 0)
        {
            FltAcquireResourceExclusive(_paging);
        }
    }

    public void WithoutPaging()
    {
        AcquireWithoutPaging(3);
        _size++;
        Release(1);
    }

    private void AcquireParts(Parts parts)
    {
        if (parts.HasFlag(Parts.Main))
        {
            FltAcquireResourceExclusive(_main);
        }

        if ((parts & Parts.Paging) == Parts.Paging)
        {
            FltAcquireResourceShared(_paging);
        }
    }

    private void ReleaseParts(Parts parts)
    {
        if ((parts & Parts.Paging) != 0)
        {
            FltReleaseResource(_paging);
        }

        if ((parts & Parts.Main) != 0)
        {
            FltReleaseResource(_main);
        }
    }

    public void PartsOfAnEnumeration()
    {
        AcquireParts(Parts.Full);
        _size++;
        ReleaseParts(Parts.Full);
    }

    public void PartsForgotten()
    {
        {|DDI2002:AcquireParts(Parts.Full)|};
        _size++;
        ReleaseParts(Parts.Main);
    }

    // Whoever passes the flags on passes the decision on.
    private void Update(uint flags)
    {
        Acquire(flags);
        _size++;
        Release(flags);
    }

    public void UpdateMain() => Update(1);
}
