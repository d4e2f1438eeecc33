// "... the caller must explicitly disable the delivery of normal kernel APCs before calling this routine."
internal sealed class PostedIrp
{
    private readonly ERESOURCE _resource = new();

    public void CompleteForOwner(nuint ownerPointer)
    {
        {|DDI1001:ExReleaseResourceForThreadLite(_resource, ownerPointer)|};
    }

    public void CompleteForOwnerInRegion(nuint ownerPointer)
    {
        KeEnterCriticalRegion();
        ExReleaseResourceForThreadLite(_resource, ownerPointer);
        KeLeaveCriticalRegion();
    }

    public void CompleteAtApcLevel(nuint ownerPointer)
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExReleaseResourceForThreadLite(_resource, ownerPointer);
        KeLowerIrql(old);
    }

    public void RegionEndsTooEarly(nuint ownerPointer, bool log)
    {
        KeEnterCriticalRegion();
        if (log)
        {
            Console.WriteLine(ownerPointer);
        }

        KeLeaveCriticalRegion();
        {|DDI1001:ExReleaseResourceForThreadLite(_resource, ownerPointer)|};
    }
}
