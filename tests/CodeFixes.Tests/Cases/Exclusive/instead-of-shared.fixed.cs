// What is written under a shared hold gets an exclusive one.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    [GuardedBy(nameof(_r))] private int _g;

    public void WritesShared(int amount)
    {
        FltAcquireResourceExclusive(_r);
        _g = amount;
        FltReleaseResource(_r);
    }
}
