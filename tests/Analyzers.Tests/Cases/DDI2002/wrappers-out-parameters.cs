// The helper reports what it did in an out or ref parameter.
internal sealed class Ccb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _second = new();
    private int _cookie;

    public void OutBool(bool wanted)
    {
        TryBegin(wanted, out bool taken);
        _cookie++;
        if (taken)
        {
            FltReleaseResource(_resource);
        }
    }

    public void OutBoolIgnored(bool wanted)
    {
        {|DDI2002:TryBegin(wanted, out _)|};
        _cookie++;
    }

    public void OutLock(bool first)
    {
        Choose(first, out ERESOURCE held);
        _cookie++;
        FltReleaseResource(held);
    }

    public void RefFlag(bool wanted)
    {
        bool held = false;
        if (wanted)
        {
            AcquireOnce(ref held);
        }

        _cookie++;
        AcquireOnce(ref held);
        _cookie--;
        if (held)
        {
            FltReleaseResource(_resource);
        }
    }

    public void RefFlagReset(bool wanted)
    {
        bool held = false;
        {|DDI2002:AcquireOnce(ref held)|};
        held = wanted;
        if (held)
        {
            ReleaseOnce(ref held);
        }
    }

    public void RefFlagReleasedByHelper()
    {
        bool held = false;
        AcquireOnce(ref held);
        _cookie++;
        ReleaseOnce(ref held);
        ReleaseOnce(ref held);
    }

    private void TryBegin(bool wanted, out bool taken)
    {
        taken = false;
        if (wanted)
        {
            FltAcquireResourceExclusive(_resource);
            taken = true;
        }
    }

    private void Choose(bool first, out ERESOURCE held)
    {
        held = first ? _resource : _second;
        FltAcquireResourceShared(held);
    }

    private void AcquireOnce(ref bool held)
    {
        if (!held)
        {
            FltAcquireResourceExclusive(_resource);
            held = true;
        }
    }

    private void ReleaseOnce(ref bool held)
    {
        if (held)
        {
            FltReleaseResource(_resource);
            held = false;
        }
    }
}
