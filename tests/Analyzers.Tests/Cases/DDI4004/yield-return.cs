// Between two MoveNext calls an iterator's caller may do anything, on any thread.
internal sealed class Entries
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _lock;
    private readonly int[] _values = [1, 2, 3];

    public IEnumerable<int> YieldsHolding()
    {
        FltAcquireResourceShared(_resource);
        foreach (int value in _values)
        {
            {|DDI4004:yield return value;|}
        }

        FltReleaseResource(_resource);
    }

    public IEnumerable<int> CopiesThenYields()
    {
        FltAcquireResourceShared(_resource);
        int[] copy = [.. _values];
        FltReleaseResource(_resource);
        foreach (int value in copy)
        {
            yield return value;
        }
    }

    public IEnumerable<int> LocksPerElement()
    {
        for (int i = 0; i < _values.Length; i++)
        {
            int value = Read(i);
            yield return value;
        }
    }

    public IEnumerable<int> YieldsInRegion()
    {
        KeEnterCriticalRegion();
        {|DDI4004:yield return _values[0];|}
        KeLeaveCriticalRegion();
    }

    public IEnumerable<int> BreaksReleased(int stop)
    {
        FltAcquireResourceShared(_resource);
        int first = _values[0];
        FltReleaseResource(_resource);
        if (first == stop)
        {
            yield break;
        }

        yield return first;
    }

    private int Read(int index)
    {
        FltAcquirePushLockShared(ref _lock);
        int value = _values[index];
        FltReleasePushLock(ref _lock);
        return value;
    }
}
