// A variable that moves on from lock to lock, each taken and given back by helpers.
public sealed class Block
{
    public ERESOURCE Resource = new();
    public List<Block> Children = new();
    public Block? Next;
    public int References;
}

public static class Walks
{
    public static int Open(Block start, int depth)
    {
        Block? current = null;
        KeEnterCriticalRegion();
        try
        {
            Take(start);
            current = start;
            while (depth-- > 0)
            {
                if (current.Children.Count == 0)
                {
                    return 1;
                }

                var next = current.Children[0];
                Take(next);
                Give(current);
                current = next;
            }

            current.References++;
        }
        finally
        {
            if (current != null)
            {
                Give(current);
            }

            KeLeaveCriticalRegion();
        }

        return 0;
    }

    public static int Count(Block start)
    {
        int count = 0;
        Block current = start;
        KeEnterCriticalRegion();
        Take(current);
        while (current.Next is { } next)
        {
            Take(next);
            Give(current);
            current = next;
            count++;
        }

        Give(current);
        KeLeaveCriticalRegion();
        return count;
    }

    public static int CountForgetful(Block start)
    {
        int count = 0;
        Block current = start;
        KeEnterCriticalRegion();
        {|DDI2002:Take(current)|};
        while (current.Next is { } next)
        {
            {|DDI2002:Take(next)|};
            Give(current);
            current = next;
            count++;
            if (count > 100)
            {
                KeLeaveCriticalRegion();
                return -1;
            }
        }

        KeLeaveCriticalRegion();
        return count;
    }

    // One of two, chosen once and handed to helpers.
    public static void Either(Block a, Block b, bool first)
    {
        Block chosen = first ? a : b;
        KeEnterCriticalRegion();
        Take(chosen);
        chosen.References++;
        Give(chosen);
        KeLeaveCriticalRegion();
    }

    private static void Take(Block block) => ExAcquireResourceExclusiveLite(block.Resource, true);

    private static void Give(Block block) => ExReleaseResourceLite(block.Resource);
}
