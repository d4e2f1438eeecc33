// Locks and loops: leaving by break, continue, return, condition.
internal sealed class Walker
{
    private readonly ERESOURCE _tree = new();
    private int _visited;

    public bool BreakHolding(int[] keys)
    {
        foreach (int key in keys)
        {
            {|DDI2002:FltAcquireResourceShared(_tree)|};
            if (key == _visited)
            {
                break;
            }

            FltReleaseResource(_tree);
        }

        return true;
    }

    public bool BreakHoldingThenReleased(int[] keys)
    {
        bool found = false;
        foreach (int key in keys)
        {
            FltAcquireResourceShared(_tree);
            if (key == _visited)
            {
                found = true;
                break;
            }

            FltReleaseResource(_tree);
        }

        if (found)
        {
            _visited++;
            FltReleaseResource(_tree);
        }

        return found;
    }

    public void ContinueHolding(int[] keys)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            FltAcquireResourceShared(_tree);
            if (keys[i] == 0)
            {
                FltReleaseResource(_tree);
                continue;
            }

            _visited = keys[i];
            FltReleaseResource(_tree);
        }
    }

    public int ForEver(Func<int> next)
    {
        for (; ; )
        {
            int key = next();
            FltAcquireResourceShared(_tree);
            if (key == 0)
            {
                FltReleaseResource(_tree);
                return _visited;
            }

            _visited = key;
            FltReleaseResource(_tree);
        }
    }

    public int ForEverForgotten(Func<int> next)
    {
        for (; ; )
        {
            int key = next();
            {|DDI2002:FltAcquireResourceShared(_tree)|};
            if (key == 0)
            {
                return _visited;
            }

            _visited = key;
            FltReleaseResource(_tree);
        }
    }

    public void HeldAtLoopEntry(int count)
    {
        FltAcquireResourceExclusive(_tree);
        while (count-- > 0)
        {
            FltReleaseResource(_tree);
            Thread.Yield();
            FltAcquireResourceExclusive(_tree);
            _visited++;
        }

        FltReleaseResource(_tree);
    }

    public void AccumulatesHolds(int count)
    {
        for (int i = 0; i < count; i++)
        {
            {|DDI2002:FltAcquireResourceShared(_tree)|};
            _visited++;
        }
    }
}
