// Local functions and lambdas that run in place.
internal sealed class Compactor
{
    private readonly ERESOURCE _resource = new();
    private int _moved;

    public int LocalFunctionReleases(int limit)
    {
        FltAcquireResourceExclusive(_resource);
        if (_moved >= limit)
        {
            return Done(-1);
        }

        _moved++;
        return Done(0);

        int Done(int status)
        {
            FltReleaseResource(_resource);
            return status;
        }
    }

    public int LocalFunctionForgotten(int limit)
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        if (_moved >= limit)
        {
            return -1;
        }

        _moved++;
        return Done(0);

        int Done(int status)
        {
            FltReleaseResource(_resource);
            return status;
        }
    }

    public int LocalFunctionSetsTheFlag(bool take)
    {
        bool held = false;
        if (take)
        {
            Acquire();
        }

        _moved++;
        if (held)
        {
            FltReleaseResource(_resource);
        }

        return _moved;

        void Acquire()
        {
            FltAcquireResourceExclusive(_resource);
            held = true;
        }
    }

    public void LambdaInLocal()
    {
        Action release = () => FltReleaseResource(_resource);
        FltAcquireResourceShared(_resource);
        _moved++;
        release();
    }

    public void LambdaNotCalled(bool skip)
    {
        Action release = () => FltReleaseResource(_resource);
        {|DDI2002:FltAcquireResourceShared(_resource)|};
        _moved++;
        if (!skip)
        {
            release();
        }
    }

    public int StaticLocalFunction()
    {
        Take(_resource);
        int moved = _moved;
        Give(_resource);
        return moved;

        static void Take(ERESOURCE resource) => FltAcquireResourceShared(resource);

        static void Give(ERESOURCE resource) => FltReleaseResource(resource);
    }
}
