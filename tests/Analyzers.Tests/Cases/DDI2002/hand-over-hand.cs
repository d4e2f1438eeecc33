// Lock coupling along a list and down a tree.
internal sealed class Link
{
    public readonly ERESOURCE Lock = new();
    public Link Next;
    public int Key;
}

internal sealed class OrderedList
{
    private readonly Link _head = new();

    public bool Contains(int key)
    {
        Link current = _head;
        FltAcquireResourceShared(current.Lock);
        while (current.Key < key)
        {
            Link next = current.Next;
            if (next == null)
            {
                FltReleaseResource(current.Lock);
                return false;
            }

            FltAcquireResourceShared(next.Lock);
            FltReleaseResource(current.Lock);
            current = next;
        }

        bool found = current.Key == key;
        FltReleaseResource(current.Lock);
        return found;
    }

    public bool ContainsForgotten(int key)
    {
        Link current = _head;
        {|DDI2002:FltAcquireResourceShared(current.Lock)|};
        while (current.Key < key)
        {
            Link next = current.Next;
            if (next == null)
            {
                return false;
            }

            {|DDI2002:FltAcquireResourceShared(next.Lock)|};
            FltReleaseResource(current.Lock);
            current = next;
        }

        bool found = current.Key == key;
        FltReleaseResource(current.Lock);
        return found;
    }

    public void Insert(Link link)
    {
        Link previous = _head;
        FltAcquireResourceExclusive(previous.Lock);
        Link next = previous.Next;
        link.Next = next;
        previous.Next = link;
        FltReleaseResource(previous.Lock);
    }
}
