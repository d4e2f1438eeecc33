// Acquired by one family's helper, released by the other's.
internal sealed class Wrapped
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _lock;
    private int _value;

    public void FilterThenFileSystem()
    {
        FilterAcquire();
        _value++;
        {|DDI2007:ExReleaseResourceLite(_resource)|};
    }

    public void FileSystemThenFilter()
    {
        FileSystemAcquire();
        _value++;
        {|DDI2007:FilterRelease()|};
    }

    public void FilterPair()
    {
        FilterAcquire();
        _value++;
        FilterRelease();
    }

    public void FileSystemPair()
    {
        FileSystemAcquire();
        _value++;
        FileSystemRelease();
    }

    public void SharedReleasedExclusive()
    {
        KeEnterCriticalRegion();
        PushShared();
        _value++;
        {|DDI2007:ExReleasePushLockExclusive(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void SharedReleasedShared()
    {
        KeEnterCriticalRegion();
        PushShared();
        _value++;
        ExReleasePushLockShared(ref _lock);
        KeLeaveCriticalRegion();
    }

    private void FilterAcquire() => FltAcquireResourceExclusive(_resource);

    private void FilterRelease() => FltReleaseResource(_resource);

    private void FileSystemAcquire() => ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);

    private void FileSystemRelease() => ExReleaseResourceAndLeaveCriticalRegion(_resource);

    private void PushShared() => ExAcquirePushLockShared(ref _lock);
}
