// Helpers that forget a release on some way out and call the lock by a local copy: said once, in the helper, whoever calls it.
using System.Diagnostics.CodeAnalysis;

public sealed class Volume
{
    public ERESOURCE Bitmap = new();
    public int Free;
}

public sealed class Node
{
    public Volume Volume = new();
    public ERESOURCE Main = new();
    public ERESOURCE Paging = new();
    public long Size;
    public long Waiters;
    public bool Bad;
}

public sealed class Raised : Exception
{
}

public static class Dispatch
{
    public static void Write(Node node, bool paging, long end)
    {
        FsRtlEnterFileSystem();
        try
        {
            WriteCommon(node, paging, end);
        }
        catch (Raised)
        {
            node.Bad = true;
        }

        FsRtlExitFileSystem();
    }

    public static void WriteTwice(Node node, long end)
    {
        FsRtlEnterFileSystem();
        try
        {
            WriteCommon(node, true, end);
            WriteCommon(node, false, end);
        }
        finally
        {
            FsRtlExitFileSystem();
        }
    }

    private static int WriteCommon(Node node, bool paging, long end)
    {
        bool acquired = false;
        bool unwind = true;
        int status = 0;
        var file = node;
        try
        {
            if (paging)
            {
                {|DDI2002:ExAcquireResourceSharedLite(file.Paging, true)|};
                acquired = true;
                if (end > file.Size)
                {
                    return status;
                }
            }

            Extend(node, end);
            unwind = false;
        }
        finally
        {
            if (acquired && !unwind)
            {
                ExReleaseResourceLite(file.Paging);
            }
        }

        return status;
    }

    private static void Extend(Node node, long size)
    {
        var volume = node.Volume;
        bool allocated = false;
        {|DDI2003:ExAcquireResourceExclusiveLite(volume.Bitmap, true)|};
        try
        {
            if (volume.Free < size)
            {
                Raise();
            }

            volume.Free -= (int)size;
            allocated = true;
        }
        finally
        {
            if (allocated)
            {
                ExReleaseResourceLite(volume.Bitmap);
            }
        }
    }

    public static void Truncate(Node node, long size)
    {
        FsRtlEnterFileSystem();
        try
        {
            Shrink(node, size);
        }
        catch (Raised)
        {
            node.Bad = true;
        }

        FsRtlExitFileSystem();
    }

    private static void Shrink(Node node, long size)
    {
        var volume = node.Volume;
        ExAcquireResourceExclusiveLite(volume.Bitmap, true);
        try
        {
            if (volume.Free < size)
            {
                Raise();
            }
        }
        finally
        {
            ExReleaseResourceLite(volume.Bitmap);
        }
    }

    // The flag follows the lock through the helper, also when that one throws.
    public static void Rename(Node node)
    {
        bool held = false;
        FsRtlEnterFileSystem();
        try
        {
            ExAcquireResourceExclusiveLite(node.Main, true);
            held = true;
            DropAndTake(node, ref held);
        }
        catch (Raised)
        {
            node.Bad = true;
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(node.Main);
            }

            FsRtlExitFileSystem();
        }
    }

    private static void DropAndTake(Node node, ref bool held)
    {
        ExReleaseResourceLite(node.Main);
        held = false;
        if (node.Waiters > 0)
        {
            Raise();
        }

        ExAcquireResourceExclusiveLite(node.Main, true);
        held = true;
    }

    // Given back and taken again is where it was, though one way out does neither.
    public static bool Refresh(Node node)
    {
        FltAcquireResourceShared(node.Main);
        bool changed = Reload(node);
        FltReleaseResource(node.Main);
        return changed;
    }

    private static bool Reload(Node node)
    {
        if (!node.Bad)
        {
            return false;
        }

        FltReleaseResource(node.Main);
        node.Waiters = 0;
        FltAcquireResourceShared(node.Main);
        return node.Bad;
    }

    [DoesNotReturn]
    private static void Raise() => throw new Raised();
}
