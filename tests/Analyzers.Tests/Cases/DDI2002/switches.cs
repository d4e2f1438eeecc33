// Arms of a switch that keep the lock.
internal sealed class QueryInfo
{
    private readonly ERESOURCE _fcb = new();
    private int _answer;

    public int ArmReturns(int what)
    {
        {|DDI2002:FltAcquireResourceShared(_fcb)|};
        switch (what)
        {
            case 1:
                _answer = 1;
                break;
            case 2:
                return -1;
            default:
                _answer = 0;
                break;
        }

        FltReleaseResource(_fcb);
        return _answer;
    }

    public int ArmsReleaseThemselves(int what)
    {
        FltAcquireResourceShared(_fcb);
        switch (what)
        {
            case 1:
                FltReleaseResource(_fcb);
                return 1;
            case 2:
                FltReleaseResource(_fcb);
                return -1;
        }

        FltReleaseResource(_fcb);
        return 0;
    }

    public int GotoCase(int what)
    {
        switch (what)
        {
            case 1:
                FltAcquireResourceShared(_fcb);
                goto case 3;
            case 2:
                FltAcquireResourceExclusive(_fcb);
                goto case 3;
            case 3 when what == 3:
                return -1;
            case 3:
                _answer++;
                FltReleaseResource(_fcb);
                return _answer;
            default:
                return 0;
        }
    }

    public int SwitchExpressionPicksTheRoutine(int what)
    {
        bool held = what switch
        {
            1 => Take(false),
            2 => Take(true),
            _ => false,
        };

        if (!held)
        {
            return -1;
        }

        int answer = ++_answer;
        FltReleaseResource(_fcb);
        return answer;

        bool Take(bool exclusive)
        {
            if (exclusive)
            {
                FltAcquireResourceExclusive(_fcb);
            }
            else
            {
                FltAcquireResourceShared(_fcb);
            }

            return true;
        }
    }

    public int PatternArms(object request)
    {
        switch (request)
        {
            case int number when number > 0:
                FltAcquireResourceShared(_fcb);
                _answer = number;
                FltReleaseResource(_fcb);
                return number;
            case string { Length: > 0 } text:
                {|DDI2002:FltAcquireResourceShared(_fcb)|};
                _answer = text.Length;
                return text.Length;
            case null:
            default:
                return 0;
        }
    }
}
