using DdiCompliance;
using static DdiCompliance.Ddi;

namespace BrokenByDesign;

/// <summary>A volume control block whose operations call each other.</summary>
public sealed class Volume
{
    private readonly ERESOURCE _resource = new();
    private long _size;
    private bool _isDismounted;

    public Volume() => ExInitializeResourceLite(_resource);

    /// <summary>DDI2004: the helper acquires exclusively what its caller holds exclusively. Which of the two should take the resource, nobody can tell from here.</summary>
    public void Dismount()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _isDismounted = true;
        Truncate();
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public bool IsUsable()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        bool isUsable = !_isDismounted && _size > 0;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return isUsable;
    }

    private void Truncate()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _size = 0;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }
}
