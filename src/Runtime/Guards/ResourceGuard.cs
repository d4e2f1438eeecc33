using DdiCompliance.Annotations;

namespace DdiCompliance;

/// <summary>
/// A resource held inside a critical region of its own, from <see cref="ResourceGuards"/>. <see cref="Dispose"/> releases, then leaves the region:
/// <c>using (resource.AcquireExclusive()) { ... }</c>.
/// </summary>
/// <remarks>It lives on the stack of the thread that acquired: no field, no lambda, no <see langword="await"/> inside. Do not copy it: each copy would release.</remarks>
public ref struct ResourceGuard
{
    private ERESOURCE? _resource;

    internal ResourceGuard(ERESOURCE resource) => _resource = resource;

    /// <summary>Whether the resource is held: false for a default guard, after a try that failed, and after <see cref="Dispose"/>.</summary>
    public readonly bool IsHeld => _resource is not null;

    /// <summary>Releases the resource, then leaves the critical region. A second call does nothing.</summary>
    /// <exception cref="BugCheckException">0xE3 when the resource was released behind the guard's back.</exception>
    [LeavesCriticalRegion]
    public void Dispose()
    {
        if (_resource is not { } resource)
            return;
        _resource = null;
        Ddi.ExReleaseResourceAndLeaveCriticalRegion(resource);
    }
}

/// <summary>Resources as guards: enter a critical region, acquire, and undo both in the reverse order.</summary>
public static class ResourceGuards
{
    /// <summary>Enters a critical region and acquires exclusively, waiting. IRQL &lt;= APC_LEVEL.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.ExEnterCriticalRegionAndAcquireResourceExclusive"/>.</exception>
    [AcquiresExclusiveLock(nameof(resource))]
    [EntersCriticalRegion]
    public static ResourceGuard AcquireExclusive(this ERESOURCE resource)
    {
        Ddi.ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
        return new ResourceGuard(resource);
    }

    /// <summary>Enters a critical region and acquires shared, waiting. IRQL &lt;= APC_LEVEL.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.ExEnterCriticalRegionAndAcquireResourceShared"/>.</exception>
    [AcquiresSharedLock(nameof(resource))]
    [EntersCriticalRegion]
    public static ResourceGuard AcquireShared(this ERESOURCE resource)
    {
        Ddi.ExEnterCriticalRegionAndAcquireResourceShared(resource);
        return new ResourceGuard(resource);
    }

    /// <summary>Enters a critical region and acquires shared behind every exclusive waiter, waiting. IRQL &lt;= APC_LEVEL. A shared holder hangs here while an exclusive waiter exists.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.ExEnterCriticalRegionAndAcquireSharedWaitForExclusive"/>.</exception>
    [AcquiresSharedLock(nameof(resource))]
    [EntersCriticalRegion]
    public static ResourceGuard AcquireSharedWaitForExclusive(this ERESOURCE resource)
    {
        Ddi.ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(resource);
        return new ResourceGuard(resource);
    }

    /// <summary>Acquires exclusively without waiting, and is in a critical region then: <c>using ResourceGuard guard = resource.TryAcquireExclusive(); if (guard.IsHeld) ...</c>.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The guard; it holds nothing, and no region was entered, when the resource was not to be had.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.ExTryToAcquireResourceExclusiveLite"/>.</exception>
    public static ResourceGuard TryAcquireExclusive(this ERESOURCE resource)
    {
        bool acquired = false;
        Ddi.KeEnterCriticalRegion();
        try
        {
            acquired = Ddi.ExAcquireResourceExclusiveLite(resource, false);
        }
        finally
        {
            if (!acquired)
                Ddi.KeLeaveCriticalRegion();
        }
        return acquired ? new ResourceGuard(resource) : default;
    }

    /// <summary>Acquires shared without waiting, and is in a critical region then.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The guard; it holds nothing, and no region was entered, when the resource was not to be had.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.ExAcquireResourceSharedLite"/>.</exception>
    public static ResourceGuard TryAcquireShared(this ERESOURCE resource)
    {
        bool acquired = false;
        Ddi.KeEnterCriticalRegion();
        try
        {
            acquired = Ddi.ExAcquireResourceSharedLite(resource, false);
        }
        finally
        {
            if (!acquired)
                Ddi.KeLeaveCriticalRegion();
        }
        return acquired ? new ResourceGuard(resource) : default;
    }
}
