// Wrapper, partner and caller in three files; one type is partial.
internal sealed partial class Volume
{
    public int Mount(int device)
    {
        LockVolume();
        _device = device;
        UnlockVolume();
        return device;
    }

    public int MountForgotten(int device)
    {
        {|DDI2002:LockVolume()|};
        if (device == _device)
        {
            return 0;
        }

        _device = device;
        UnlockVolume();
        return device;
    }
}
//! file Volume.Locks.cs
internal sealed partial class Volume
{
    private readonly ERESOURCE _resource = new();
    private int _device;

    private void LockVolume() => ResourceCalls.Exclusive(_resource);

    internal void UnlockVolume() => ResourceCalls.Done(_resource);
}
//! file ResourceCalls.cs
internal static class ResourceCalls
{
    internal static void Exclusive(ERESOURCE resource)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
    }

    internal static void Done(ERESOURCE resource)
    {
        ExReleaseResourceAndLeaveCriticalRegion(resource);
    }
}
//! file Unmount.cs
internal static class Unmount
{
    public static void Forced(Volume volume)
    {
        {|DDI2001:volume.UnlockVolume()|};
    }
}
