using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Verification;

/// <summary>A test with verification on.</summary>
[Collection(VerificationCollection.Name)]
public abstract class VerifiedTest : IDisposable
{
    protected VerifiedTest()
    {
        DdiVerifier.Enable();
        Resource = NewResource();
    }

    internal ERESOURCE Resource { get; }

    public void Dispose()
    {
        DdiVerifier.Disable();
        DdiVerifier.ChecksReleaseOrder = false;
        KernelThread me = KeGetCurrentThread();
        while (me.KernelApcDisable < 0)
            KeLeaveCriticalRegion();
        while (me.SpecialApcDisable < 0)
            KeLeaveGuardedRegion();
        KeLowerIrql(PASSIVE_LEVEL);
        GC.SuppressFinalize(this);
    }

    internal static ERESOURCE NewResource()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        return resource;
    }
}
