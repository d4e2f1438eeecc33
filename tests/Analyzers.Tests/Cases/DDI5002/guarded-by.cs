// Fields that say which lock guards them.
internal sealed class Account
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private EX_PUSH_LOCK _names;

    [GuardedBy("_resource")]
    private int _balance;

    [GuardedBy("_names")]
    private string _name = "";

    public Account(int balance)
    {
        // Nobody else sees the object yet.
        _balance = balance;
    }

    public void Deposit(int amount)
    {
        FltAcquireResourceExclusive(_resource);
        _balance += amount;
        FltReleaseResource(_resource);
    }

    public int Peek() => {|DDI5002:_balance|};

    public int Read()
    {
        FltAcquireResourceShared(_resource);
        int balance = _balance;
        FltReleaseResource(_resource);
        return balance;
    }

    public void WritesShared(int amount)
    {
        FltAcquireResourceShared(_resource);
        {|DDI5002:_balance|} = amount;
        FltReleaseResource(_resource);
    }

    public void WritesUnderTheOther(int amount)
    {
        FltAcquireResourceExclusive(_other);
        {|DDI5002:_balance|} = amount;
        FltReleaseResource(_other);
    }

    public void AfterTheRelease(string name)
    {
        FltAcquirePushLockExclusive(ref _names);
        _name = name;
        FltReleasePushLock(ref _names);
        Console.WriteLine({|DDI5002:_name|});
    }

    public bool OnOnePath(bool locked)
    {
        if (locked)
        {
            FltAcquireResourceShared(_resource);
        }

        bool positive = {|DDI5002:_balance|} > 0;
        if (locked)
        {
            FltReleaseResource(_resource);
        }

        return positive;
    }

    public bool TriedAndTested()
    {
        bool positive = false;
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(_resource, false))
        {
            positive = _balance > 0;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return positive;
    }
}
