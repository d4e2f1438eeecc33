// Recursive walks: every level gives back what it took.
internal sealed class TreeNode
{
    public readonly ERESOURCE Lock = new();
    public TreeNode Left;
    public TreeNode Right;
    public int Value;
}

internal sealed class Tree
{
    private readonly ERESOURCE _resource = new();
    private int _depth;

    public int SumShared(TreeNode node)
    {
        if (node == null)
        {
            return 0;
        }

        FltAcquireResourceShared(node.Lock);
        int sum = node.Value + SumShared(node.Left) + SumShared(node.Right);
        FltReleaseResource(node.Lock);
        return sum;
    }

    public int SharedAgain(int depth)
    {
        FltAcquireResourceShared(_resource);
        int result = depth == 0 ? _depth : SharedAgain(depth - 1);
        FltReleaseResource(_resource);
        return result;
    }

    public int ExclusiveAgain(int depth)
    {
        FltAcquireResourceExclusive(_resource);
        int result = depth == 0 ? _depth : {|DDI2004:ExclusiveAgain(depth - 1)|};
        FltReleaseResource(_resource);
        return result;
    }

    public int ReleasedBeforeRecursion(int depth)
    {
        FltAcquireResourceExclusive(_resource);
        _depth = Math.Max(_depth, depth);
        FltReleaseResource(_resource);
        return depth == 0 ? _depth : ReleasedBeforeRecursion(depth - 1);
    }

    public int Even(int n)
    {
        FltAcquireResourceShared(_resource);
        int result = n == 0 ? 1 : Odd(n - 1);
        FltReleaseResource(_resource);
        return result;
    }

    private int Odd(int n)
    {
        FltAcquireResourceShared(_resource);
        int result = n == 0 ? 0 : Even(n - 1);
        FltReleaseResource(_resource);
        return result;
    }
}
