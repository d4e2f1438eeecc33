namespace DdiCompliance;

/// <content>The names that wdm.h keeps for old sources; each is its Lite routine.</content>
public static partial class Ddi
{
    /// <summary>The obsolete name of <see cref="ExInitializeResourceLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    public static NTSTATUS ExInitializeResource(ERESOURCE Resource) => ExInitializeResourceLite(Resource);

    /// <summary>The obsolete name of <see cref="ExDeleteResourceLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    public static NTSTATUS ExDeleteResource(ERESOURCE Resource) => ExDeleteResourceLite(Resource);

    /// <summary>The obsolete name of <see cref="ExAcquireResourceExclusiveLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <param name="Wait">As there.</param>
    /// <returns>As there.</returns>
    public static bool ExAcquireResourceExclusive(ERESOURCE Resource, bool Wait) => ExAcquireResourceExclusiveLite(Resource, Wait);

    /// <summary>The obsolete name of <see cref="ExAcquireResourceSharedLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <param name="Wait">As there.</param>
    /// <returns>As there.</returns>
    public static bool ExAcquireResourceShared(ERESOURCE Resource, bool Wait) => ExAcquireResourceSharedLite(Resource, Wait);

    /// <summary>The obsolete name of <see cref="ExConvertExclusiveToSharedLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    public static void ExConvertExclusiveToShared(ERESOURCE Resource) => ExConvertExclusiveToSharedLite(Resource);

    /// <summary>The obsolete name of <see cref="ExIsResourceAcquiredSharedLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <returns>As there.</returns>
    public static uint ExIsResourceAcquired(ERESOURCE Resource) => ExIsResourceAcquiredSharedLite(Resource);

    /// <summary>The obsolete name of <see cref="ExIsResourceAcquiredExclusiveLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <returns>As there.</returns>
    public static bool ExIsResourceAcquiredExclusive(ERESOURCE Resource) => ExIsResourceAcquiredExclusiveLite(Resource);

    /// <summary>The obsolete name of <see cref="ExIsResourceAcquiredSharedLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <returns>As there.</returns>
    public static uint ExIsResourceAcquiredShared(ERESOURCE Resource) => ExIsResourceAcquiredSharedLite(Resource);

    /// <summary>The obsolete name of <see cref="ExReleaseResourceLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    public static void ExReleaseResource(ERESOURCE Resource) => ExReleaseResourceLite(Resource);

    /// <summary>The obsolete name of <see cref="ExReleaseResourceForThreadLite"/>, with its IRQL, APC duty and bug checks. Source: wdm.h.</summary>
    /// <param name="Resource">As there.</param>
    /// <param name="ResourceThreadId">As there.</param>
    public static void ExReleaseResourceForThread(ERESOURCE Resource, nuint ResourceThreadId) => ExReleaseResourceForThreadLite(Resource, ResourceThreadId);

    /// <summary>
    /// A resource from a fixed pool that all callers share, handed out in turn: initialised, never to be deleted or initialised again. Obsolete; a driver initialises
    /// resources of its own. Source: ntifs.h (no contract is published).
    /// </summary>
    /// <returns>One of 16 resources; another caller may get the same one.</returns>
    public static ERESOURCE FsRtlAllocateResource() => SharedResources.Next();
}
