// What a delegate in a local variable does is what was stored in it on this path.
public sealed class Cleanups
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public void StoredWhenTaken(bool take)
    {
        Action? leave = null;
        if (take)
        {
            FltAcquireResourceExclusive(_resource);
            leave = () => FltReleaseResource(_resource);
        }

        _value++;
        leave?.Invoke();
    }

    public void StoredWhenTakenAndForgotten(bool take)
    {
        Action? leave = null;
        if (take)
        {
            {|DDI2002:FltAcquireResourceExclusive(_resource)|};
            leave = () => FltReleaseResource(_resource);
        }

        if (_value == 0)
        {
            return;
        }

        leave?.Invoke();
    }

    public void CalledTwice(bool take)
    {
        Action? leave = null;
        if (take)
        {
            FltAcquireResourceExclusive(_resource);
            leave = () => FltReleaseResource(_resource);
        }

        leave?.Invoke();
        leave?{|DDI2001:.Invoke()|};
    }

    public void OneOfTwo(bool counts)
    {
        Action leave = counts
            ? () => { _value++; FltReleaseResource(_resource); }
            : () => FltReleaseResource(_resource);
        FltAcquireResourceExclusive(_resource);
        leave();
    }

    public void OneOfTwoDoesNothing(bool counts)
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        Action leave = counts ? Release : Count;
        leave();
    }

    public void InFinally(bool take)
    {
        Action? leave = null;
        try
        {
            if (take)
            {
                FltAcquireResourceExclusive(_resource);
                leave = Release;
            }

            _value++;
        }
        finally
        {
            leave?.Invoke();
        }
    }

    public void NothingUntilTaken(bool take)
    {
        Action leave = () => { };
        if (take)
        {
            FltAcquireResourceExclusive(_resource);
            leave = Release;
        }

        leave();
    }

    public void BySwitch(int how)
    {
        Action leave;
        switch (how)
        {
            case 0:
                FltAcquireResourceExclusive(_resource);
                leave = Release;
                break;
            case 1:
                leave = Count;
                break;
            default:
                FltAcquireResourceExclusive(_resource);
                leave = () => FltReleaseResource(_resource);
                break;
        }

        leave();
    }

    public void CallsWithoutTaking(bool really)
    {
        Action? leave = null;
        if (really)
        {
            leave = Release;
        }

        if (leave != null)
        {
            {|DDI2001:leave()|};
        }
    }

    public void FromSomewhereElse(Action given, bool take)
    {
        Action leave = given;
        if (take)
        {
            // What was given may release it as well.
            FltAcquireResourceExclusive(_resource);
            leave = () => FltReleaseResource(_resource);
        }

        leave();
    }

    private void Release() => FltReleaseResource(_resource);

    private void Count() => _value++;
}
