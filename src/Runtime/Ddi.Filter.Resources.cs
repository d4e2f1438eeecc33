namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>
    /// Enters a critical region and acquires a resource exclusively, waiting if it must. IRQL &lt;= APC_LEVEL; it disables normal kernel APCs itself.
    /// Release with <see cref="FltReleaseResource"/>. Source: nf-fltkernel-fltacquireresourceexclusive.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceExclusiveLite"/>; the region is left again.</exception>
    public static void FltAcquireResourceExclusive(ERESOURCE Resource) => RegionAndResource.EnterExclusive(Resource);

    /// <summary>
    /// Enters a critical region and acquires a resource shared, waiting if it must. IRQL &lt;= APC_LEVEL; it disables normal kernel APCs itself.
    /// Release with <see cref="FltReleaseResource"/>. Source: nf-fltkernel-fltacquireresourceshared.
    /// </summary>
    /// <param name="Resource">An initialised resource.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireResourceSharedLite"/>; the region is left again.</exception>
    public static void FltAcquireResourceShared(ERESOURCE Resource) => RegionAndResource.EnterShared(Resource);

    /// <summary>
    /// Releases one acquisition of the calling thread and then leaves the critical region. The page allows DISPATCH_LEVEL, but leaving a region needs
    /// IRQL &lt;= APC_LEVEL. Source: nf-fltkernel-fltreleaseresource.
    /// </summary>
    /// <param name="Resource">A resource acquired by FltAcquireResourceExclusive or FltAcquireResourceShared.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseResourceLite"/> and <see cref="KeLeaveCriticalRegion"/>.</exception>
    public static void FltReleaseResource(ERESOURCE Resource) => RegionAndResource.ReleaseAndLeave(Resource);
}
