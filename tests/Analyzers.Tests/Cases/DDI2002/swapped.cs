// Two locks in the order of their addresses: the right side of a swap is read before anything is stored.
public sealed class Node
{
    internal readonly ERESOURCE Resource = new();
    internal ulong Address;
}

public sealed class Swapped
{
    public void Always(Node a, Node b)
    {
        (a, b) = (b, a);
        FltAcquireResourceExclusive(a.Resource);
        FltAcquireResourceExclusive(b.Resource);
        FltReleaseResource(b.Resource);
        FltReleaseResource(a.Resource);
    }

    public void InOrder(Node a, Node b)
    {
        if (a.Address > b.Address)
        {
            (a, b) = (b, a);
        }

        FltAcquireResourceExclusive(a.Resource);
        FltAcquireResourceExclusive(b.Resource);
        FltReleaseResource(b.Resource);
        FltReleaseResource(a.Resource);
    }

    public void Copies(Node x, Node y)
    {
        Node a = x, b = y;
        if (a.Address > b.Address)
        {
            (a, b) = (b, a);
        }

        FltAcquireResourceExclusive(a.Resource);
        FltAcquireResourceExclusive(b.Resource);
        FltReleaseResource(b.Resource);
        FltReleaseResource(a.Resource);
    }

    public void OneForgotten(Node x, Node y)
    {
        Node a = x, b = y;
        if (a.Address > b.Address)
        {
            (a, b) = (b, a);
        }

        FltAcquireResourceExclusive(a.Resource);
        {|DDI2002:FltAcquireResourceExclusive(b.Resource)|};
        FltReleaseResource(a.Resource);
    }
}
