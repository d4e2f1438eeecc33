// Exceptions and guarded regions.
internal sealed class Reaper
{
    private int _reaped;

    public bool CatchReturnsInside(Func<int> count)
    {
        KeEnterGuardedRegion();
        try
        {
            _reaped += count();
        }
        catch (InvalidOperationException)
        {
            KeLeaveGuardedRegion();
            return false;
        }

        KeLeaveGuardedRegion();
        return true;
    }

    public bool ExplicitThrowCaughtWithoutLeave(int count)
    {
        try
        {
            {|DDI1005:KeEnterGuardedRegion()|};
            if (count < 0)
            {
                throw new InvalidOperationException();
            }

            _reaped += count;
            KeLeaveGuardedRegion();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public bool ExplicitThrowCaughtWithLeave(int count)
    {
        try
        {
            KeEnterGuardedRegion();
            if (count < 0)
            {
                throw new InvalidOperationException();
            }

            _reaped += count;
        }
        catch (InvalidOperationException) when (count < 0)
        {
            KeLeaveGuardedRegion();
            return false;
        }

        KeLeaveGuardedRegion();
        return true;
    }
}
