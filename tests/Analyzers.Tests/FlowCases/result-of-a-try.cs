// The answer of the try is a fact linked to the hold.
using DdiCompliance;
using static DdiCompliance.Ddi;

public class C
{
    private readonly ERESOURCE _r = new();
    private int _x;

    public bool M()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceExclusiveLite(_r, false);
        if (taken)
        {
            _x++;
            ExReleaseResourceLite(_r);
        }

        KeLeaveCriticalRegion();
        return taken;
    }
}
