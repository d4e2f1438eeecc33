//! fix DDI2002.Safest
// Exits as drivers write them: labels, flags, switches.
internal sealed class Driver
{
    private readonly ERESOURCE _vcb = new();
    private readonly Dictionary<ulong, object> _open = [];
    private EX_PUSH_LOCK _names;
    private int _opens;

    public int Open(ulong id, bool create)
    {
        int status = 0;
        KeEnterCriticalRegion();
        {|DDI2002:ExAcquireResourceExclusiveLite(_vcb, true)|};
        if (_open.ContainsKey(id))
        {
            status = 1;
            goto Done;
        }

        if (!create)
        {
            status = 2;
            goto NoFile;
        }

        _open[id] = new object();
        _opens++;

    Done:
        ExReleaseResourceLite(_vcb);
    NoFile:
        KeLeaveCriticalRegion();
        return status;
    }

    public bool Lookup(ulong id, bool locked, out object? file)
    {
        bool acquired = false;
        if (!locked)
        {
            {|DDI2002:FltAcquireResourceShared(_vcb)|};
            acquired = true;
        }

        if (!_open.TryGetValue(id, out file))
        {
            return false; // not open
        }

        if (acquired)
        {
            FltReleaseResource(_vcb);
        }

        return true;
    }

    public int Control(int code)
    {
        {|DDI2002:FltAcquirePushLockExclusive(ref _names)|};
        switch (code)
        {
            case 0:
                _opens = 0;
                break;
            case 1:
                return -1; // unknown
            case 2:
                throw new InvalidOperationException();
            default:
                FltReleasePushLock(ref _names);
                return _opens;
        }

        FltReleasePushLock(ref _names);
        return 0;
    }
}
