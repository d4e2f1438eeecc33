// The release names another lock than the acquire.
internal sealed class Node
{
    public readonly ERESOURCE Lock = new();
    public Node Next;
    public int Value;
}

internal static class NodeList
{
    private static readonly ERESOURCE[] s_buckets = [new(), new(), new(), new()];

    public static void OtherParameter(Node from, Node to)
    {
        {|DDI2002:FltAcquireResourceExclusive(from.Lock)|};
        to.Value = from.Value;
        {|DDI2001:FltReleaseResource(to.Lock)|};
    }

    public static void BothParameters(Node from, Node to)
    {
        FltAcquireResourceShared(from.Lock);
        FltAcquireResourceExclusive(to.Lock);
        to.Value = from.Value;
        FltReleaseResource(from.Lock);
        FltReleaseResource(to.Lock);
    }

    public static void OtherBucket()
    {
        {|DDI2002:FltAcquireResourceExclusive(s_buckets[1])|};
        {|DDI2001:FltReleaseResource(s_buckets[2])|};
    }

    public static void SameBucket()
    {
        FltAcquireResourceExclusive(s_buckets[1]);
        FltReleaseResource(s_buckets[1]);
    }

    public static void SameIndex(int hash)
    {
        int bucket = hash & 3;
        FltAcquireResourceExclusive(s_buckets[bucket]);
        FltReleaseResource(s_buckets[bucket]);
    }

    public static int HandOverHand(Node head)
    {
        Node node = head;
        FltAcquireResourceShared(node.Lock);
        int sum = node.Value;
        Node next = node.Next;
        FltAcquireResourceShared(next.Lock);
        FltReleaseResource(node.Lock);
        sum += next.Value;
        FltReleaseResource(next.Lock);
        return sum;
    }

    public static int AdvancesBeforeTheRelease(Node head)
    {
        Node node = head;
        {|DDI2002:FltAcquireResourceShared(node.Lock)|};
        int value = node.Value;
        node = node.Next;
        {|DDI2001:FltReleaseResource(node.Lock)|};
        return value;
    }
}
