// A method that releases is called only if the other one acquired.
internal sealed class Vnode
{
    private readonly ERESOURCE _resource = new();
    private int _users;

    private bool Lock(bool wait) => ExAcquireResourceExclusiveLite(_resource, wait);

    private void Unlock() => ExReleaseResourceLite(_resource);

    public bool Touch()
    {
        FsRtlEnterFileSystem();
        bool held = Lock(wait: false);
        _users++;
        {|DDI2008:Unlock()|};
        FsRtlExitFileSystem();
        return held;
    }
}
