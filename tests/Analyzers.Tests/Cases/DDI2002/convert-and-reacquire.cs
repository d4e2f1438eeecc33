// Conversion keeps one hold; upgrades release and acquire anew.
internal sealed class Mft
{
    private readonly ERESOURCE _resource = new();
    private int _records;

    public int ConvertThenRelease()
    {
        FltAcquireResourceExclusive(_resource);
        _records++;
        ExConvertExclusiveToSharedLite(_resource);
        int records = _records;
        FltReleaseResource(_resource);
        return records;
    }

    public int ConvertIsNoRelease()
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        _records++;
        ExConvertExclusiveToSharedLite(_resource);
        return _records;
    }

    public int UpgradeByReacquire(int wanted)
    {
        FltAcquireResourceShared(_resource);
        if (_records < wanted)
        {
            FltReleaseResource(_resource);
            FltAcquireResourceExclusive(_resource);
            if (_records < wanted)
            {
                _records = wanted;
            }
        }

        int records = _records;
        FltReleaseResource(_resource);
        return records;
    }

    public int UpgradeForgetsTheNewHold(int wanted)
    {
        FltAcquireResourceShared(_resource);
        if (_records >= wanted)
        {
            int records = _records;
            FltReleaseResource(_resource);
            return records;
        }

        FltReleaseResource(_resource);
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        _records = wanted;
        return wanted;
    }

    public int ConvertOnOnePath(bool readBack)
    {
        FltAcquireResourceExclusive(_resource);
        int records = ++_records;
        if (readBack)
        {
            ExConvertExclusiveToSharedLite(_resource);
            records = _records;
        }

        FltReleaseResource(_resource);
        return records;
    }
}
