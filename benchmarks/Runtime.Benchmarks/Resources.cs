using System.Runtime.CompilerServices;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>Resources in the states the rows need.</summary>
internal static class Resources
{
    public static ERESOURCE New()
    {
        ERESOURCE resource = new();
        Ddi.ExInitializeResourceLite(resource);
        return resource;
    }

    /// <summary>A resource that never becomes biased.</summary>
    public static ERESOURCE NewCounted()
    {
        ERESOURCE resource = New();
        ForbidBias(resource);
        return resource;
    }

    /// <summary>From now on readers are counted. A writer turns bias off if it is on.</summary>
    public static void ForbidBias(ERESOURCE resource)
    {
        if (BiasTime(resource) == long.MaxValue)
            return;
        Ddi.ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
        Ddi.ExReleaseResourceAndLeaveCriticalRegion(resource);
        BiasTime(resource) = long.MaxValue;
    }

    /// <summary>Readers may turn bias on at once; nothing changes if they might already.</summary>
    public static void AllowBias(ERESOURCE resource)
    {
        if (BiasTime(resource) == long.MaxValue)
            BiasTime(resource) = 0;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_biasTime")]
    private static extern ref long BiasTime(ERESOURCE resource);
}
