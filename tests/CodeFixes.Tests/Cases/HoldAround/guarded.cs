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
    public int Peek() => {|DDI5002:_balance|};

    public void Reset() => {|DDI5002:_balance|} = 0;

    public bool Withdraw(int amount)
    {
        // Enough?
        bool isEnough = {|DDI5002:_balance|} >= amount;
        if (isEnough)
        {
            _balance -= amount;
            _version++;
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
        return {|DDI5002:_name|};
    }

    public void Close()
    {
        {|DDI5003:Settle()|};
    }

    [RequiresExclusiveLockHeld("_resource")]
    private void Settle() => _balance = 0;
}
