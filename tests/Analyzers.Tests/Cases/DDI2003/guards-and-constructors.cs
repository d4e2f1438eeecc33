// using protects against exceptions; a constructor that throws after the acquire does not.
internal sealed class Guard : IDisposable
{
    private readonly ERESOURCE _resource;

    public Guard(ERESOURCE resource)
    {
        _resource = resource;
        FltAcquireResourceExclusive(resource);
    }

    public void Dispose() => FltReleaseResource(_resource);
}

internal sealed class CheckedGuard : IDisposable
{
    private readonly ERESOURCE _resource;

    public CheckedGuard(ERESOURCE resource, int level)
    {
        _resource = resource;
        FltAcquireResourceExclusive(resource);
        if (level < 0)
        {
            FltReleaseResource(resource);
            throw new ArgumentOutOfRangeException(nameof(level));
        }
    }

    public void Dispose() => FltReleaseResource(_resource);
}

internal sealed class Users
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public int UsingSurvivesThrow(int value)
    {
        using var guard = new Guard(_resource);
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        return _value += value;
    }

    public int WithoutUsing(int value)
    {
        var guard = {|DDI2003:new Guard(_resource)|};
        if (value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        _value += value;
        guard.Dispose();
        return _value;
    }

    public int ConstructorCleansUp(int level)
    {
        using var guard = new CheckedGuard(_resource, level);
        return ++_value;
    }

    public int UsingStatementThrows(int value)
    {
        using (new Guard(_resource))
        {
            return value >= 0 ? _value += value : throw new ArgumentOutOfRangeException(nameof(value));
        }
    }
}
