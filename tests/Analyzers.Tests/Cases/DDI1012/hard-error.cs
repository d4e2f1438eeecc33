// IoRaiseHardError deadlocks when normal kernel APCs are off: the completion arrives as one.
using System.Runtime.InteropServices;

internal static unsafe class IoErrors
{
    [DllImport("ntoskrnl.exe")]
    public static extern void IoRaiseHardError(void* Irp, void* Vpb, void* RealDeviceObject);
}

internal sealed unsafe class VerifyVolume
{
    private readonly ERESOURCE _vcb = new();
    private int _condition;

    public void WhileHolding(void* irp, void* device)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_vcb);
        if (_condition != 0)
        {
            {|DDI1012:IoErrors.IoRaiseHardError(irp, null, device)|};
        }

        ExReleaseResourceAndLeaveCriticalRegion(_vcb);
    }

    public void AfterTheRelease(void* irp, void* device)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_vcb);
        bool bad = _condition != 0;
        ExReleaseResourceAndLeaveCriticalRegion(_vcb);
        if (bad)
        {
            IoErrors.IoRaiseHardError(irp, null, device);
        }
    }

    public void ReleasesOnlyWhenBad(void* irp, void* device)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_vcb);
        if (_condition == 0)
        {
            _condition = 1;
            ExReleaseResourceAndLeaveCriticalRegion(_vcb);
            return;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_vcb);
        IoErrors.IoRaiseHardError(irp, null, device);
    }
}
