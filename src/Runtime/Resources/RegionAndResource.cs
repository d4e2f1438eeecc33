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
        KernelThread thread = KernelThread.Current;
        thread.Hot.EnterCriticalRegion();
        if (!resource.TryEnterExclusive(thread))
            AcquireOrLeave(resource, thread, ResourceRequest.Exclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterShared(ERESOURCE resource)
    {
        KernelThread thread = KernelThread.Current;
        thread.Hot.EnterCriticalRegion();
        if (!resource.TryEnterShared(thread))
            AcquireOrLeave(resource, thread, ResourceRequest.Shared);
    }

    internal static void EnterSharedWaitForExclusive(ERESOURCE resource)
    {
        KernelThread thread = KernelThread.Current;
        thread.Hot.EnterCriticalRegion();
        AcquireOrLeave(resource, thread, ResourceRequest.SharedWaitForExclusive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireOrLeave(ERESOURCE resource, KernelThread thread, ResourceRequest request)
    {
        try
        {
            if (request == ResourceRequest.Exclusive)
                resource.AcquireExclusiveSlow(thread, wait: true);
            else
                resource.AcquireSharedSlow(thread, wait: true, request);
        }
        catch
        {
            thread.Hot.KernelApcDisable++;
            throw;
        }
    }
}
