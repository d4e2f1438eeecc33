// A helper that tries says in its result whether the lock is held; the call whose answer nobody reads is the mistake.
public sealed class FileBlock
{
    public ERESOURCE Resource = new();
    public EX_PUSH_LOCK Push;
    public int Count;
}

public sealed class Request
{
    public bool Wait;
    public bool Posted;
}

public static class Reads
{
    public static void Read(Request request, FileBlock file)
    {
        FsRtlEnterFileSystem();
        ReadCommon(request, file);
        FsRtlExitFileSystem();
    }

    public static void ReadQueued(Request request, FileBlock file)
    {
        FsRtlEnterFileSystem();
        ReadCommon(request, file);
        FsRtlExitFileSystem();
    }

    private static void ReadCommon(Request request, FileBlock file)
    {
        bool acquired = false;
        try
        {
            {|DDI2008:AcquireShared(request, file)|};
            acquired = true;
            file.Count++;
        }
        finally
        {
            if (acquired)
            {
                Release(file);
            }
        }
    }

    public static void ReadDirectly(Request request, FileBlock file)
    {
        FsRtlEnterFileSystem();
        {|DDI2008:AcquireShared(request, file)|};
        file.Count++;
        ExReleaseResourceLite(file.Resource);
        FsRtlExitFileSystem();
    }

    public static void ReadOrPost(Request request, FileBlock file)
    {
        FsRtlEnterFileSystem();
        ReadChecked(request, file);
        FsRtlExitFileSystem();
    }

    private static void ReadChecked(Request request, FileBlock file)
    {
        if (!AcquireShared(request, file))
        {
            request.Posted = true;
            return;
        }

        file.Count++;
        Release(file);
    }

    public static void ReadAnyway(Request request, FileBlock file)
    {
        FsRtlEnterFileSystem();
        if (!AcquireShared(request, file))
        {
            request.Posted = true;
        }

        file.Count++;
        {|DDI2008:Release(file)|};
        FsRtlExitFileSystem();
    }

    // With a flag that is always set it waits, and cannot come back without the lock.
    public static void ReadWaiting(FileBlock file)
    {
        FsRtlEnterFileSystem();
        AcquireOne(file, true);
        file.Count++;
        Release(file);
        FsRtlExitFileSystem();
    }

    private static bool AcquireShared(Request request, FileBlock file) => ExAcquireResourceSharedLite(file.Resource, request.Wait);

    private static bool AcquireOne(FileBlock file, bool wait) => ExAcquireResourceExclusiveLite(file.Resource, wait);

    private static void Release(FileBlock file) => ExReleaseResourceLite(file.Resource);
}
