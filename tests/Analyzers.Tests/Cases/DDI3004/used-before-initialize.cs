// A new ERESOURCE is unusable until it is initialised.
internal sealed class Extension
{
    private readonly ERESOURCE _resource;
    private readonly ERESOURCE _late = new();
    private int _state;

    public Extension()
    {
        _resource = new ERESOURCE();
        ExInitializeResourceLite(_resource);
        FltAcquireResourceExclusive(_resource);
        _state = 1;
        FltReleaseResource(_resource);
    }

    public Extension(int state)
    {
        _resource = new ERESOURCE();
        {|DDI3004:FltAcquireResourceExclusive(_resource)|};
        _state = state;
        FltReleaseResource(_resource);
    }

    public Extension(bool late)
    {
        _resource = new ERESOURCE();
        if (late)
        {
            ExInitializeResourceLite(_resource);
        }

        _state = late ? 1 : 0;
        if (late)
        {
            FltAcquireResourceShared(_resource);
            _state++;
            FltReleaseResource(_resource);
        }
    }

    public static int Local(int value)
    {
        var resource = new ERESOURCE();
        KeEnterCriticalRegion();
        {|DDI3004:ExAcquireResourceSharedLite(resource, true)|};
        value++;
        ExReleaseResourceLite(resource);
        KeLeaveCriticalRegion();
        return value;
    }

    public static int LocalInitialised(int value)
    {
        var resource = new ERESOURCE();
        ExInitializeResourceLite(resource);
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(resource, true);
        value++;
        ExReleaseResourceLite(resource);
        KeLeaveCriticalRegion();
        ExDeleteResourceLite(resource);
        return value;
    }

    public void InitialisedElsewhere()
    {
        // Nothing is known here about a field that another method sets up.
        FltAcquireResourceShared(_late);
        _state++;
        FltReleaseResource(_late);
    }
}
