// A helper finds an object, takes its lock and returns the object: its callers know the lock through the result.
internal sealed class Node
{
    internal readonly ERESOURCE Lock = new();
    internal Node? Next;
    internal bool IsLeaf;
    internal ulong Id;
    internal int Count;
}

internal sealed class Tree
{
    private readonly Node _root = new();
    private readonly Dictionary<ulong, Node> _cache = new();
    private EX_PUSH_LOCK _map;
    private Node? _current;

    public int UsesOneOfTwo()
    {
        Node? leaf = RootOrChild();
        if (leaf is null)
        {
            return -1;
        }

        int count = leaf.Count;
        FltReleaseResource(leaf.Lock);
        return count;
    }

    public int ForgetsOneExit()
    {
        Node? leaf = {|DDI2002:RootOrChild()|};
        if (leaf is null || leaf.Count == 0)
        {
            return -1;
        }

        FltReleaseResource(leaf.Lock);
        return 1;
    }

    public int ReleasesTwice()
    {
        Node? leaf = RootOrChild();
        if (leaf is null)
        {
            return -1;
        }

        FltReleaseResource(leaf.Lock);
        {|DDI2001:FltReleaseResource(leaf.Lock)|};
        return 1;
    }

    public void DropsTheResult() => {|DDI2002:RootOrChild()|};

    public int PassesItOn()
    {
        Node? leaf = Forwarded();
        if (leaf is null)
        {
            return 0;
        }

        Release(leaf);
        return 1;
    }

    public void Couples(Node start)
    {
        FltAcquireResourceExclusive(start.Lock);
        Node? node = Step(start);
        while (node is not null && !node.IsLeaf)
        {
            node = Step(node);
        }

        if (node is not null)
        {
            FltReleaseResource(node.Lock);
        }
    }

    public void Descends()
    {
        Node leaf = Leaf();
        leaf.Count++;
        FltReleaseResource(leaf.Lock);
    }

    public int DescendsAndForgets()
    {
        Node leaf = {|DDI2002:Leaf()|};
        if (leaf.Count++ == 3)
        {
            return 1;
        }

        FltReleaseResource(leaf.Lock);
        return 0;
    }

    public void CallsTheLeaky()
    {
        Node? node = Leaky();
        if (node != null)
        {
            FltReleaseResource(node.Lock);
        }
    }

    public void SaysWhetherToTake(bool take)
    {
        Node node = Maybe(take);
        node.Count++;
        if (take)
        {
            FltReleaseResource(node.Lock);
        }
    }

    public void AlwaysTakes()
    {
        Node node = {|DDI2002:Maybe(true)|};
        if (node.Count == 0)
        {
            return;
        }

        FltReleaseResource(node.Lock);
    }

    public void AsksTheSameQuestion()
    {
        Node node = TakenIfLeaf();
        node.Count++;
        if (node.IsLeaf)
        {
            FltReleaseResource(node.Lock);
        }
    }

    public void ByOutParameter()
    {
        if (TryFind(out Node? node))
        {
            FltReleaseResource(node!.Lock);
        }
    }

    public void ByOutParameterForgotten()
    {
        if ({|DDI2002:TryFind(out Node? node)|} && node!.Count > 0)
        {
            FltReleaseResource(node.Lock);
        }
    }

    public void ByTuple()
    {
        (Node? node, bool found) = Pair();
        if (found)
        {
            FltReleaseResource(node!.Lock);
        }
    }

    public void ByField()
    {
        Enter();
        _current!.Count++;
        FltReleaseResource(_current.Lock);
    }

    public void ByFieldForgotten()
    {
        {|DDI2002:Enter()|};
        _current!.Count++;
    }

    private Node? Load() => _root.Next;

    private Node? RootOrChild()
    {
        Node root = _root;
        FltAcquireResourceExclusive(root.Lock);
        if (root.IsLeaf)
        {
            return root;
        }

        FltReleaseResource(root.Lock);
        Node? child = Load();
        if (child is null)
        {
            return null;
        }

        FltAcquireResourceExclusive(child.Lock);
        return child;
    }

    private Node? Forwarded() => RootOrChild();

    private static void Release(Node node) => FltReleaseResource(node.Lock);

    private Node? Find(ulong id)
    {
        FltAcquirePushLockShared(ref _map);
        if (_cache.TryGetValue(id, out Node? node))
        {
            FltReleasePushLock(ref _map);
            return node;
        }

        FltReleasePushLock(ref _map);
        return null;
    }

    private Node? Step(Node from)
    {
        Node? next = Find(from.Id);
        if (next is not null)
        {
            FltAcquireResourceExclusive(next.Lock);
        }

        FltReleaseResource(from.Lock);
        return next;
    }

    private Node Leaf()
    {
        Node node = _root;
        FltAcquireResourceExclusive(node.Lock);
        while (!node.IsLeaf)
        {
            Node child = node.Next!;
            FltAcquireResourceExclusive(child.Lock);
            FltReleaseResource(node.Lock);
            node = child;
        }

        return node;
    }

    private Node? Leaky()
    {
        Node? node = Find(3);
        if (node is null)
        {
            return null;
        }

        {|DDI2002:FltAcquireResourceExclusive(node.Lock)|};
        return node.Count == 0 ? null : node;
    }

    private Node Maybe(bool take)
    {
        Node node = Find(3)!;
        if (take)
        {
            FltAcquireResourceExclusive(node.Lock);
        }

        return node;
    }

    private Node TakenIfLeaf()
    {
        Node node = Find(3)!;
        if (node.IsLeaf)
        {
            FltAcquireResourceExclusive(node.Lock);
        }

        return node;
    }

    private bool TryFind(out Node? found)
    {
        Node? node = Find(3);
        if (node == null)
        {
            found = null;
            return false;
        }

        FltAcquireResourceExclusive(node.Lock);
        found = node;
        return true;
    }

    private (Node? Node, bool Found) Pair()
    {
        Node? node = Find(3);
        if (node == null)
        {
            return (null, false);
        }

        FltAcquireResourceExclusive(node.Lock);
        return (node, true);
    }

    private void Enter()
    {
        Node node = Find(3)!;
        FltAcquireResourceExclusive(node.Lock);
        _current = node;
    }
}
