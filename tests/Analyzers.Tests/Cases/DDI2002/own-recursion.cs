// A lock that knows its owner and counts for him: whether a call takes it depends on who had it.
public sealed class Control
{
    public FAST_MUTEX Mutex = new();
    public Thread? Owner;
    public int Count;
    public int Value;
}

public static class Counted
{
    public static void Lock(Control control)
    {
        Thread me = Thread.CurrentThread;
        if (control.Owner == me)
        {
            control.Count++;
        }
        else
        {
            ExAcquireFastMutex(control.Mutex);
            control.Owner = me;
            control.Count = 1;
        }
    }

    public static void Unlock(Control control)
    {
        control.Count--;
        if (control.Count == 0)
        {
            control.Owner = null;
            ExReleaseFastMutex(control.Mutex);
        }
    }

    public static void Update(Control control)
    {
        Lock(control);
        control.Value++;
        Again(control);
        Unlock(control);
    }

    private static void Again(Control control)
    {
        Lock(control);
        control.Value++;
        Unlock(control);
    }
}
