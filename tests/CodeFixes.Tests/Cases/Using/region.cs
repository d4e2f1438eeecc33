// The last thing read under the guard is a field: it may as well be read before the guard is disposed of.
internal readonly struct Region : IDisposable
{
    private readonly bool _isGuarded;

    public Region(bool isGuarded)
    {
        _isGuarded = isGuarded;
        KeEnterCriticalRegion();
    }

    public void Dispose() => KeLeaveCriticalRegion();
}

internal sealed class Counter
{
    private int _value;

    public int Add(int limit)
    {
        var region = {|DDI1003:new Region(false)|};
        if (_value >= limit)
        {
            return -1;
        }

        _value++;
        region.Dispose();
        return _value;
    }
}
