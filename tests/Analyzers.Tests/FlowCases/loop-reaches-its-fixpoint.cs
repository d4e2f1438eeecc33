// Released and acquired again in each round: the loop head knows one state.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public void M(int a)
    {
        FltAcquireResourceExclusive(_r);
        while (a > 0)
        {
            FltReleaseResource(_r);
            a--;
            FltAcquireResourceExclusive(_r);
        }

        FltReleaseResource(_r);
    }
}
