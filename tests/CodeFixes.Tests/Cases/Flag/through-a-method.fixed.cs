// The flag is cleared after the method that releases.
internal sealed class Bitmap
{
    private readonly ERESOURCE _resource = new();
    private int _free;

    private void Lock() => ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);

    private void Unlock() => ExReleaseResourceAndLeaveCriticalRegion(_resource);

    public int Reserve(int count)
    {
        bool held = false;
        int start = -1;
        try
        {
            Lock();
            held = true;
            if (_free < count)
            {
                Unlock();
                held = false;
                return start;
            }

            start = _free;
            _free -= count;
        }
        finally
        {
            if (held)
                Unlock();
        }

        return start;
    }
}
