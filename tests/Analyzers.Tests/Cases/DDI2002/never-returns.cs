// Paths that end the process or never come back owe no release.
using System.Diagnostics.CodeAnalysis;

internal sealed class Verifier
{
    private readonly ERESOURCE _resource = new();
    private int _faults;

    public void FailFast()
    {
        FltAcquireResourceExclusive(_resource);
        if (_faults > 10)
        {
            Environment.FailFast("too many faults");
        }

        FltReleaseResource(_resource);
    }

    public void Annotated()
    {
        FltAcquireResourceExclusive(_resource);
        if (_faults > 10)
        {
            Halt();
        }

        FltReleaseResource(_resource);
    }

    public void DoesNotReturnIfFalse()
    {
        FltAcquireResourceExclusive(_resource);
        Must(_faults >= 0);
        FltReleaseResource(_resource);
    }

    public void Service(Func<int> next)
    {
        FltAcquireResourceExclusive(_resource);
        while (true)
        {
            FltReleaseResource(_resource);
            int fault = next();
            FltAcquireResourceExclusive(_resource);
            _faults += fault;
        }
    }

    public bool ExitCodeOnly()
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        if (_faults > 10)
        {
            Environment.ExitCode = 1;
            return false;
        }

        FltReleaseResource(_resource);
        return true;
    }

    [DoesNotReturn]
    private static void Halt() => Environment.FailFast("halt");

    private static void Must([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
        {
            Environment.FailFast("must");
        }
    }
}
