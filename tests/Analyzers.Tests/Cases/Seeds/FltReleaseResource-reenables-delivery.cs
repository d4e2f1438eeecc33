// "is a wrapper for ExReleaseResourceLite that reenables normal kernel APC delivery."
internal sealed class InstanceContext
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _volume = new();
    private int _files;

    public void NeedsDeliveryOffAfterwards()
    {
        FltAcquireResourceExclusive(_resource);
        _files++;
        FltReleaseResource(_resource);
        {|DDI1001:ExAcquireResourceSharedLite(_volume, true)|};
        _files--;
        ExReleaseResourceLite(_volume);
    }

    public void ReenablesWhileHoldingAnother()
    {
        FltAcquireResourceExclusive(_resource);
        ExAcquireResourceExclusiveLite(_volume, true);
        _files++;
        {|DDI1006:FltReleaseResource(_resource)|};
        ExReleaseResourceLite(_volume);
    }

    public void WrapperDisablesDeliveryItself()
    {
        FltAcquireResourceExclusive(_resource);
        _files++;
        FltReleaseResource(_resource);
    }

    public void PlainAcquireInsideTheWrapper()
    {
        FltAcquireResourceExclusive(_resource);
        ExAcquireResourceExclusiveLite(_volume, true);
        _files++;
        ExReleaseResourceLite(_volume);
        FltReleaseResource(_resource);
    }

    public void TwoWrappersEitherKeepsDeliveryOff()
    {
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceShared(_volume);
        FltReleaseResource(_resource);
        _files++;
        FltReleaseResource(_volume);
    }
}
