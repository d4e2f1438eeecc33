using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>The acquisitions that enter a critical region, and the release that leaves it.</summary>
internal static class RegionAndResource
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterExclusive(ERESOURCE resource)
    {
        resource.RequireObject();
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        me.EnterCriticalRegion();
        resource.AcquireExclusive(ref me, Patience.WaitInRegion);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterShared(ERESOURCE resource)
    {
        resource.RequireObject();
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        me.EnterCriticalRegion();
        resource.AcquireShared(ref me, Patience.WaitInRegion);
    }

    internal static void EnterSharedWaitForExclusive(ERESOURCE resource)
    {
        resource.RequireObject();
        KernelThread.CurrentHot.EnterCriticalRegion();
        resource.AcquireSharedSlow(Patience.WaitInRegion, ResourceRequest.SharedWaitForExclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ReleaseAndLeave(ERESOURCE resource)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        resource.Release(ref me);
        me.LeaveCriticalRegion();
    }
}
