// Wrappers written as extension methods, expression-bodied, with optional and named arguments.
internal static class ResourceExtensions
{
    internal static ERESOURCE Exclusive(this ERESOURCE resource)
    {
        FltAcquireResourceExclusive(resource);
        return resource;
    }

    internal static void Done(this ERESOURCE resource) => FltReleaseResource(resource);

    internal static bool TryShared(this ERESOURCE resource, bool wait = false)
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(resource, wait))
        {
            return true;
        }

        KeLeaveCriticalRegion();
        return false;
    }

    internal static void EndShared(this ERESOURCE resource)
    {
        ExReleaseResourceLite(resource);
        KeLeaveCriticalRegion();
    }
}

internal sealed class Objects
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Fluent()
    {
        ERESOURCE held = _resource.Exclusive();
        _count++;
        held.Done();
    }

    public void FluentForgotten(bool skip)
    {
        {|DDI2002:_resource.Exclusive()|};
        _count++;
        if (!skip)
        {
            _resource.Done();
        }
    }

    public void OptionalArgument()
    {
        if (_resource.TryShared())
        {
            _count++;
            _resource.EndShared();
        }
    }

    public void WaitingCannotFail()
    {
        _resource.TryShared(wait: true);
        _count++;
        _resource.EndShared();
    }

    public void AsAStaticCall()
    {
        ResourceExtensions.Exclusive(_resource);
        _count++;
        ResourceExtensions.Done(_resource);
    }
}
