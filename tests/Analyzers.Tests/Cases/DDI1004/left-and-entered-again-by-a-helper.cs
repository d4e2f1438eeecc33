// A helper opens its caller's region for a moment. A caller that is in none made one mistake, not two.
internal sealed class Worker
{
    private int _count;

    public void InRegion()
    {
        KeEnterGuardedRegion();
        Open();
        KeLeaveGuardedRegion();
    }

    public void InNone()
    {
        {|DDI1004:Open()|};
    }

    private void Open()
    {
        KeLeaveGuardedRegion();
        _count++;
        KeEnterGuardedRegion();
    }
}
