// The exits of the helper are told apart by its argument.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public void M(bool wanted)
    {
        Take(wanted);
        Give(wanted);
    }

    private void Take(bool really)
    {
        if (really)
        {
            FltAcquireResourceShared(_r);
        }
    }

    private void Give(bool really)
    {
        if (really)
        {
            FltReleaseResource(_r);
        }
    }
}
