// One helper acquires every lock of a collection, another releases them.
public sealed class Block
{
    public ERESOURCE Resource = new();
    public int Count;
}

public sealed class Volume
{
    public List<Block> Blocks = new();
    public ERESOURCE[] Stripes = new ERESOURCE[4];
    public bool Frozen;
}

public static class Everything
{
    public static void Purge(Volume volume)
    {
        FsRtlEnterFileSystem();
        AcquireBlocks(volume);
        volume.Frozen = true;
        ReleaseBlocks(volume);
        FsRtlExitFileSystem();
    }

    // Known miss: how many locks a helper handed over is not known, so neither is that none came back.
    public static void PurgeForgetful(Volume volume)
    {
        FsRtlEnterFileSystem();
        {?DDI2002:AcquireBlocks(volume)?};
        volume.Frozen = true;
        FsRtlExitFileSystem();
    }

    private static void AcquireBlocks(Volume volume)
    {
        foreach (Block block in volume.Blocks)
        {
            ExAcquireResourceExclusiveLite(block.Resource, true);
        }
    }

    private static void ReleaseBlocks(Volume volume)
    {
        foreach (Block block in volume.Blocks)
        {
            ExReleaseResourceLite(block.Resource);
        }
    }

    public static void AcquireStripes(Volume volume)
    {
        for (int i = 0; i < volume.Stripes.Length; i++)
        {
            ExAcquireResourceExclusiveLite(volume.Stripes[i], true);
        }
    }

    public static void ReleaseStripes(Volume volume)
    {
        for (int i = volume.Stripes.Length - 1; i >= 0; i--)
        {
            ExReleaseResourceLite(volume.Stripes[i]);
        }
    }

    // Known miss: a loop that takes and gives back is taken to give back all it took.
    public static void Touch(Volume volume)
    {
        FsRtlEnterFileSystem();
        TouchAll(volume);
        FsRtlExitFileSystem();
    }

    private static void TouchAll(Volume volume)
    {
        foreach (Block block in volume.Blocks)
        {
            {|DDI2002:ExAcquireResourceExclusiveLite(block.Resource, true)|};
            if (block.Count == 0)
            {
                continue;
            }

            block.Count--;
            ExReleaseResourceLite(block.Resource);
        }
    }
}
