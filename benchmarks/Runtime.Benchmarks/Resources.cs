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
        BiasTime(resource) = long.MaxValue;
        return resource;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_biasTime")]
    private static extern ref long BiasTime(ERESOURCE resource);
}
