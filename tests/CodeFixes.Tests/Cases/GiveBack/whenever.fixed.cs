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
            FltAcquireResourceExclusive(_main);
        }

        _n++;
        if (take)
        {
            FltReleaseResource(_main);
        }
    }

    public static void OtherParameter(C from, C to)
    {
        FltAcquireResourceExclusive(from._r);
        to._n = from._n;
        FltReleaseResource(from._r);
    }

    public int LocalFunctionForgotten(int limit)
    {
        FltAcquireResourceExclusive(_r);
        if (_n >= limit)
        {
            FltReleaseResource(_r);
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
