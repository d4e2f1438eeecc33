// Acquire here, release there, said in the signature.
internal sealed class PostedRead
{
    private readonly ERESOURCE _resource = new();
    private int _pending;

    [EntersCriticalRegion]
    [AcquiresSharedLock("_resource")]
    public void PreOperation()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _pending++;
    }

    [LeavesCriticalRegion]
    [ReleasesLock("_resource")]
    public void PostOperation()
    {
        _pending--;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    [EntersCriticalRegion(When = true)]
    [AcquiresExclusiveLock("_resource", When = true)]
    public bool TryBegin()
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceExclusiveLite(_resource, false))
        {
            return true;
        }

        KeLeaveCriticalRegion();
        return false;
    }

    [RequiresLockHeld("_resource")]
    [RequiresCriticalRegion]
    public void Touch() => _pending++;
}

internal interface ITransaction
{
    [EntersCriticalRegion]
    [AcquiresExclusiveLock("this.Lock")]
    void Begin();

    [LeavesCriticalRegion]
    [ReleasesLock("this.Lock")]
    void Commit();

    ERESOURCE Lock { get; }
}

internal static class Transactions
{
    public static void Run(ITransaction transaction, Action work)
    {
        transaction.Begin();
        try
        {
            work();
        }
        finally
        {
            transaction.Commit();
        }
    }

    public static bool RunForgotten(ITransaction transaction, bool dry)
    {
        {|DDI2002:transaction.Begin()|};
        if (dry)
        {
            return false;
        }

        transaction.Commit();
        return true;
    }

    public static void CommitOnly(ITransaction transaction)
    {
        {|DDI2001:transaction.Commit()|};
    }
}
