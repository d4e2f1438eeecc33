// Released under more conditions than it is acquired under; released in a function inside; one lock acquired and another released.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private int _n;

    public void More(bool take, object o)
    {
        if (take)
        {
            {|DDI2002:FltAcquireResourceExclusive(_main)|};
        }

        _n++;
        if (take && _n > 0)
        {
            FltReleaseResource(_main);
        }
    }

    public static void OtherParameter(C from, C to)
    {
        {|DDI2002:FltAcquireResourceExclusive(from._r)|};
        to._n = from._n;
        {|DDI2001:FltReleaseResource(to._r)|};
    }

    public int LocalFunctionForgotten(int limit)
    {
        {|DDI2002:FltAcquireResourceExclusive(_r)|};
        if (_n >= limit)
        {
            return -1;
        }

        _n++;
        return Done(0);

        int Done(int status)
        {
            FltReleaseResource(_r);
            return status;
        }
    }
}
