//! fix OtherBranchFix
// One branch releases and what follows counts on it: the other branch releases too.
internal sealed class Inode
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _names;
    private int _links;

    public void Drop(bool last)
    {
        FltAcquireResourceExclusive(_resource);
        if (last)
        {
            _links = 0;
            FltReleaseResource(_resource);
        }
        else
        {
            _links--;
            FltReleaseResource(_resource);
        }

        FltAcquirePushLockExclusive(ref _names);
        FltReleasePushLock(ref _names);
    }

    public void Forget(bool last)
    {
        FltAcquireResourceExclusive(_resource);
        if (last)
        {
            _links = 0;
            FltReleaseResource(_resource);
        }
        else
        {
            FltReleaseResource(_resource);
        }

        FltAcquirePushLockExclusive(ref _names);
        FltReleasePushLock(ref _names);
    }

    public void Rename(int mode)
    {
        FltAcquireResourceExclusive(_resource);
        if (mode == 0)
            FltReleaseResource(_resource);
        else
        {
            _links = mode;
            FltReleaseResource(_resource);
        }
        FltAcquirePushLockExclusive(ref _names);
        FltReleasePushLock(ref _names);
    }
}
