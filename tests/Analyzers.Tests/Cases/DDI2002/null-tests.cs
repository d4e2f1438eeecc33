// The lock, or a pointer to its owner, is remembered: null means not held.
internal sealed class Scb
{
    public readonly ERESOURCE Resource = new();
    public int References;
}

internal sealed class Lookup
{
    private readonly Dictionary<long, Scb> _table = [];
    private readonly ERESOURCE _default = new();

    public void LockRemembered(Scb scb, bool take)
    {
        ERESOURCE held = null;
        if (take)
        {
            held = scb.Resource;
            FltAcquireResourceExclusive(held);
        }

        scb.References++;
        if (held != null)
        {
            FltReleaseResource(held);
        }
    }

    public void LockRememberedByPattern(Scb scb, bool take)
    {
        ERESOURCE held = take ? scb.Resource : null;
        if (held is not null)
        {
            FltAcquireResourceShared(held);
        }

        scb.References++;
        if (held is { } resource)
        {
            FltReleaseResource(resource);
        }
    }

    public void OwnerMayBeNull(Scb scb)
    {
        if (scb != null)
        {
            FltAcquireResourceExclusive(scb.Resource);
        }

        _table.Clear();
        if (scb is not null)
        {
            FltReleaseResource(scb.Resource);
        }
    }

    public void OwnerForgotten(Scb scb)
    {
        if (scb != null)
        {
            {|DDI2002:FltAcquireResourceExclusive(scb.Resource)|};
        }

        _table.Clear();
        if (scb is { References: > 0 })
        {
            FltReleaseResource(scb.Resource);
        }
    }

    public void RememberedAndDropped(Scb scb)
    {
        ERESOURCE held = scb.Resource;
        FltAcquireResourceExclusive(held);
        if (scb.References == 0)
        {
            FltReleaseResource(held);
            held = null;
        }

        _table.Clear();
        if (held != null)
        {
            FltReleaseResource(held);
        }
    }

    public void DroppedWithoutRelease(Scb scb)
    {
        ERESOURCE held = scb.Resource;
        {|DDI2002:FltAcquireResourceExclusive(held)|};
        if (scb.References == 0)
        {
            held = null;
        }

        _table.Clear();
        if (held != null)
        {
            FltReleaseResource(held);
        }
    }

    public void Defaulted(Scb scb)
    {
        ERESOURCE held = scb?.Resource ?? _default;
        FltAcquireResourceShared(held);
        _table.Clear();
        FltReleaseResource(held);
    }
}
