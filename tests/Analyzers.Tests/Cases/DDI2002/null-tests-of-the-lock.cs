// What was acquired is not null: a test of it afterwards goes one way only.
internal sealed class Node
{
    internal readonly ERESOURCE Main = new();
    internal ERESOURCE? Paging;
    internal int Links;
}

internal sealed class Graph
{
    private readonly ERESOURCE _lock = new();
    private Node? _node;

    public void TestsTheLock(Node node)
    {
        FltAcquireResourceExclusive(node.Main);
        node.Links--;
        if (node.Main is not null)
        {
            FltReleaseResource(node.Main);
        }
    }

    public void TakesItOutByPattern(Node node)
    {
        FltAcquireResourceExclusive(node.Main);
        node.Links--;
        if (node is { Main: { } main })
        {
            FltReleaseResource(main);
        }
    }

    public void TestsByPattern(Node node)
    {
        FltAcquireResourceExclusive(node.Main);
        node.Links--;
        if (node is { Main: not null })
        {
            FltReleaseResource(node.Main);
        }
    }

    public void TestsInFinally(Node node)
    {
        FltAcquireResourceExclusive(node.Paging!);
        try
        {
            node.Links--;
        }
        finally
        {
            if (node.Paging != null)
            {
                FltReleaseResource(node.Paging);
            }
        }
    }

    public void TestsTheOwner()
    {
        FltAcquireResourceExclusive(_node!.Main);
        if (_node is not null)
        {
            FltReleaseResource(_node.Main);
        }
    }

    public void TestsTheWrongWay(Node node)
    {
        {|DDI2002:FltAcquireResourceExclusive(node.Paging!)|};
        if (node.Paging == null)
        {
            FltReleaseResource(node.Paging!);
        }
    }

    public void TestsSomethingElseToo(Node node)
    {
        {|DDI2002:FltAcquireResourceExclusive(node.Main)|};
        if (node.Main is not null && node.Links > 0)
        {
            FltReleaseResource(node.Main);
        }
    }

    // It may have been set to null while this thread waited.
    public void TestsAgainAfterWaiting()
    {
        if (_node is null)
        {
            return;
        }

        {|DDI2002:FltAcquireResourceExclusive(_lock)|};
        if (_node is null)
        {
            return;
        }

        FltAcquireResourceExclusive(_node.Main);
        FltReleaseResource(_node.Main);
        FltReleaseResource(_lock);
    }
}
