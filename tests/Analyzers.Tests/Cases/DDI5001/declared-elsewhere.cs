// Orders declared for the assembly, over two types, and through a structure.
using System.Runtime.CompilerServices;

[assembly: LockLevelOrder("Vcb.Resource", "Fcb.Header.Resource")]

internal struct Header
{
    public ERESOURCE Resource;
    public ERESOURCE Paging;
}

[LockLevelOrder("Header.Resource", "Header.Paging")]
internal sealed class Fcb
{
    public Header Header = new() { Resource = new ERESOURCE(), Paging = new ERESOURCE() };
    public Vcb Vcb = new();
    public int Size;
}

internal sealed class Vcb
{
    public readonly ERESOURCE Resource = new();
}

internal static class Locks
{
    public static void Forward(Fcb fcb)
    {
        FltAcquireResourceShared(fcb.Vcb.Resource);
        FltAcquireResourceExclusive(fcb.Header.Resource);
        FltAcquireResourceExclusive(fcb.Header.Paging);
        fcb.Size++;
        FltReleaseResource(fcb.Header.Paging);
        FltReleaseResource(fcb.Header.Resource);
        FltReleaseResource(fcb.Vcb.Resource);
    }

    public static void Backward(Fcb fcb)
    {
        FltAcquireResourceExclusive(fcb.Header.Paging);
        {|DDI5001:AcquireMain(fcb)|};
        fcb.Size--;
        FltReleaseResource(fcb.Header.Resource);
        FltReleaseResource(fcb.Header.Paging);
    }

    public static void FarBackward(Fcb fcb, Vcb vcb)
    {
        FltAcquireResourceShared(fcb.Header.Paging);
        {|DDI5001:FltAcquireResourceShared(vcb.Resource)|};
        fcb.Size--;
        FltReleaseResource(vcb.Resource);
        FltReleaseResource(fcb.Header.Paging);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireMain(Fcb fcb) => FltAcquireResourceExclusive(fcb.Header.Resource);
}
