// A try of several locks that flags choose, on an object or on the one it belongs to: many ways lead out, and the result tells them apart.

public sealed class FileNode
{
    internal readonly ERESOURCE Main = new();
    internal readonly ERESOURCE Paging = new();
    internal FileNode? Owner;
    internal bool Bad;
}

public sealed class TriesOfSeveral
{
    public void TakenAndGivenBack(FileNode node, bool wait)
    {
        KeEnterCriticalRegion();
        if (TryAcquire(node, 3, wait))
        {
            Release(node, 3);
        }

        KeLeaveCriticalRegion();
    }

    public void ForgottenOnOneWay(FileNode node, bool wait)
    {
        KeEnterCriticalRegion();
        if ({|DDI2002:TryAcquire(node, 1, wait)|})
        {
            if (node.Bad)
            {
                KeLeaveCriticalRegion();
                return;
            }

            Release(node, 1);
        }

        KeLeaveCriticalRegion();
    }

    private static bool TryAcquire(FileNode node, uint flags, bool wait)
    {
        if (node.Owner != null)
        {
            node = node.Owner;
        }

        if ((flags & 1) != 0 && !ExAcquireResourceExclusiveLite(node.Main, wait))
        {
            return false;
        }

        if ((flags & 2) != 0 && !ExAcquireResourceExclusiveLite(node.Paging, wait))
        {
            if ((flags & 1) != 0)
            {
                ExReleaseResourceLite(node.Main);
            }

            return false;
        }

        return true;
    }

    private static void Release(FileNode node, uint flags)
    {
        if (node.Owner != null)
        {
            node = node.Owner;
        }

        if ((flags & 2) != 0)
        {
            ExReleaseResourceLite(node.Paging);
        }

        if ((flags & 1) != 0)
        {
            ExReleaseResourceLite(node.Main);
        }
    }
}
