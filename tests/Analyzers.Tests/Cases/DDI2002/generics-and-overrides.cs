// Generic helpers, interface members, overrides, properties and operators around the routines.
internal interface ILockOwner
{
    ERESOURCE Lock { get; }
}

internal sealed class Owner : ILockOwner
{
    public ERESOURCE Lock { get; } = new();

    public int Count { get; set; }
}

internal abstract class Node
{
    protected readonly ERESOURCE Resource = new();

    public abstract void Acquire();

    public void Release() => FltReleaseResource(Resource);
}

internal sealed class SharedNode : Node
{
    public override void Acquire() => FltAcquireResourceShared(Resource);
}

internal sealed class ExclusiveNode : Node
{
    public override void Acquire() => FltAcquireResourceExclusive(Resource);
}

internal static class GenericHelpers
{
    private static readonly ERESOURCE s_resource = new();

    public static int WithOwner(Owner owner)
    {
        Enter(owner);
        int count = ++owner.Count;
        Leave(owner);
        return count;
    }

    public static int WithOwnerForgotten(Owner owner)
    {
        {|DDI2002:Enter(owner)|};
        if (owner.Count > 10)
        {
            return -1;
        }

        int count = ++owner.Count;
        Leave(owner);
        return count;
    }

    public static void EitherOverride(Node node)
    {
        node.Acquire();
        node.Release();
    }

    public static void EitherOverrideForgotten(Node node, bool skip)
    {
        {|DDI2002:node.Acquire()|};
        if (!skip)
        {
            node.Release();
        }
    }

    public static int LockedProperty()
    {
        int before = Locked;
        return before + Locked;
    }

    private static int Locked
    {
        get
        {
            FltAcquireResourceShared(s_resource);
            int waiters = (int)ExGetSharedWaiterCount(s_resource);
            FltReleaseResource(s_resource);
            return waiters;
        }
    }

    private static void Enter<T>(T owner)
        where T : class, ILockOwner => FltAcquireResourceExclusive(owner.Lock);

    private static void Leave<T>(T owner)
        where T : class, ILockOwner => FltReleaseResource(owner.Lock);
}
