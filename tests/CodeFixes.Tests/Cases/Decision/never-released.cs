//! fix Release '
// What is never given back is, where the method ends, if its author says so.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private int _n;

    public int Flush()
    {
        {|DDI2002:FltAcquireResourceShared(_r)|};
        _n = 0;
        return _n + 1;
    }

    public void Some(bool all)
    {
        if (all)
        {
            {|DDI2002:FltAcquireResourceShared(_main)|};
        }

        _n++;
    }

    public void Both(int a)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        {|DDI2002:ExAcquireResourceExclusiveLite(_main, true)|};
        if (a > 0)
        {
            return;
        }

        _n++;
    }
}
