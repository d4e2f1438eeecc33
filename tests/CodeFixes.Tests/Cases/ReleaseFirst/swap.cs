// First release, then leave.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private long _size;

    public void Swapped(long size)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_main, true);
        _size = size;
        {|DDI1006:FsRtlExitFileSystem()|}; // done
        ExReleaseResourceLite(_main);
    }

    public void SameLine(long size)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_main, true);
        _size = size;
        {|DDI1006:FsRtlExitFileSystem()|}; ExReleaseResourceLite(_main); // both
    }

    public void OneBetween(long size)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_main, true);
        {|DDI1006:FsRtlExitFileSystem()|};
        _size = size;
        ExReleaseResourceLite(_main);
    }
}
