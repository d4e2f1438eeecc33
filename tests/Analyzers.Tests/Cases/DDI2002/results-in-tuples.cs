// Helpers that answer with a tuple, a nullable or a record.
internal readonly record struct Outcome(bool Taken, int Status);

internal sealed class Opens
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public int Tuple(bool want)
    {
        (bool taken, int status) = Begin(want);
        _opens += status;
        if (taken)
        {
            FltReleaseResource(_resource);
        }

        return status;
    }

    public int TupleForgotten(bool want)
    {
        (_, int status) = {|DDI2002:Begin(want)|};
        _opens += status;
        return status;
    }

    public int Record(bool want)
    {
        Outcome outcome = Try(want);
        if (outcome.Taken)
        {
            _opens++;
            FltReleaseResource(_resource);
        }

        return outcome.Status;
    }

    public int Nullable(bool want)
    {
        int? status = Maybe(want);
        if (status is null)
        {
            return -1;
        }

        _opens++;
        FltReleaseResource(_resource);
        return status.Value;
    }

    public int NullableHasValue(bool want)
    {
        int? status = Maybe(want);
        if (status.HasValue)
        {
            _opens++;
            FltReleaseResource(_resource);
        }

        return status ?? -1;
    }

    private (bool Taken, int Status) Begin(bool want)
    {
        if (!want)
        {
            return (false, -1);
        }

        FltAcquireResourceExclusive(_resource);
        return (true, 0);
    }

    private Outcome Try(bool want)
    {
        if (want)
        {
            FltAcquireResourceExclusive(_resource);
        }

        return new Outcome(want, want ? 0 : -1);
    }

    private int? Maybe(bool want)
    {
        if (!want)
        {
            return null;
        }

        FltAcquireResourceShared(_resource);
        return _opens;
    }
}
