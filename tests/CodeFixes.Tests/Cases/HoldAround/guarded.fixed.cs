// What is guarded is touched under its lock, as the rest of the type acquires it.
internal sealed class Account
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _names;

    [GuardedBy("_resource")]
    private int _balance;

    [GuardedBy("_resource")]
    private int _version;

    [GuardedBy("_names")]
    private string _name = "";

    public void Deposit(int amount)
    {
        FltAcquireResourceExclusive(_resource);
        _balance += amount;
        _version++;
        FltReleaseResource(_resource);
    }

    public int Read()
    {
        FltAcquireResourceShared(_resource);
        int balance = _balance;
        FltReleaseResource(_resource);
        return balance;
    }

    /// <summary>One expression becomes a body.</summary>
    public int Peek()
    {
        FltAcquireResourceShared(_resource);
        try
        {
            return _balance;
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    public void Reset()
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            _balance = 0;
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    public bool Withdraw(int amount)
    {
        bool isEnough;

        // Enough?
        FltAcquireResourceExclusive(_resource);
        try
        {
            isEnough = _balance >= amount;
            if (isEnough)
            {
                _balance -= amount;
                _version++;
            }
        }
        finally
        {
            FltReleaseResource(_resource);
        }

        Console.WriteLine(isEnough);
        return isEnough;
    }

    public void Rename(string name)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _names);
        _name = name;
        ExReleasePushLockExclusive(ref _names);
        KeLeaveCriticalRegion();
    }

    public string Name()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _names);
        try
        {
            return _name;
        }
        finally
        {
            ExReleasePushLockExclusive(ref _names);
            KeLeaveCriticalRegion();
        }
    }

    public void Close()
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            Settle();
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    [RequiresExclusiveLockHeld("_resource")]
    private void Settle() => _balance = 0;
}
