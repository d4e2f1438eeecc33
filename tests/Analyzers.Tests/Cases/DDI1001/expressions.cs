// The acquire sits in the middle of an expression.
internal sealed class Segment
{
    private readonly ERESOURCE _resource = new();
    private int _length;

    public bool InAndOutside(bool want)
    {
        if (want && {|DDI1001:ExAcquireResourceSharedLite(_resource, false)|})
        {
            _length++;
            ExReleaseResourceLite(_resource);
            return true;
        }

        return false;
    }

    public bool InAndInside(bool want)
    {
        KeEnterCriticalRegion();
        bool done = want && ExAcquireResourceSharedLite(_resource, false);
        if (done)
        {
            _length++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return done;
    }

    public int InConditional(bool want)
    {
        int taken = want ? {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|} ? 1 : 0 : -1;
        if (taken == 1)
        {
            _length++;
            ExReleaseResourceLite(_resource);
        }

        return taken;
    }

    public string InInterpolation()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        string text = $"{_length} of {ExIsResourceAcquiredSharedLite(_resource)}";
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return text;
    }

    public int InSwitchExpression(int mode)
    {
        KeEnterCriticalRegion();
        bool held = mode switch
        {
            0 => ExAcquireResourceSharedLite(_resource, true),
            1 => ExAcquireResourceExclusiveLite(_resource, true),
            _ => false,
        };
        int length = held ? _length : -1;
        if (held)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return length;
    }
}
