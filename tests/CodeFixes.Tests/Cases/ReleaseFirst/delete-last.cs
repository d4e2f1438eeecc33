// Delete after the last use.
internal sealed class Vcb
{
    private readonly ERESOURCE _main = new();
    private long _size;

    public void Dismount()
    {
        ExDeleteResourceLite(_main);
        {|DDI3005:FltAcquireResourceExclusive(_main)|};
        _size = 0;
        FltReleaseResource(_main);
    }
}
