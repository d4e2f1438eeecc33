// Two methods, two orders: the second closes the cycle.
internal sealed class Pair
{
    private readonly ERESOURCE _left = new();
    private readonly ERESOURCE _right = new();
    private int _moves;

    public void LeftThenRight()
    {
        FltAcquireResourceExclusive(_left);
        FltAcquireResourceExclusive(_right);
        _moves++;
        FltReleaseResource(_right);
        FltReleaseResource(_left);
    }

    public void RightThenLeft()
    {
        FltAcquireResourceExclusive(_right);
        {|DDI5001:FltAcquireResourceExclusive(_left)|};
        _moves--;
        FltReleaseResource(_left);
        FltReleaseResource(_right);
    }
}
