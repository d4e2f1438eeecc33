// The finally region is a procedure: entered held from the return and from the end, it runs once for both.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public int M(int a)
    {
        FltAcquireResourceShared(_r);
        try
        {
            if (a > 5)
            {
                return a;
            }

            _x += a;
        }
        finally
        {
            FltReleaseResource(_r);
        }

        return 0;
    }
}
