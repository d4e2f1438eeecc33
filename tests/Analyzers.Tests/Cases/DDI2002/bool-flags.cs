// A boolean remembers the acquire (the commonest shape in ported file-system code).
internal sealed class IrpContext
{
    public bool Wait;
    public bool Recursive;
}

internal sealed class CommonWrite
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _size;

    public void OneFlag(bool extend)
    {
        bool held = false;
        if (extend)
        {
            FltAcquireResourceExclusive(_main);
            held = true;
        }

        _size++;
        if (held)
        {
            FltReleaseResource(_main);
        }
    }

    public void SameConditionTwice(bool extend)
    {
        if (extend)
        {
            FltAcquireResourceExclusive(_main);
        }

        _size++;
        if (extend)
        {
            FltReleaseResource(_main);
        }
    }

    public void ConditionChangesBetween(bool extend)
    {
        if (extend)
        {
            {|DDI2002:FltAcquireResourceExclusive(_main)|};
            if (_size > 100)
            {
                extend = false;
            }
        }

        _size++;
        if (extend)
        {
            FltReleaseResource(_main);
        }
    }

    public void TwoFlagsTwoLocks(bool main, bool paging)
    {
        bool mainHeld = false, pagingHeld = false;
        if (main)
        {
            FltAcquireResourceShared(_main);
            mainHeld = true;
        }

        if (paging)
        {
            FltAcquireResourceShared(_paging);
            pagingHeld = true;
        }

        _size++;
        if (pagingHeld)
        {
            FltReleaseResource(_paging);
        }

        if (mainHeld)
        {
            FltReleaseResource(_main);
        }
    }

    public void FlagsSwapped(bool main, bool paging)
    {
        bool mainHeld = false, pagingHeld = false;
        if (main)
        {
            {|DDI2002:FltAcquireResourceShared(_main)|};
            pagingHeld = true;
        }

        if (paging)
        {
            FltAcquireResourceShared(_paging);
            mainHeld = true;
        }

        _size++;
        if (mainHeld)
        {
            FltReleaseResource(_paging);
        }

        if (pagingHeld && mainHeld)
        {
            FltReleaseResource(_main);
        }
    }

    public void CombinedCondition(IrpContext context)
    {
        bool take = context.Wait && !context.Recursive;
        if (take)
        {
            FltAcquireResourceExclusive(_main);
        }

        _size++;
        if (take && _size > 0)
        {
            _size--;
        }

        if (take)
        {
            FltReleaseResource(_main);
        }
    }

    public void MoreConditionsAtTheRelease(bool take)
    {
        if (take)
        {
            {|DDI2002:FltAcquireResourceExclusive(_main)|};
        }

        _size++;
        if (take && _size > 0)
        {
            FltReleaseResource(_main);
        }
    }

    public void CompoundAssignedFlag(bool a, bool b)
    {
        bool held = false;
        if (a | b)
        {
            FltAcquireResourceExclusive(_main);
            held |= true;
        }

        _size++;
        if (held == true)
        {
            FltReleaseResource(_main);
        }
    }
}
