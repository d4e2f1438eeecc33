// Initialising a live resource corrupts the system's list.
internal sealed class Adapter
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _second = new();
    private bool _ready;

    public void InARow()
    {
        ExInitializeResourceLite(_resource);
        {|DDI3006:ExInitializeResourceLite(_resource)|};
    }

    public void OnRetry(int tries)
    {
        for (int i = 0; i < tries; i++)
        {
            {|DDI3006:ExInitializeResourceLite(_resource)|};
        }
    }

    public void OnRetryWithDelete(int tries)
    {
        for (int i = 0; i < tries; i++)
        {
            ExInitializeResourceLite(_resource);
            ExDeleteResourceLite(_resource);
        }
    }

    public void Reinitialised()
    {
        ExInitializeResourceLite(_resource);
        ExReinitializeResourceLite(_resource);
    }

    public void TwoResources()
    {
        ExInitializeResourceLite(_resource);
        ExInitializeResourceLite(_second);
    }

    public void OnceByFlag()
    {
        if (!_ready)
        {
            ExInitializeResourceLite(_resource);
            _ready = true;
        }
    }

    public void OnceByLocalFlag(bool early)
    {
        bool ready = false;
        if (early)
        {
            ExInitializeResourceLite(_resource);
            ready = true;
        }

        if (!ready)
        {
            ExInitializeResourceLite(_resource);
        }
    }

    public void NewObjectEachTime(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var resource = new ERESOURCE();
            ExInitializeResourceLite(resource);
            ExDeleteResourceLite(resource);
        }
    }
}
