// The flag links the acquire to its release: two states pass through the middle, and none is left.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public void M(bool wanted)
    {
        if (wanted)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
        }

        _x++;
        if (wanted)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_r);
        }
    }
}
