using DdiCompliance;
using static DdiCompliance.Ddi;

namespace Broken;

/// <summary>A volume control block as a file system has one.</summary>
public sealed class Volume
{
    private readonly ERESOURCE _resource = new();
    private long _size;
    private bool _isDismounted;

    public Volume() => ExInitializeResourceLite(_resource);

    /// <summary>DDI2002: still held where a smaller size is refused.</summary>
    public NTSTATUS Extend(long size)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        if (size < _size)
        {
            return STATUS_INVALID_PARAMETER;
        }

        _size = size;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return STATUS_SUCCESS;
    }

    /// <summary>DDI2003: the throw leaves with the resource.</summary>
    public long Size()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        if (_isDismounted)
        {
            throw new ObjectDisposedException(nameof(Volume));
        }

        long size = _size;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return size;
    }

    public void Dismount()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _isDismounted = true;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    /// <summary>DDI2005: a shared holder waits to become exclusive, and so waits for itself.</summary>
    public void Touch()
    {
        KeEnterCriticalRegion();
        bool isShared = ExAcquireResourceSharedLite(_resource, false);
        if (isShared)
        {
            if (_size == 0)
            {
                ExAcquireResourceExclusiveLite(_resource, true);
                _size = 1;
                ExReleaseResourceLite(_resource);
            }

            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    /// <summary>DDI2007: the combined acquire is undone by halves.</summary>
    public void Grow()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _size++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    /// <summary>DDI2008: a lock that may not have been granted is used and released.</summary>
    public void Shrink()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, false);
        _size--;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
