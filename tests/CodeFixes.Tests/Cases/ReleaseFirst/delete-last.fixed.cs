// Delete after the last use.
internal sealed class Vcb
{
    private readonly ERESOURCE _main = new();
    private long _size;

    public void Dismount()
    {
        FltAcquireResourceExclusive(_main);
        _size = 0;
        FltReleaseResource(_main);
        ExDeleteResourceLite(_main);
    }
}
