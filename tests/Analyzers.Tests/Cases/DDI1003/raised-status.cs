// ExRaiseStatus throws NtStatusException, and nothing else: a handler for that type catches it.
internal sealed class EntryPoint
{
    private readonly ERESOURCE _r = new();
    private bool _bad;
    private NTSTATUS _status;

    private void Common()
    {
        if (_bad)
        {
            ExRaiseStatus(STATUS_INVALID_HANDLE);
        }
    }

    public void Caught()
    {
        FsRtlEnterFileSystem();
        try
        {
            if (_bad)
            {
                ExRaiseStatus(STATUS_INVALID_HANDLE);
            }
        }
        catch (NtStatusException)
        {
            _status = STATUS_INVALID_HANDLE;
        }

        FsRtlExitFileSystem();
    }

    public void CaughtFromAHelper()
    {
        FsRtlEnterFileSystem();
        try
        {
            Common();
        }
        catch (NtStatusException raised)
        {
            _status = raised.Status;
        }

        FsRtlExitFileSystem();
    }

    public void CaughtWithALock()
    {
        FltAcquireResourceShared(_r);
        try
        {
            Common();
        }
        catch (NtStatusException)
        {
            _bad = false;
        }

        FltReleaseResource(_r);
    }

    public void CaughtAsSomethingElse()
    {
        {|DDI1003:FsRtlEnterFileSystem()|};
        try
        {
            if (_bad)
            {
                ExRaiseStatus(STATUS_INVALID_HANDLE);
            }
        }
        catch (InvalidOperationException)
        {
            _bad = false;
        }

        FsRtlExitFileSystem();
    }

    // The handler may decline.
    public void Filtered()
    {
        {|DDI1003:FsRtlEnterFileSystem()|};
        try
        {
            Common();
        }
        catch (NtStatusException raised) when (raised.Status == STATUS_INVALID_HANDLE)
        {
            _bad = false;
        }

        FsRtlExitFileSystem();
    }
}
