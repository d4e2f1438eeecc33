// A helper that releases for the current thread releases its caller's hold, or nothing.
public sealed class Handed
{
    private readonly ERESOURCE _resource = new();

    public void NotHeld()
    {
        KeEnterCriticalRegion();
        {|DDI2001:GiveForCurrent()|};
        KeLeaveCriticalRegion();
    }

    public void Held()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        GiveForCurrent();
        KeLeaveCriticalRegion();
    }

    private void GiveForCurrent()
    {
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
    }

    // Somebody else's hold, known by its thread: nothing to say.
    public void HeldBySomebodyElse(nuint thread)
    {
        KeEnterCriticalRegion();
        GiveFor(thread);
        KeLeaveCriticalRegion();
    }

    private void GiveFor(nuint thread)
    {
        ExReleaseResourceForThreadLite(_resource, thread);
    }
}
