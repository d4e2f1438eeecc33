// Handlers between the throw and the caller.
internal sealed class Directory
{
    private readonly ERESOURCE _resource = new();
    private int _entries;

    public void RethrowHolding(int entry)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        try
        {
            if (entry < 0)
            {
                throw new ArgumentException(null, nameof(entry));
            }

            _entries++;
        }
        catch (ArgumentException)
        {
            _entries = 0;
            throw;
        }

        FltReleaseResource(_resource);
    }

    public void RethrowReleased(int entry)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            if (entry < 0)
            {
                throw new ArgumentException(null, nameof(entry));
            }

            _entries++;
        }
        catch (ArgumentException)
        {
            FltReleaseResource(_resource);
            throw;
        }

        FltReleaseResource(_resource);
    }

    public bool CaughtByTheSameMethod(int entry)
    {
        bool ok = true;
        FltAcquireResourceExclusive(_resource);
        try
        {
            if (entry < 0)
            {
                throw new ArgumentException(null, nameof(entry));
            }

            _entries++;
        }
        catch (ArgumentException)
        {
            ok = false;
        }

        FltReleaseResource(_resource);
        return ok;
    }

    public void CaughtByAnotherType(int entry)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        try
        {
            if (entry < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
        }
        catch (FormatException)
        {
            _entries = 0;
        }

        FltReleaseResource(_resource);
    }

    public bool ReleasedInFilteredHandlerAndFinally(int entry)
    {
        bool held = true;
        FltAcquireResourceExclusive(_resource);
        try
        {
            if (entry < 0)
            {
                throw new ArgumentException(null, nameof(entry));
            }

            _entries++;
            return true;
        }
        catch (ArgumentException) when (entry < -1)
        {
            FltReleaseResource(_resource);
            held = false;
            return false;
        }
        finally
        {
            if (held)
            {
                FltReleaseResource(_resource);
            }
        }
    }
}
