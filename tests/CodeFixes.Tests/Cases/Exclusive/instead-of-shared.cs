// What is written under a shared hold gets an exclusive one.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    [GuardedBy(nameof(_r))] private int _g;

    public void WritesShared(int amount)
    {
        FltAcquireResourceShared(_r);
        {|DDI5002:_g|} = amount;
        FltReleaseResource(_r);
    }
}
