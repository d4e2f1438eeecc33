// The helper enters the region and acquires; its partner undoes both.
internal sealed class Fcb
{
    public readonly ERESOURCE Resource = new();
    public readonly ERESOURCE PagingIo = new();
    public long Size;
}

internal static class FatLocks
{
    internal static void AcquireExclusiveFcb(Fcb fcb)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(fcb.Resource, true);
    }

    internal static void ReleaseFcb(Fcb fcb)
    {
        ExReleaseResourceLite(fcb.Resource);
        KeLeaveCriticalRegion();
    }

    internal static void AcquirePagingIo(Fcb fcb) => ExAcquireResourceSharedLite(fcb.PagingIo, true);

    internal static void ReleasePagingIo(Fcb fcb) => ExReleaseResourceLite(fcb.PagingIo);
}

internal static class FatWrite
{
    public static void Balanced(Fcb fcb, long size)
    {
        FatLocks.AcquireExclusiveFcb(fcb);
        FatLocks.AcquirePagingIo(fcb);
        fcb.Size = size;
        FatLocks.ReleasePagingIo(fcb);
        FatLocks.ReleaseFcb(fcb);
    }

    public static void PagingNeedsTheRegion(Fcb fcb, long size)
    {
        {|DDI1001:FatLocks.AcquirePagingIo(fcb)|};
        fcb.Size = size;
        FatLocks.ReleasePagingIo(fcb);
    }

    public static void RegionEndsBeforePaging(Fcb fcb, long size)
    {
        FatLocks.AcquireExclusiveFcb(fcb);
        FatLocks.AcquirePagingIo(fcb);
        fcb.Size = size;
        {|DDI1006:FatLocks.ReleaseFcb(fcb)|};
        FatLocks.ReleasePagingIo(fcb);
    }

    public static void OtherFcb(Fcb from, Fcb to)
    {
        FatLocks.AcquireExclusiveFcb(from);
        FatLocks.AcquireExclusiveFcb(to);
        to.Size = from.Size;
        FatLocks.ReleaseFcb(to);
        FatLocks.ReleaseFcb(from);
    }

    public static void RegionsCountAcrossHelpers(Fcb fcb, long size)
    {
        KeEnterCriticalRegion();
        KeEnterCriticalRegion();
        FatLocks.AcquirePagingIo(fcb);
        if (size > fcb.Size)
        {
            fcb.Size = size;
        }

        KeLeaveCriticalRegion();
        FatLocks.ReleasePagingIo(fcb);
        KeLeaveCriticalRegion();
    }
}
