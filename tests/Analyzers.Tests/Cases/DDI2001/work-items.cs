// A delegate that a visible method hands on to a work queue or stores is called later, by a thread that holds nothing.
public sealed class Buffer
{
    public ERESOURCE Resource = new();
    public nuint Owner;
    public int Refs;
}

public sealed class WorkItem
{
    public Buffer Buffer = new();
    public Action<WorkItem>? Routine;
    public int Status;
}

public static class Workers
{
    public static void WriteBehind(Buffer buffer, WorkItem item)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(buffer.Resource, true);
        item.Buffer = buffer;
        buffer.Owner = ExGetCurrentResourceThread() | 3;
        ExSetResourceOwnerPointerEx(buffer.Resource, buffer.Owner, FLAG_OWNER_POINTER_IS_THREAD);
        KeLeaveCriticalRegion();
        if (buffer.Refs > 1)
        {
            Queue(item, Finish);
        }
        else
        {
            Queue(item, FinishForOwner);
        }
    }

    private static void Finish(WorkItem item)
    {
        KeEnterCriticalRegion();
        {|DDI2001:ExReleaseResourceLite(item.Buffer.Resource)|};
        KeLeaveCriticalRegion();
    }

    private static void FinishForOwner(WorkItem item)
    {
        KeEnterCriticalRegion();
        ExReleaseResourceForThreadLite(item.Buffer.Resource, item.Buffer.Owner);
        KeLeaveCriticalRegion();
    }

    public static void Store(Buffer buffer, WorkItem item)
    {
        FltAcquireResourceShared(buffer.Resource);
        Keep(item, w => {|DDI2001:FltReleaseResource(buffer.Resource)|});
        FltReleaseResource(buffer.Resource);
    }

    // One that is called at once is judged where it is passed.
    public static void Apply(Buffer buffer, WorkItem item)
    {
        FltAcquireResourceShared(buffer.Resource);
        Run(item, w => FltReleaseResource(buffer.Resource));
    }

    public static void ApplyGroup(WorkItem item)
    {
        FltAcquireResourceShared(item.Buffer.Resource);
        Run(item, Give);
    }

    private static void Give(WorkItem item) => FltReleaseResource(item.Buffer.Resource);

    private static void Queue(WorkItem item, Action<WorkItem> routine)
    {
        item.Status = 0;
        ThreadPool.QueueUserWorkItem(_ => routine(item));
    }

    private static void Keep(WorkItem item, Action<WorkItem> routine) => item.Routine = routine;

    private static void Run(WorkItem item, Action<WorkItem> routine) => routine(item);
}
