// "To delete a resource from the system's resource list, call ExDeleteResourceLite. To initialize a resource for reuse, call
// ExReinitializeResourceLite."
internal sealed class TransactionContext
{
    private readonly ERESOURCE _resource = new();
    private int _state;

    public void DeletesBeforeTheRelease()
    {
        FltAcquireResourceExclusive(_resource);
        _state = 0;
        {|DDI3007:ExDeleteResourceLite(_resource)|};
        FltReleaseResource(_resource);
    }

    public void ReleasesAfterTheDelete()
    {
        FltAcquireResourceExclusive(_resource);
        _state = 0;
        FltReleaseResource(_resource);
        ExDeleteResourceLite(_resource);
    }

    public void ReinitialisesForReuse()
    {
        FltAcquireResourceExclusive(_resource);
        _state = 0;
        FltReleaseResource(_resource);
        ExReinitializeResourceLite(_resource);
        FltAcquireResourceExclusive(_resource);
        _state = 1;
        FltReleaseResource(_resource);
    }

    public void UsesAfterTheDelete()
    {
        ExDeleteResourceLite(_resource);
        {|DDI3005:FltAcquireResourceExclusive(_resource)|};
        _state = 1;
        FltReleaseResource(_resource);
    }
}
