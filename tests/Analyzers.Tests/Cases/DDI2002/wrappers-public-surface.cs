// Public wrappers of a public type, used inside the compilation; their effect is the same on every path.
public sealed class SharedTable
{
    private readonly ERESOURCE _resource = new();
    private int _rows;

    public void Lock() => FltAcquireResourceExclusive(_resource);

    public void Unlock() => FltReleaseResource(_resource);

    public int Rows
    {
        get => _rows;
        set => _rows = value;
    }
}

internal static class TableUsers
{
    public static void Append(SharedTable table)
    {
        table.Lock();
        table.Rows++;
        table.Unlock();
    }

    public static void AppendInFinally(SharedTable table, Func<int> rows)
    {
        table.Lock();
        try
        {
            table.Rows += rows();
        }
        finally
        {
            table.Unlock();
        }
    }

    public static bool AppendUnlessFull(SharedTable table)
    {
        {|DDI2002:table.Lock()|};
        if (table.Rows > 100)
        {
            return false;
        }

        table.Rows++;
        table.Unlock();
        return true;
    }

    public static void Copy(SharedTable from, SharedTable to)
    {
        from.Lock();
        int rows = from.Rows;
        from.Unlock();
        to.Lock();
        to.Rows = rows;
        to.Unlock();
    }

    public static void CopyMixedUp(SharedTable from, SharedTable to)
    {
        {|DDI2002:from.Lock()|};
        to.Rows = from.Rows;
        {|DDI2001:to.Unlock()|};
    }
}
