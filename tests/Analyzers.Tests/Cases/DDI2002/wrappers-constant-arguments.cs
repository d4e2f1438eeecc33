// What the helper does depends on a constant argument.
internal enum Mode
{
    None,
    Shared,
    Exclusive,
}

internal sealed class AttributeRecord
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _paging = new();
    private int _value;

    public void Bool()
    {
        Acquire(exclusive: true, alsoPaging: false);
        _value++;
        Release(alsoPaging: false);
    }

    public void BoolBoth()
    {
        Acquire(true, true);
        _value++;
        Release(true);
    }

    public void BoolMismatch()
    {
        {|DDI2002:Acquire(true, true)|};
        _value++;
        Release(false);
    }

    public void BoolMismatchTheOtherWay()
    {
        Acquire(false, false);
        _value++;
        {|DDI2001:Release(true)|};
    }

    public void SameUnknownBool(bool paging)
    {
        Acquire(false, paging);
        _value++;
        Release(paging);
    }

    public void EnumNone()
    {
        Enter(Mode.None);
        _value++;
    }

    public void EnumShared()
    {
        Enter(Mode.Shared);
        _value++;
        FltReleaseResource(_resource);
    }

    public void EnumForgotten(bool write)
    {
        {|DDI2002:Enter(write ? Mode.Exclusive : Mode.Shared)|};
        _value++;
        if (write)
        {
            FltReleaseResource(_resource);
        }
    }

    private void Acquire(bool exclusive, bool alsoPaging)
    {
        if (exclusive)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        if (alsoPaging)
        {
            FltAcquireResourceShared(_paging);
        }
    }

    private void Release(bool alsoPaging)
    {
        if (alsoPaging)
        {
            FltReleaseResource(_paging);
        }

        FltReleaseResource(_resource);
    }

    private void Enter(Mode mode)
    {
        switch (mode)
        {
            case Mode.Shared:
                FltAcquireResourceShared(_resource);
                break;
            case Mode.Exclusive:
                FltAcquireResourceExclusive(_resource);
                break;
        }
    }
}
