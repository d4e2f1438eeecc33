// The hold that leaks is the one that was taken last; what was given back before it is not accused.
internal sealed class Frame
{
    internal int Count;
}

internal sealed class Frames
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _map;

    public int TakesAgain(List<Frame> frames)
    {
        FltAcquirePushLockShared(ref _map);
        foreach (Frame frame in frames)
        {
            FltReleasePushLock(ref _map);
            if (frame.Count < 0)
            {
                return -1;
            }

            {|DDI2002:FltAcquirePushLockShared(ref _map)|};
            if (frame.Count > 100)
            {
                return 1;
            }
        }

        FltReleasePushLock(ref _map);
        return 0;
    }

    public int BothLeak(List<Frame> frames)
    {
        {|DDI2002:FltAcquirePushLockShared(ref _map)|};
        foreach (Frame frame in frames)
        {
            if (frame.Count == 0)
            {
                return -1;
            }

            FltReleasePushLock(ref _map);
            {|DDI2002:FltAcquirePushLockShared(ref _map)|};
        }

        FltReleasePushLock(ref _map);
        return 0;
    }

    public int ReleasedInFinally(List<Frame> frames)
    {
        FltAcquireResourceShared(_resource);
        try
        {
            {|DDI2002:FltAcquirePushLockShared(ref _map)|};
            foreach (Frame frame in frames)
            {
                if (frame.Count > 100)
                {
                    return 1;
                }
            }

            FltReleasePushLock(ref _map);
        }
        finally
        {
            FltReleaseResource(_resource);
        }

        return 0;
    }
}
