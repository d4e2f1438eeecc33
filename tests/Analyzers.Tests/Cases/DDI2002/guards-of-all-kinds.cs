// Guards: what they take in a constructor or maker their Dispose gives back; whoever has the guard answers for it.
public readonly struct Scope : IDisposable
{
    private readonly ERESOURCE? _resource;
    private readonly bool _taken;

    public Scope(ERESOURCE resource, bool wait)
    {
        KeEnterCriticalRegion();
        _resource = resource;
        _taken = ExAcquireResourceExclusiveLite(resource, wait);
        if (!_taken)
        {
            KeLeaveCriticalRegion();
        }
    }

    public bool Taken => _taken;

    public void Dispose()
    {
        if (_taken)
        {
            ExReleaseResourceLite(_resource!);
            KeLeaveCriticalRegion();
        }
    }
}

public sealed class ScopeUser
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public bool TryWork()
    {
        using Scope scope = new(_resource, false);
        if (!scope.Taken)
        {
            return false;
        }

        _count++;
        return true;
    }

    public void Nested(ERESOURCE other)
    {
        using (new Scope(_resource, true))
        using (new Scope(other, true))
        {
            _count++;
        }
    }

    public void Forgotten(bool early)
    {
        Scope scope = {|DDI2002:new Scope(_resource, true)|};
        if (early)
        {
            return;
        }

        scope.Dispose();
    }
}

public sealed class Holder : IDisposable
{
    private ERESOURCE? _resource;

    private Holder(ERESOURCE resource) => _resource = resource;

    public static Holder? TryTake(ERESOURCE resource)
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceSharedLite(resource, false))
        {
            KeLeaveCriticalRegion();
            return null;
        }

        return new Holder(resource);
    }

    public void Dispose()
    {
        ERESOURCE? resource = Interlocked.Exchange(ref _resource, null);
        if (resource is null)
        {
            return;
        }

        ExReleaseResourceLite(resource);
        KeLeaveCriticalRegion();
    }
}

public sealed class HolderUser
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public bool Using()
    {
        using Holder? holder = Holder.TryTake(_resource);
        if (holder is null)
        {
            return false;
        }

        _count++;
        return true;
    }

    public void Finally()
    {
        Holder? holder = Holder.TryTake(_resource);
        if (holder == null)
        {
            return;
        }

        try
        {
            _count++;
        }
        finally
        {
            holder.Dispose();
        }
    }

    public void Forgotten()
    {
        Holder? holder = {|DDI2002:Holder.TryTake(_resource)|};
        if (holder is not null)
        {
            _count++;
        }
    }
}

public static class Makers
{
    public static Hold Take(this ERESOURCE resource)
    {
        FltAcquireResourceExclusive(resource);
        return new Hold(resource);
    }

    public static Hold TakeIf(this ERESOURCE resource, bool wanted)
    {
        if (!wanted)
        {
            return default;
        }

        FltAcquireResourceExclusive(resource);
        return new Hold(resource);
    }
}

public ref struct Hold
{
    private ERESOURCE? _resource;

    internal Hold(ERESOURCE resource) => _resource = resource;

    public readonly bool IsHeld => _resource is not null;

    public void Dispose()
    {
        if (_resource is { } resource)
        {
            _resource = null;
            FltReleaseResource(resource);
        }
    }
}

public sealed class HoldUser
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Using()
    {
        using (_resource.Take())
        {
            _count++;
        }
    }

    public bool UsingIf(bool wanted)
    {
        using Hold hold = _resource.TakeIf(wanted);
        if (!hold.IsHeld)
        {
            return false;
        }

        _count++;
        return true;
    }

    public void Forgotten(bool early)
    {
        Hold hold = {|DDI2002:_resource.Take()|};
        if (early)
        {
            return;
        }

        hold.Dispose();
    }
}

public sealed class Primary(ERESOURCE resource) : IDisposable
{
    public void Dispose() => ExReleaseResourceAndLeaveCriticalRegion(resource);
}

public record struct Positional(ERESOURCE Resource) : IDisposable
{
    public void Dispose() => FltReleaseResource(Resource);
}

public sealed class Act(Action undo) : IDisposable
{
    public void Dispose() => undo();
}

public sealed class Keeper
{
    private readonly ERESOURCE _resource = new();
    private readonly Stack<IDisposable> _stack = new();
    private Primary? _kept;
    private int _count;

    public void UsingPrimary()
    {
        using (Take())
        {
            _count++;
        }
    }

    public void UsingPositional()
    {
        using Positional held = TakePositional();
        _count++;
    }

    // Kept in a field, on a stack, or given out: somebody else disposes of it.
    public void Start() => _kept = Take();

    public void Finish()
    {
        _kept!.Dispose();
        _kept = null;
    }

    public void Push() => _stack.Push(Take());

    public void Pop() => _stack.Pop().Dispose();

    public IDisposable Reserve()
    {
        FltAcquireResourceExclusive(_resource);
        return new Positional(_resource);
    }

    public void UsingReserved()
    {
        using (Reserve())
        {
            _count++;
        }
    }

    public void PerhapsNone(bool wanted)
    {
        Primary? held = wanted ? Take() : null;
        _count++;
        held?.Dispose();
    }

    public void PerhapsNoneInFinally(bool wanted)
    {
        Primary? held = null;
        try
        {
            if (wanted)
            {
                held = Take();
            }

            _count++;
        }
        finally
        {
            held?.Dispose();
        }
    }

    public bool TryOpen(out Primary? held)
    {
        held = Take();
        return true;
    }

    public void UsingOut()
    {
        if (TryOpen(out Primary? held))
        {
            held!.Dispose();
        }
    }

    public void UsingAct()
    {
        using (TakeWithAct())
        {
            _count++;
        }
    }

    public void Forgotten(bool early)
    {
        Primary held = {|DDI2002:Take()|};
        if (early)
        {
            return;
        }

        held.Dispose();
    }

    private Primary Take()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        return new Primary(_resource);
    }

    private Positional TakePositional()
    {
        FltAcquireResourceExclusive(_resource);
        return new(_resource);
    }

    private IDisposable TakeWithAct()
    {
        FltAcquireResourceExclusive(_resource);
        return new Act(() => FltReleaseResource(_resource));
    }
}

// The runtime's own guards, known by their annotations only.
public sealed class RuntimeGuards
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _push;
    private int _count;

    public bool TryUsing()
    {
        using ResourceGuard guard = _resource.TryAcquireExclusive();
        if (!guard.IsHeld)
        {
            return false;
        }

        _count++;
        return true;
    }

    public void Nested()
    {
        using (_resource.AcquireExclusive())
        using (_push.AcquireShared())
        using (Irql.Raise(APC_LEVEL))
        {
            _count++;
        }
    }
}
