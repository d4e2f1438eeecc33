// A visible helper that throws counts as an explicit throw; ExRaiseStatus never returns.
internal sealed class Check
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public void HelperThrowsHolding(int value)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        Validate(value);
        _value = value;
        FltReleaseResource(_resource);
    }

    public void HelperThrowsBefore(int value)
    {
        Validate(value);
        FltAcquireResourceExclusive(_resource);
        _value = value;
        FltReleaseResource(_resource);
    }

    public void RaisesHolding(int value)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        if (value < 0)
        {
            ExRaiseStatus(STATUS_INVALID_PARAMETER);
        }

        _value = value;
        FltReleaseResource(_resource);
    }

    public void RaisesUnderFinally(int value)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            if (value < 0)
            {
                ExRaiseStatus(STATUS_INVALID_PARAMETER);
            }

            _value = value;
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    public bool RaisesAndCatches(int value)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            Validate(value);
            _value = value;
        }
        catch (ArgumentException)
        {
            FltReleaseResource(_resource);
            return false;
        }

        FltReleaseResource(_resource);
        return true;
    }

    private static void Validate(int value)
    {
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }
    }
}
