// The same pure expression guards acquire and release; nothing it reads changes between.
internal sealed class Request
{
    public readonly int Flags;
    public readonly string Verb;

    public Request(int flags, string verb) => (Flags, Verb) = (flags, verb);

    public bool IsWrite => (Flags & 2) != 0;
}

internal sealed class Handler
{
    private const int Write = 2;
    private readonly ERESOURCE _resource = new();
    private int _handled;

    public void MaskOfAParameter(int flags)
    {
        if ((flags & Write) != 0)
        {
            FltAcquireResourceExclusive(_resource);
        }

        _handled++;
        if ((flags & Write) != 0)
        {
            FltReleaseResource(_resource);
        }
    }

    public void NegatedTheSecondTime(int flags)
    {
        if ((flags & Write) != 0)
        {
            FltAcquireResourceExclusive(_resource);
        }

        _handled++;
        if ((flags & Write) == 0)
        {
            return;
        }

        FltReleaseResource(_resource);
    }

    public void ComparisonOfParameters(int offset, int length)
    {
        if (offset < length)
        {
            FltAcquireResourceShared(_resource);
        }

        _handled++;
        if (offset < length)
        {
            FltReleaseResource(_resource);
        }
    }

    public void OperandsSwapped(int offset, int length)
    {
        if (offset < length)
        {
            FltAcquireResourceShared(_resource);
        }

        _handled++;
        if (length > offset)
        {
            FltReleaseResource(_resource);
        }
    }

    public void PropertyOverReadonlyFields(Request request)
    {
        if (request.IsWrite)
        {
            FltAcquireResourceExclusive(_resource);
        }

        _handled++;
        if (request.IsWrite)
        {
            FltReleaseResource(_resource);
        }
    }

    public void VisiblePureHelper(Request request)
    {
        if (IsBig(request.Flags))
        {
            FltAcquireResourceShared(_resource);
        }

        _handled++;
        if (IsBig(request.Flags))
        {
            FltReleaseResource(_resource);
        }
    }

    public void AnotherMask(int flags)
    {
        if ((flags & Write) != 0)
        {
            {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        }

        _handled++;
        if ((flags & 4) != 0 && (flags & Write) != 0)
        {
            FltReleaseResource(_resource);
        }
    }

    public void OperandChangesBetween(int offset, int length)
    {
        if (offset < length)
        {
            {|DDI2002:FltAcquireResourceShared(_resource)|};
            offset = length;
        }

        _handled++;
        if (offset < length)
        {
            FltReleaseResource(_resource);
        }
    }

    private static bool IsBig(int flags) => flags > 1000;
}
