namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>Initialises a resource: free, nobody waits, on the system-wide list until it is deleted. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exinitializeresourcelite.</summary>
    /// <param name="Resource">The resource; new, or deleted before.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    /// <exception cref="NtStatusException">STATUS_ACCESS_VIOLATION when <paramref name="Resource"/> is null.</exception>
    /// <exception cref="BugCheckException">0x139 (parameter 1 = 3) for a resource that is already initialised; with verification 0xC4/0xD0.</exception>
    public static NTSTATUS ExInitializeResourceLite(ERESOURCE Resource)
    {
        if (Resource is null)
            ExRaiseStatus(STATUS_ACCESS_VIOLATION);
        Resource.Initialize();
        return STATUS_SUCCESS;
    }

    /// <summary>
    /// Initialises a resource again without deleting it: it forgets its owners, flags and counts but stays on the list. Nobody checks that nobody owns it;
    /// whoever still waits then waits for ever. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exreinitializeresourcelite.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    /// <exception cref="BugCheckException">0xC4/0x1002 when it is not initialised.</exception>
    public static NTSTATUS ExReinitializeResourceLite(ERESOURCE Resource)
    {
        Resource.Reinitialize();
        return STATUS_SUCCESS;
    }

    /// <summary>Deletes a resource: takes it off the system-wide list. It may be initialised again. IRQL &lt;= APC_LEVEL. Source: nf-wdm-exdeleteresourcelite.</summary>
    /// <param name="Resource">An initialised resource that nobody owns or waits for; only verification checks that.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    /// <exception cref="BugCheckException">
    /// 0x139 (parameter 1 = 3) when it is null, not initialised or already deleted; with verification 0xC4/0xD1, and 0xC4/0x100B when it is owned or waited for.
    /// </exception>
    public static NTSTATUS ExDeleteResourceLite(ERESOURCE Resource)
    {
        if (Resource is null)
            ResourceViolation.ThrowDeletedUninitialized(null);
        Resource.Delete();
        return STATUS_SUCCESS;
    }

    /// <summary>
    /// Acquires a resource exclusively. The exclusive owner may acquire it again, by any routine; a sharer gets it never: it must release first.
    /// IRQL &lt;= APC_LEVEL, normal kernel APCs disabled by the caller until the release. Source: nf-wdm-exacquireresourceexclusivelite.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <param name="Wait">Whether to wait until it can be granted.</param>
    /// <returns>true when it was granted; false only when <paramref name="Wait"/> is false and it could not be granted at once.</returns>
    /// <exception cref="BugCheckException">
    /// 0x192 above APC_LEVEL; 0xC4/0x1002 when it is not initialised. With verification: 0xC4/0x37 with APCs enabled, 0xC4/0x1000 for a waiting sharer,
    /// 0xC4/0x1001 for an order of locks that can deadlock or a deadlock that exists.
    /// </exception>
    public static bool ExAcquireResourceExclusiveLite(ERESOURCE Resource, bool Wait) =>
        Resource.AcquireExclusive(ref KernelThread.CurrentHot, Wait ? Patience.Wait : Patience.Try);

    /// <summary>
    /// Acquires a resource shared; for its exclusive owner this is one more exclusive acquisition. Waits behind an exclusive waiter, unless the caller shares the
    /// resource already. IRQL &lt;= APC_LEVEL, normal kernel APCs disabled by the caller until the release. Source: nf-wdm-exacquireresourcesharedlite.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <param name="Wait">Whether to wait until it can be granted.</param>
    /// <returns>true when it was granted; false only when <paramref name="Wait"/> is false and it could not be granted at once.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>, without 0xC4/0x1000.</exception>
    public static bool ExAcquireResourceSharedLite(ERESOURCE Resource, bool Wait) =>
        Resource.AcquireShared(ref KernelThread.CurrentHot, Wait ? Patience.Wait : Patience.Try);

    /// <summary>
    /// Acquires a resource shared, past exclusive waiters: it waits only while another thread owns the resource exclusively. A stream of such calls starves writers.
    /// IRQL &lt;= APC_LEVEL, normal kernel APCs disabled by the caller until the release. Source: nf-wdm-exacquiresharedstarveexclusive.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <param name="Wait">Whether to wait until it can be granted.</param>
    /// <returns>true when it was granted; false only when <paramref name="Wait"/> is false and another thread owns it exclusively.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>, without 0xC4/0x1000.</exception>
    public static bool ExAcquireSharedStarveExclusive(ERESOURCE Resource, bool Wait) =>
        Resource.AcquireSharedSlow(Wait ? Patience.Wait : Patience.Try, ResourceRequest.SharedStarveExclusive);

    /// <summary>
    /// Acquires a resource shared, after all exclusive waiters: even a caller that shares it already waits for them (and with <paramref name="Wait"/> for ever, since
    /// they wait for the caller). IRQL &lt;= APC_LEVEL, normal kernel APCs disabled by the caller until the release. Source: nf-wdm-exacquiresharedwaitforexclusive.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <param name="Wait">Whether to wait until it can be granted.</param>
    /// <returns>true when it was granted; false only when <paramref name="Wait"/> is false and it could not be granted at once.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>, without 0xC4/0x1000.</exception>
    public static bool ExAcquireSharedWaitForExclusive(ERESOURCE Resource, bool Wait) =>
        Resource.AcquireSharedSlow(Wait ? Patience.Wait : Patience.Try, ResourceRequest.SharedWaitForExclusive);

    /// <summary>
    /// Acquires a resource exclusively if that can be granted at once: <see cref="ExAcquireResourceExclusiveLite"/> with Wait false.
    /// IRQL &lt;= APC_LEVEL, normal kernel APCs disabled by the caller until the release. Source: ntifs.h (no reference page).
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>true when it was granted.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>.</exception>
    public static bool ExTryToAcquireResourceExclusiveLite(ERESOURCE Resource) =>
        Resource.AcquireExclusive(ref KernelThread.CurrentHot, Patience.Try);

    /// <summary>
    /// Enters a critical region and acquires a resource exclusively, waiting if it must. IRQL &lt;= APC_LEVEL; it disables normal kernel APCs itself.
    /// Release with <see cref="ExReleaseResourceAndLeaveCriticalRegion"/>. Source: nf-wdm-exentercriticalregionandacquireresourceexclusive.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>An opaque value to ignore.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>; the region is left again.</exception>
    public static object? ExEnterCriticalRegionAndAcquireResourceExclusive(ERESOURCE Resource)
    {
        RegionAndResource.EnterExclusive(Resource);
        return null;
    }

    /// <summary>
    /// Enters a critical region and acquires a resource shared, waiting if it must. IRQL &lt;= APC_LEVEL; it disables normal kernel APCs itself.
    /// Release with <see cref="ExReleaseResourceAndLeaveCriticalRegion"/>. Source: wdm.h (no reference page).
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>An opaque value to ignore.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceSharedLite"/>; the region is left again.</exception>
    public static object? ExEnterCriticalRegionAndAcquireResourceShared(ERESOURCE Resource)
    {
        RegionAndResource.EnterShared(Resource);
        return null;
    }

    /// <summary>
    /// Enters a critical region and acquires a resource as <see cref="ExAcquireSharedWaitForExclusive"/> does, waiting if it must. IRQL &lt;= APC_LEVEL; it disables
    /// normal kernel APCs itself. Release with <see cref="ExReleaseResourceAndLeaveCriticalRegion"/>. Source: wdm.h (no reference page).
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <returns>An opaque value to ignore.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireSharedWaitForExclusive"/>; the region is left again.</exception>
    public static object? ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(ERESOURCE Resource)
    {
        RegionAndResource.EnterSharedWaitForExclusive(Resource);
        return null;
    }

    /// <summary>
    /// Releases one acquisition of the calling thread; with the last one the resource passes to waiters inside this call.
    /// IRQL &lt;= DISPATCH_LEVEL, normal kernel APCs still disabled. Source: nf-wdm-exreleaseresourcelite.
    /// </summary>
    /// <param name="Resource">A resource the calling thread owns.</param>
    /// <exception cref="BugCheckException">
    /// 0xE3 when the thread does not own it (also after it gave its ownership to an owner pointer). With verification: 0xC4/0x38 with APCs enabled, 0xC4/0x1004 or
    /// 0xC4/0x1007 instead of 0xE3.
    /// </exception>
    public static void ExReleaseResourceLite(ERESOURCE Resource) => Resource.Release(ref KernelThread.CurrentHot);

    /// <summary>
    /// Releases one acquisition of the calling thread and then leaves the critical region. IRQL &lt;= APC_LEVEL.
    /// Source: nf-wdm-exreleaseresourceandleavecriticalregion.
    /// </summary>
    /// <param name="Resource">A resource acquired by one of the routines that enter the region.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseResourceLite"/> and <see cref="KeLeaveCriticalRegion"/>.</exception>
    public static void ExReleaseResourceAndLeaveCriticalRegion(ERESOURCE Resource) => RegionAndResource.ReleaseAndLeave(Resource);
}
