// Local functions and lambdas reach the routine through other local functions of the method.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void Balanced()
    {
        Begin();
        _opens++;
        End();

        void Begin() => Lock();
        void Lock() => FltAcquireResourceExclusive(_resource);
        void End()
        {
            Unlock();
        }

        void Unlock()
        {
            FltReleaseResource(_resource);
        }
    }

    public void NeverGivenBack()
    {
        {|DDI2002:Begin()|};
        _opens++;

        void Begin() => Lock();
        void Lock() => FltAcquireResourceExclusive(_resource);
    }

    public void TakenByALambda()
    {
        Action begin = () => Lock();
        {|DDI2002:begin()|};
        _opens++;

        void Lock() => FltAcquireResourceExclusive(_resource);
    }

    public void GivenBackByALambda()
    {
        Action end = () =>
        {
            Unlock();
        };
        FltAcquireResourceExclusive(_resource);
        _opens++;
        end();

        void Unlock() => FltReleaseResource(_resource);
    }

    public int NothingAtAll()
    {
        return Count();

        int Count() => Opens();
        int Opens() => _opens;
    }
}
