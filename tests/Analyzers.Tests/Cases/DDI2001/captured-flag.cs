// A lambda that a helper runs asks a flag of the method around it.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void NeverTaken()
    {
        bool isHeld = false;
        Run(() =>
        {
            if (isHeld)
            {
                FltReleaseResource(_resource);
            }
        });
    }

    public void TakenWhenTheFlagSaysSo(bool isNeeded)
    {
        bool isHeld = false;
        if (isNeeded)
        {
            FltAcquireResourceExclusive(_resource);
            isHeld = true;
        }

        Run(() =>
        {
            _opens++;
            if (isHeld)
            {
                FltReleaseResource(_resource);
            }
        });
    }

    public void FlagSetTooEarly(bool isNeeded)
    {
        bool isHeld = true;
        if (isNeeded)
        {
            FltAcquireResourceExclusive(_resource);
        }

        {|DDI2001:Run(() =>
        {
            if (isHeld)
            {
                FltReleaseResource(_resource);
            }
        })|};
    }

    private void Run(Action work)
    {
        work();
        _opens++;
    }
}
