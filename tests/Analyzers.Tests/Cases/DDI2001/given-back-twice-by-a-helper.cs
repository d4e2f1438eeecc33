// A helper gives back twice what another helper tried and got once: the try did not fail.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void Close()
    {
        KeEnterCriticalRegion();
        if (NT_SUCCESS(Begin()))
        {
            _opens--;
            {|DDI2001:End()|};
        }

        KeLeaveCriticalRegion();
    }

    private NTSTATUS Begin()
    {
        if (ExAcquireResourceSharedLite(_resource, false))
        {
            return STATUS_SUCCESS;
        }

        return STATUS_INSUFFICIENT_RESOURCES;
    }

    private void End()
    {
        ExReleaseResourceLite(_resource);
        ExReleaseResourceLite(_resource);
    }
}
