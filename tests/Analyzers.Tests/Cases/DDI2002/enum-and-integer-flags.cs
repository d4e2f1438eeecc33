// What is held is remembered in an enum, a bit set, a counter or a status.
internal enum Held
{
    Nothing,
    Shared,
    Exclusive,
}

[Flags]
internal enum Locks
{
    None = 0,
    Vcb = 1,
    Fcb = 2,
}

internal sealed class SetRename
{
    private readonly ERESOURCE _vcb = new();
    private readonly ERESOURCE _fcb = new();
    private int _names;

    public void Enum(int access)
    {
        Held held = Held.Nothing;
        if (access == 1)
        {
            FltAcquireResourceShared(_vcb);
            held = Held.Shared;
        }
        else if (access == 2)
        {
            FltAcquireResourceExclusive(_vcb);
            held = Held.Exclusive;
            _names++;
        }

        if (held != Held.Nothing)
        {
            FltReleaseResource(_vcb);
        }
    }

    public void EnumSwitch(int access)
    {
        Held held = access > 0 ? Held.Shared : Held.Nothing;
        switch (held)
        {
            case Held.Shared:
                FltAcquireResourceShared(_vcb);
                break;
        }

        _names++;
        switch (held)
        {
            case Held.Nothing:
                break;
            default:
                FltReleaseResource(_vcb);
                break;
        }
    }

    public void EnumForgotten(int access)
    {
        Held held = Held.Nothing;
        if (access == 1)
        {
            FltAcquireResourceShared(_vcb);
            held = Held.Shared;
        }
        else if (access == 2)
        {
            {|DDI2002:FltAcquireResourceExclusive(_vcb)|};
            held = Held.Exclusive;
            _names++;
        }

        if (held == Held.Shared)
        {
            FltReleaseResource(_vcb);
        }
    }

    public void Bits(bool vcb, bool fcb)
    {
        Locks held = Locks.None;
        if (vcb)
        {
            FltAcquireResourceShared(_vcb);
            held |= Locks.Vcb;
        }

        if (fcb)
        {
            FltAcquireResourceExclusive(_fcb);
            held |= Locks.Fcb;
        }

        _names++;
        if ((held & Locks.Fcb) != 0)
        {
            FltReleaseResource(_fcb);
        }

        if (held.HasFlag(Locks.Vcb))
        {
            FltReleaseResource(_vcb);
        }
    }

    public int Status(int access)
    {
        int status = 0;
        if (access == 0)
        {
            status = unchecked((int)0xC0000022);
        }

        if (status >= 0)
        {
            FltAcquireResourceExclusive(_vcb);
            _names++;
        }

        if (status >= 0)
        {
            FltReleaseResource(_vcb);
        }

        return status;
    }

    public int StatusOverwritten(int access)
    {
        int status = access == 0 ? -1 : 0;
        if (status >= 0)
        {
            {|DDI2002:FltAcquireResourceExclusive(_vcb)|};
            if (_names == 0)
            {
                status = -2;
            }
        }

        if (status >= 0)
        {
            FltReleaseResource(_vcb);
        }

        return status;
    }

    public void Stage()
    {
        int stage = 0;
        FltAcquireResourceShared(_vcb);
        stage = 1;
        if (_names > 0)
        {
            FltAcquireResourceExclusive(_fcb);
            stage = 2;
        }

        _names++;
        if (stage >= 2)
        {
            FltReleaseResource(_fcb);
        }

        if (stage >= 1)
        {
            FltReleaseResource(_vcb);
        }
    }
}
