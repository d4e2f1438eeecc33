// The same lock under different names.
internal sealed class Header
{
    public readonly ERESOURCE Resource = new();

    public ERESOURCE PagingIo { get; } = new();

    public ERESOURCE Main => Resource;
}

internal sealed class FileObject
{
    public Header Header;
    public EX_PUSH_LOCK Oplock;
}

internal static class Identity
{
    private static readonly ERESOURCE s_global = new();
    private static readonly Header s_root = new();

    public static void ThroughAChain(FileObject file)
    {
        Header header = file.Header;
        FltAcquireResourceExclusive(header.Resource);
        FltReleaseResource(file.Header.Resource);
    }

    public static void ThroughProperties(Header header)
    {
        FltAcquireResourceExclusive(header.Main);
        FltAcquireResourceExclusive(header.PagingIo);
        FltReleaseResource(header.PagingIo);
        FltReleaseResource(header.Resource);
    }

    public static void ThroughARefLocal(FileObject file)
    {
        ref EX_PUSH_LOCK oplock = ref file.Oplock;
        FltAcquirePushLockExclusive(ref oplock);
        FltReleasePushLock(ref file.Oplock);
    }

    public static void ThroughStatics(bool root)
    {
        ERESOURCE resource = s_global;
        if (root)
        {
            resource = s_root.Resource;
        }

        FltAcquireResourceShared(resource);
        if (root)
        {
            FltReleaseResource(s_root.Resource);
        }
        else
        {
            FltReleaseResource(s_global);
        }
    }

    public static void ThroughATuple(Header header)
    {
        (ERESOURCE main, ERESOURCE paging) = (header.Resource, header.PagingIo);
        FltAcquireResourceShared(main);
        FltAcquireResourceShared(paging);
        FltReleaseResource(header.PagingIo);
        FltReleaseResource(header.Resource);
    }

    public static void OneOfTwoHeaders(FileObject first, FileObject second)
    {
        FltAcquireResourceShared(first.Header.Resource);
        {|DDI2002:FltAcquireResourceShared(second.Header.Resource)|};
        FltReleaseResource(first.Header.Resource);
    }

    public static void CastAway(object resource)
    {
        if (resource is ERESOURCE lockObject)
        {
            FltAcquireResourceShared(lockObject);
            FltReleaseResource((ERESOURCE)resource);
        }
    }
}
