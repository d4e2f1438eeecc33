// Hand over hand: what is held has its name until the next one takes it.
internal sealed class Node
{
    private readonly ERESOURCE _resource = new();
    private Node? _next;
    private int _value;

    public static int Last(Node first)
    {
        KeEnterCriticalRegion();
        Node current = first;
        ExAcquireResourceSharedLite(current._resource, true);
        while (current._next is { } next)
        {
            ExAcquireResourceSharedLite(next._resource, true);
            ExReleaseResourceLite(current._resource);
            current = next;
        }

        int value = current._value;
        ExReleaseResourceLite(current._resource);
        KeLeaveCriticalRegion();
        return value;
    }
}
