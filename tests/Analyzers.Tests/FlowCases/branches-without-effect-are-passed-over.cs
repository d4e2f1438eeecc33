// Nothing happens on either side of the first branch: no state enters it.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public void M(int a)
    {
        FltAcquireResourceShared(_r);
        int local = 0;
        if (a > 3)
        {
            local = a;
        }

        if (a == 7)
        {
            FltReleaseResource(_r);
            return;
        }

        FltReleaseResource(_r);
    }
}
