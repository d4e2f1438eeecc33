using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// The acquisitions that enter a critical region. A bug check in the acquisition leaves the region again, so that the thread's state tells what it has.
/// </summary>
internal static class RegionAndResource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterExclusive(ERESOURCE resource)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        me.EnterCriticalRegion();
        if (!resource.TryEnterExclusive(ref me))
            AcquireOrLeave(resource, ResourceRequest.Exclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterShared(ERESOURCE resource)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        me.EnterCriticalRegion();
        if (!resource.TryEnterShared(ref me))
            AcquireOrLeave(resource, ResourceRequest.Shared);
    }

    internal static void EnterSharedWaitForExclusive(ERESOURCE resource)
    {
        KernelThread.CurrentHot.EnterCriticalRegion();
        AcquireOrLeave(resource, ResourceRequest.SharedWaitForExclusive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireOrLeave(ERESOURCE resource, ResourceRequest request)
    {
        try
        {
            if (request == ResourceRequest.Exclusive)
                resource.AcquireExclusiveSlow(wait: true);
            else
                resource.AcquireSharedSlow(wait: true, request);
        }
        catch
        {
            KernelThread.CurrentHot.KernelApcDisable++;
            throw;
        }
    }
}
