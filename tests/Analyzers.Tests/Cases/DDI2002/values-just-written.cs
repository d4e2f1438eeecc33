// A field that the method itself has just stored is what was stored, until something is let go.
[Flags]
public enum Bits
{
    None = 0,
    Held = 1,
    Other = 2,
}

public sealed class Request
{
    internal Node? Held;
    internal Bits Flags;
}

public sealed class Node
{
    internal readonly ERESOURCE Resource = new();
}

public sealed class JustWritten
{
    private readonly ERESOURCE _r = new();
    private Bits _bits;
    private bool _busy;
    private ERESOURCE? _kept;

    public JustWritten() => ExInitializeResourceLite(_r);

    public void OwnFlags()
    {
        FltAcquireResourceExclusive(_r);
        _bits |= Bits.Held;
        if ((_bits & Bits.Held) != 0)
        {
            FltReleaseResource(_r);
        }
    }

    public void FlagsOfAnother(Request request)
    {
        FltAcquireResourceExclusive(_r);
        request.Flags |= Bits.Held;
        try
        {
            Console.WriteLine(request.Flags);
        }
        finally
        {
            if ((request.Flags & Bits.Held) != 0)
            {
                FltReleaseResource(_r);
            }
        }
    }

    public void OtherBit()
    {
        {|DDI2002:FltAcquireResourceExclusive(_r)|};
        _bits |= Bits.Other;
        if ((_bits & Bits.Held) != 0)
        {
            FltReleaseResource(_r);
        }
    }

    public void Reference(Request request, Node node)
    {
        FltAcquireResourceExclusive(node.Resource);
        request.Held = node;
        if (request.Held is { } held)
        {
            request.Held = null;
            FltReleaseResource(held.Resource);
        }
    }

    public void Stored(ERESOURCE r)
    {
        _kept = r;
        FltAcquireResourceExclusive(r);
        if (_kept != null)
        {
            FltReleaseResource(r);
        }
    }

    // Others run between the release and the second acquire.
    public void LetGoSince()
    {
        _busy = true;
        FltAcquireResourceExclusive(_r);
        FltReleaseResource(_r);
        {|DDI2002:FltAcquireResourceExclusive(_r)|};
        if (!_busy)
        {
            return;
        }

        FltReleaseResource(_r);
    }
}
