// "Unless the caller is running in a system thread ... A caller running in a system thread does not need to explicitly disable APCs
// before calling this routine."
internal sealed class WriteWorker
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private readonly nuint _ownerPointer = 0x1003;

    public void OnAnyThread()
    {
        {|DDI1001:ExReleaseResourceForThreadLite(_resource, _ownerPointer)|};
    }

    [DriverRole("KSTART_ROUTINE")]
    public void StartRoutine(object context)
    {
        ExReleaseResourceForThreadLite(_resource, _ownerPointer);
    }

    public void Asked()
    {
        if (PsIsSystemThread(PsGetCurrentThread()))
        {
            ExReleaseResourceForThreadLite(_resource, _ownerPointer);
        }
    }

    public void EntersUnlessSystemThread()
    {
        bool entered = false;
        if (!PsIsSystemThread(PsGetCurrentThread()))
        {
            KeEnterCriticalRegion();
            entered = true;
        }

        ExReleaseResourceForThreadLite(_resource, _ownerPointer);
        if (entered)
        {
            KeLeaveCriticalRegion();
        }
    }

    public void TheExemptionIsForThisRoutineOnly()
    {
        if (PsIsSystemThread(PsGetCurrentThread()))
        {
            {|DDI1001:ExAcquireResourceSharedLite(_other, true)|};
            ExReleaseResourceLite(_other);
        }
    }
}
