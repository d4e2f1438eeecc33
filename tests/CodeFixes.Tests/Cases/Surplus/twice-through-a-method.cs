// A method that only releases is called twice.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void Close()
    {
        Acquire();
        _opens--;
        Release();
        {|DDI2001:Release()|};
    }

    public void CloseAll()
    {
        Acquire();
        try
        {
            _opens = 0;
        }
        finally
        {
            Release();
        }

        {|DDI2001:Release()|};
    }

    private void Acquire() => FltAcquireResourceExclusive(_resource);

    private void Release() => FltReleaseResource(_resource);
}
