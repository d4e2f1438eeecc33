namespace Adopt;

/// <summary>Settings by name behind a reader/writer lock, as thousands of programs have it.</summary>
public sealed class SettingsStore : IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<string, string> _settings = [];
    private bool _isReadOnly;

    /// <summary>Right: released on every way out.</summary>
    public string? Get(string name)
    {
        _lock.EnterReadLock();
        try
        {
            return _settings.GetValueOrDefault(name);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Right: the upgradeable lock is made for this.</summary>
    public string GetOrAdd(string name, string value)
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            if (_settings.TryGetValue(name, out string? known))
            {
                return known;
            }

            _lock.EnterWriteLock();
            try
            {
                _settings.Add(name, value);
                return value;
            }
            finally
            {
                _lock.ExitWriteLock();
            }
        }
        finally
        {
            _lock.ExitUpgradeableReadLock();
        }
    }

    /// <summary>DDI2002: refused, with the write lock still held.</summary>
    public bool Set(string name, string value)
    {
        _lock.EnterWriteLock();
        if (_isReadOnly)
        {
            return false;
        }

        _settings[name] = value;
        _lock.ExitWriteLock();
        return true;
    }

    /// <summary>DDI2003: the throw leaves with the read lock.</summary>
    public string Require(string name)
    {
        _lock.EnterReadLock();
        if (!_settings.TryGetValue(name, out string? value))
        {
            throw new KeyNotFoundException(name);
        }

        _lock.ExitReadLock();
        return value;
    }

    /// <summary>DDI2007: entered for reading, left as a writer.</summary>
    public void Freeze()
    {
        _lock.EnterReadLock();
        _isReadOnly = true;
        _lock.ExitWriteLock();
    }

    /// <summary>DDI2008: the time-out is not asked.</summary>
    public void ResetOrGiveUp()
    {
        _lock.TryEnterWriteLock(TimeSpan.FromSeconds(1));
        _settings.Clear();
        _lock.ExitWriteLock();
    }

    /// <summary>Right: asked.</summary>
    public bool TryReset()
    {
        if (!_lock.TryEnterWriteLock(0))
        {
            return false;
        }

        _settings.Clear();
        _lock.ExitWriteLock();
        return true;
    }

    public void Dispose() => _lock.Dispose();
}
