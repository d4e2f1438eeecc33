// A cancel routine is called with the cancel spin lock held, and gives it back.
public sealed class Request
{
    internal int State;
}

public sealed class Driver
{
    [DriverRole("DRIVER_CANCEL")]
    public void {|DDI5004:DoesNothing|}(Request request) => request.State = 1;

    [DriverRole("DRIVER_CANCEL")]
    public void {|DDI5004:Forgets|}(Request request, byte irql)
    {
        if (request.State == 1)
        {
            return;
        }

        IoReleaseCancelSpinLock(irql);
    }

    [DriverRole("DRIVER_CANCEL")]
    public void Releases(Request request, byte irql)
    {
        request.State = 1;
        IoReleaseCancelSpinLock(irql);
    }

    [DriverRole("DRIVER_UNLOAD")]
    public void HasNothingToRelease(Request request) => request.State = 1;
}
