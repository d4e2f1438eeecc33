// The second exclusive acquire comes from a helper.
internal sealed class Nested
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _value;

    public void CallsALockingHelper()
    {
        FltAcquireResourceExclusive(_resource);
        {|DDI2004:Increment()|};
        FltReleaseResource(_resource);
    }

    public void CallsItAfterwards()
    {
        FltAcquireResourceExclusive(_resource);
        _value = 0;
        FltReleaseResource(_resource);
        Increment();
    }

    public void CallsTheUnlockedVariant()
    {
        FltAcquireResourceExclusive(_resource);
        IncrementHeld();
        FltReleaseResource(_resource);
    }

    public void CallsItUnderAnotherLock()
    {
        FltAcquireResourceExclusive(_other);
        Increment();
        FltReleaseResource(_other);
    }

    public void HelperAsksFirst()
    {
        FltAcquireResourceExclusive(_resource);
        IncrementUnlessHeld();
        FltReleaseResource(_resource);
        IncrementUnlessHeld();
    }

    private void Increment()
    {
        FltAcquireResourceExclusive(_resource);
        IncrementHeld();
        FltReleaseResource(_resource);
    }

    private void IncrementHeld() => _value++;

    private void IncrementUnlessHeld()
    {
        bool acquired = false;
        if (!ExIsResourceAcquiredExclusiveLite(_resource))
        {
            FltAcquireResourceExclusive(_resource);
            acquired = true;
        }

        _value++;
        if (acquired)
        {
            FltReleaseResource(_resource);
        }
    }
}
