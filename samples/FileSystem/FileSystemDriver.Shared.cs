using DdiCompliance;
using static DdiCompliance.Ddi;
using static FileSystem.ResourceSupport;
using static FileSystem.Statuses;

namespace FileSystem;

/// <summary>The work of the entry points, inside the file system's critical region.</summary>
internal sealed partial class FileSystemDriver
{
    private NTSTATUS CommonOpen(in IrpContext context, string name, bool create, out FileControlBlock? fcb)
    {
        fcb = null;
        if (!create && _vcb.Names.IsKnownMissing(name))
        {
            return STATUS_OBJECT_NAME_NOT_FOUND;
        }

        bool isHeld = create ? AcquireExclusiveVcb(context, _vcb) : AcquireSharedVcb(context, _vcb);
        if (!isHeld)
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            if (!_vcb.Directory.TryGetValue(name, out fcb))
            {
                if (!create)
                {
                    _vcb.Names.AddMissing(name);
                    return STATUS_OBJECT_NAME_NOT_FOUND;
                }

                fcb = new FileControlBlock(name);
                _vcb.Directory.Add(name, fcb);
                _vcb.Names.Remove(name);
            }

            fcb.Reference();
            return STATUS_SUCCESS;
        }
        finally
        {
            ReleaseVcb(_vcb);
        }
    }

    /// <summary>Adds up file by file. A file that is busy is left out, one that was deleted has left the directory.</summary>
    private NTSTATUS CommonQuery(in IrpContext context, out int files, out int pages)
    {
        (files, pages) = (0, 0);
        if (!AcquireSharedVcb(context, _vcb))
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            foreach (FileControlBlock fcb in _vcb.Directory.Values)
            {
                files++;
                if (AcquireSharedFcb(context, fcb))
                {
                    pages += fcb.Pages;
                    ReleaseFcb(fcb);
                }
            }
        }
        finally
        {
            ReleaseVcb(_vcb);
        }

        return STATUS_SUCCESS;
    }

    private static NTSTATUS CommonRead(in IrpContext context, FileControlBlock fcb, int page, out long stamp)
    {
        bool releaseFcb = false;
        stamp = 0;
        try
        {
            if (!AcquireSharedFcb(context, fcb))
            {
                return STATUS_CANT_WAIT;
            }

            releaseFcb = true;
            if (page >= fcb.Pages)
            {
                return STATUS_END_OF_FILE;
            }

            stamp = fcb.Cached[page];
            return stamp == fcb.CachedAgain[page]
                ? STATUS_SUCCESS
                : throw new InvalidOperationException($"Page {page} of {fcb.Name} was read while it was written.");
        }
        finally
        {
            if (releaseFcb)
            {
                ReleaseFcb(fcb);
            }
        }
    }

    /// <summary>Writes under the exclusive lock, then goes on as a reader, so that others may read what is there now.</summary>
    private NTSTATUS CommonWrite(in IrpContext context, FileControlBlock fcb, int page, long stamp)
    {
        bool postsLazyWrite;
        if (!AcquireExclusiveFcb(context, fcb))
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            if (page >= fcb.Pages)
            {
                Extend(context, fcb, page + 1);
            }

            fcb.Cached[page] = stamp;
            fcb.CachedAgain[page] = stamp;
            postsLazyWrite = fcb.MakeDirty(page);

            ExConvertExclusiveToSharedLite(fcb.Resource);
            context.Statistics.Count(LockKind.Converted);
            if (fcb.Cached[page] != stamp)
            {
                throw new InvalidOperationException($"Page {page} of {fcb.Name} was written while it was shared.");
            }
        }
        finally
        {
            ReleaseFcb(fcb);
        }

        if (postsLazyWrite)
        {
            fcb.Reference();
            _lazyWriter.Post(fcb);
        }

        return STATUS_SUCCESS;
    }

    /// <summary>The request gets a reference of its own, which the worker gives back.</summary>
    private NTSTATUS CommonNonCachedWrite(in IrpContext context, FileControlBlock fcb, int page, long stamp)
    {
        if (!AcquireSharedFcb(context, fcb))
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            if (page >= fcb.Pages)
            {
                return STATUS_END_OF_FILE;
            }

            fcb.Reference();
            bool isStarted = _writes.TryStart(fcb, page, stamp);
            if (!isStarted)
            {
                fcb.Dereference();
            }

            return isStarted ? STATUS_SUCCESS : STATUS_CANT_WAIT;
        }
        finally
        {
            ReleaseFcb(fcb);
        }
    }

    /// <summary>Takes pages away: nobody may be on the way to the disk with them.</summary>
    private static NTSTATUS CommonTruncate(in IrpContext context, FileControlBlock fcb, int pages)
    {
        bool releaseFcb = false;
        bool releasePaging = false;
        try
        {
            releaseFcb = AcquireExclusiveFcb(context, fcb);
            if (!releaseFcb)
            {
                return STATUS_CANT_WAIT;
            }

            if (pages >= fcb.Pages)
            {
                return STATUS_SUCCESS;
            }

            releasePaging = ExAcquireResourceExclusiveLite(fcb.PagingIoResource, context.CanWait);
            if (!releasePaging)
            {
                return STATUS_CANT_WAIT;
            }

            context.Statistics.Count(LockKind.PagingExclusive);
            fcb.ForgetFrom(pages);
            fcb.Pages = pages;
            return STATUS_SUCCESS;
        }
        finally
        {
            if (releasePaging)
            {
                ExReleaseResourceLite(fcb.PagingIoResource);
            }

            if (releaseFcb)
            {
                ReleaseFcb(fcb);
            }
        }
    }

    private NTSTATUS CommonRename(in IrpContext context, FileControlBlock fcb, string name)
    {
        NTSTATUS status = STATUS_SUCCESS;
        if (!AcquireExclusiveVcb(context, _vcb))
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            if (!AcquireExclusiveFcb(context, fcb))
            {
                return STATUS_CANT_WAIT;
            }

            try
            {
                if (_vcb.Directory.TryAdd(name, fcb))
                {
                    _vcb.Directory.Remove(fcb.Name);
                    _vcb.Names.Remove(name);
                    fcb.Name = name;
                }
                else
                {
                    status = STATUS_OBJECT_NAME_COLLISION;
                }
            }
            finally
            {
                ReleaseFcb(fcb);
            }
        }
        finally
        {
            ReleaseVcb(_vcb);
        }

        return status;
    }

    private NTSTATUS CommonDelete(in IrpContext context, FileControlBlock fcb)
    {
        if (!AcquireExclusiveVcb(context, _vcb))
        {
            return STATUS_CANT_WAIT;
        }

        try
        {
            if (!AcquireExclusiveFcb(context, fcb))
            {
                return STATUS_CANT_WAIT;
            }

            _vcb.Directory.Remove(fcb.Name);
            fcb.IsDeleted = true;
            ReleaseFcb(fcb);
            return STATUS_SUCCESS;
        }
        finally
        {
            ReleaseVcb(_vcb);
        }
    }

    /// <summary>The paging resource is taken exclusively only while the size changes.</summary>
    private static void Extend(in IrpContext context, FileControlBlock fcb, int pages)
    {
        ExAcquireResourceExclusiveLite(fcb.PagingIoResource, true);
        context.Statistics.Count(LockKind.PagingExclusive);
        for (int page = fcb.Pages; page < pages; page++)
        {
            fcb.Cached[page] = 0;
            fcb.CachedAgain[page] = 0;
        }

        fcb.Pages = pages;
        ExReleaseResourceLite(fcb.PagingIoResource);
    }
}
