// Second acquires that are not exclusive, not of the same resource, or not while the first is held.
internal sealed class Chain
{
    public readonly ERESOURCE Lock = new();
    public readonly Chain Parent;
    public int Count;

    public Chain(Chain parent) => Parent = parent;
}

internal sealed class ChainWork
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE[] _stripes = [new(), new()];

    public void SharedInsideExclusive(Chain chain)
    {
        FltAcquireResourceExclusive(chain.Lock);
        FltAcquireResourceShared(chain.Lock);
        chain.Count++;
        FltReleaseResource(chain.Lock);
        FltReleaseResource(chain.Lock);
    }

    public void ParentInsideChild(Chain chain)
    {
        FltAcquireResourceExclusive(chain.Lock);
        FltAcquireResourceExclusive(chain.Parent.Lock);
        chain.Parent.Count++;
        FltReleaseResource(chain.Parent.Lock);
        FltReleaseResource(chain.Lock);
    }

    public void TwoStripes()
    {
        FltAcquireResourceExclusive(_stripes[0]);
        FltAcquireResourceExclusive(_stripes[1]);
        FltReleaseResource(_stripes[1]);
        FltReleaseResource(_stripes[0]);
    }

    public void DropsInTheLoop(int rounds)
    {
        FltAcquireResourceExclusive(_resource);
        for (int i = 0; i < rounds; i++)
        {
            FltReleaseResource(_resource);
            FltAcquireResourceExclusive(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void FlagPreventsIt(bool first, bool second)
    {
        bool held = false;
        if (first)
        {
            FltAcquireResourceExclusive(_resource);
            held = true;
        }

        if (second && !held)
        {
            FltAcquireResourceExclusive(_resource);
            held = true;
        }

        if (held)
        {
            FltReleaseResource(_resource);
        }
    }

    public void FlagDoesNotPreventIt(bool first, bool second)
    {
        if (first)
        {
            FltAcquireResourceExclusive(_resource);
        }

        if (second)
        {
            {|DDI2004:FltAcquireResourceExclusive(_resource)|};
            FltReleaseResource(_resource);
        }

        if (first)
        {
            FltReleaseResource(_resource);
        }
    }

    public void QueryPreventsIt(bool first)
    {
        bool mine = false;
        if (first)
        {
            FltAcquireResourceExclusive(_resource);
        }

        if (!ExIsResourceAcquiredExclusiveLite(_resource))
        {
            FltAcquireResourceExclusive(_resource);
            mine = true;
        }

        if (mine || first)
        {
            FltReleaseResource(_resource);
        }
    }
}
