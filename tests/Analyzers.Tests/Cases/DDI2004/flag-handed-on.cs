// A helper hands its flag on to the helper that takes the lock only when the flag says so.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void TakenOnce()
    {
        Prepare(true);
        Prepare(false);
        _opens++;
        FltReleaseResource(_resource);
    }

    public void TakenAndGivenBack()
    {
        Switch(true);
        _opens++;
        Switch(false);
    }

    public void TakenTwice()
    {
        Prepare(true);
        {|DDI2004:Prepare(true)|};
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }

    public void GivenBackTwice()
    {
        Switch(true);
        Switch(false);
        {|DDI2001:Switch(false)|};
    }

    private void Prepare(bool isNeeded) => Lock(isNeeded);

    private void Lock(bool isNeeded)
    {
        if (isNeeded)
        {
            FltAcquireResourceExclusive(_resource);
        }
    }

    private void Switch(bool on)
    {
        SwitchInside(on);
    }

    private void SwitchInside(bool on)
    {
        if (on)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            FltReleaseResource(_resource);
        }
    }
}
