// Handlers that release, rethrow, filter; explicit throws that a handler of the same method catches.
internal sealed class ParseDirectory
{
    private readonly ERESOURCE _dcb = new();
    private int _entries;

    public int CaughtAndReleased(int offset)
    {
        FltAcquireResourceShared(_dcb);
        try
        {
            if (offset < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
        }
        catch (InvalidOperationException)
        {
            FltReleaseResource(_dcb);
            return -1;
        }

        FltReleaseResource(_dcb);
        return _entries;
    }

    public int CaughtAndForgotten(int offset)
    {
        {|DDI2002:FltAcquireResourceShared(_dcb)|};
        try
        {
            if (offset < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
        }
        catch (InvalidOperationException)
        {
            return -1;
        }

        FltReleaseResource(_dcb);
        return _entries;
    }

    public int CaughtAndSwallowed(int offset)
    {
        FltAcquireResourceShared(_dcb);
        try
        {
            if (offset < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
        }
        catch (InvalidOperationException)
        {
            _entries = 0;
        }

        FltReleaseResource(_dcb);
        return _entries;
    }

    public int FilterOnAFlag(int offset)
    {
        bool held = false;
        try
        {
            FltAcquireResourceShared(_dcb);
            held = true;
            if (offset < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
            FltReleaseResource(_dcb);
            held = false;
            return _entries;
        }
        catch (InvalidOperationException) when (held)
        {
            FltReleaseResource(_dcb);
            return -1;
        }
    }

    public int ReleasedAndRethrown(int offset)
    {
        FltAcquireResourceShared(_dcb);
        try
        {
            if (offset < 0)
            {
                throw new InvalidOperationException();
            }

            _entries++;
        }
        catch
        {
            FltReleaseResource(_dcb);
            throw;
        }

        FltReleaseResource(_dcb);
        return _entries;
    }

    public int WrongHandler(int offset)
    {
        int entries = 0;
        FltAcquireResourceShared(_dcb);
        try
        {
            try
            {
                if (offset < 0)
                {
                    throw new InvalidOperationException();
                }

                entries = ++_entries;
            }
            catch (ArgumentException)
            {
                entries = -1;
            }
        }
        finally
        {
            FltReleaseResource(_dcb);
        }

        return entries;
    }
}
