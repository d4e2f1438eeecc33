//! fix JumpFix
// Where the function gives back at a label, the exit that forgets it goes there.
internal sealed class Volume
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _allocation = new();
    private int _free;
    private int _state;

    public int Reserve(int count)
    {
        int status = 0;
        KeEnterCriticalRegion();
        {|DDI2002:ExAcquireResourceExclusiveLite(_resource, true)|};
        if (_state != 0)
        {
            status = -1;
            goto exit;
        }

        // Nothing to do for an empty request.
        if (count == 0)
            return 1;

        _free -= count;

    exit:
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return status;
    }

    public int Move(Volume other, int count)
    {
        int status = 0;
        FltAcquireResourceExclusive(_resource);
        if (_state != 0)
        {
            status = -1;
            goto unlock;
        }

        {|DDI2002:FltAcquireResourceExclusive(_allocation)|};
        if (count > _free)
        {
            status = -2;
            goto unlock;
        }

        if (count == 0)
            goto both;
        _free -= count;
        other._free += count;

    both:
        FltReleaseResource(_allocation);
    unlock:
        FltReleaseResource(_resource);
        return status;
    }

    // What stands at the label is work of its own: the exit stays where it is.
    public int Complete(int count)
    {
        int status = 0;
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        if (_state != 0)
            goto exit;
        if (count == 0)
            return 1;
        _free -= count;

    exit:
        FltReleaseResource(_resource);
        status += Notify();
        return status;
    }

    private int Notify() => _state++;
}
