// A helper deletes the lock with the last reference. Whoever goes on has another one.
internal sealed class Connection
{
    internal readonly ERESOURCE Lock = new();
    internal EX_PUSH_LOCK Push;
    internal int References;
    internal int State;
}

internal sealed class Connections
{
    public void DropsTwo(Connection connection)
    {
        Drop(connection);
        Drop(connection);
    }

    public void DropsMany(Connection connection, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Drop(connection);
        }
    }

    public void UsesItsOwn(Connection connection)
    {
        Interlocked.Increment(ref connection.References);
        DropAndDelete(connection);
        FltAcquireResourceExclusive(connection.Lock);
        FltReleaseResource(connection.Lock);
        DropAndDelete(connection);
    }

    public void IsToldThatItIsGone(Connection connection)
    {
        if (DropAndTell(connection))
        {
            {|DDI3005:FltAcquireResourceExclusive(connection.Lock)|};
            FltReleaseResource(connection.Lock);
        }
    }

    public void IsToldThatItIsThere(Connection connection)
    {
        if (!DropAndTell(connection))
        {
            FltAcquireResourceExclusive(connection.Lock);
            FltReleaseResource(connection.Lock);
        }
    }

    public void DeletesForSure(Connection connection)
    {
        Delete(connection);
        {|DDI3005:FltAcquireResourceExclusive(connection.Lock)|};
        FltReleaseResource(connection.Lock);
    }

    public void DeletesHere(Connection connection)
    {
        if (Interlocked.Decrement(ref connection.References) == 0)
        {
            ExDeleteResourceLite(connection.Lock);
        }

        {|DDI3005:FltAcquireResourceExclusive(connection.Lock)|};
        FltReleaseResource(connection.Lock);
    }

    private static void Drop(Connection connection)
    {
        if (Interlocked.Decrement(ref connection.References) != 0)
        {
            return;
        }

        FltAcquirePushLockExclusive(ref connection.Push);
        connection.State = 0;
        FltReleasePushLock(ref connection.Push);
        FltDeletePushLock(ref connection.Push);
    }

    private static void DropAndDelete(Connection connection)
    {
        if (--connection.References == 0)
        {
            ExDeleteResourceLite(connection.Lock);
        }
    }

    private static bool DropAndTell(Connection connection)
    {
        if (Interlocked.Decrement(ref connection.References) == 0)
        {
            ExDeleteResourceLite(connection.Lock);
            return true;
        }

        return false;
    }

    private static void Delete(Connection connection) => ExDeleteResourceLite(connection.Lock);
}
