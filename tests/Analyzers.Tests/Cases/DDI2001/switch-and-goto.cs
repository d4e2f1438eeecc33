// Fall-through and jumps that reach a release twice, or only once.
internal sealed class StateMachine
{
    private readonly ERESOURCE _resource = new();
    private int _state;

    public void FallsThroughToTheRelease(int state)
    {
        FltAcquireResourceExclusive(_resource);
        switch (state)
        {
            case 0:
                _state = 0;
                goto case 1;
            case 1:
                _state++;
                goto default;
            case 2:
                FltReleaseResource(_resource);
                break;
            default:
                FltReleaseResource(_resource);
                break;
        }
    }

    public void FallsThroughAfterTheRelease(int state)
    {
        FltAcquireResourceExclusive(_resource);
        switch (state)
        {
            case 0:
                FltReleaseResource(_resource);
                goto case 1;
            case 1:
                _state++;
                {|DDI2001:FltReleaseResource(_resource)|};
                break;
            default:
                FltReleaseResource(_resource);
                break;
        }
    }

    public int JumpsIntoTheCleanup(int code)
    {
        int status = -1;
        FltAcquireResourceShared(_resource);
        if (code < 0)
        {
            goto Cleanup;
        }

        status = _state;
        FltReleaseResource(_resource);
        if (status == code)
        {
            goto Cleanup;
        }

        return status;

    Cleanup:
        {|DDI2001:FltReleaseResource(_resource)|};
        return status;
    }

    public int JumpsPastTheRelease(int code)
    {
        int status = -1;
        FltAcquireResourceShared(_resource);
        if (code < 0)
        {
            goto Release;
        }

        status = _state;
        FltReleaseResource(_resource);
        goto Done;

    Release:
        FltReleaseResource(_resource);
    Done:
        return status;
    }

    public int EnumDecides(DayOfWeek day)
    {
        bool exclusive = day is DayOfWeek.Monday or DayOfWeek.Friday;
        switch (day)
        {
            case DayOfWeek.Monday:
            case DayOfWeek.Friday:
                FltAcquireResourceExclusive(_resource);
                break;
            case DayOfWeek.Sunday:
                return -1;
            default:
                FltAcquireResourceShared(_resource);
                break;
        }

        int state = exclusive ? ++_state : _state;
        FltReleaseResource(_resource);
        return state;
    }
}
