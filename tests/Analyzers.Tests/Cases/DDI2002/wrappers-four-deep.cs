// Four wrappers between the dispatch routine and the lock routine.
internal sealed class FileControl
{
    public readonly ERESOURCE Main = new();
    public int Opens;
}

internal static class Level1
{
    internal static void Acquire(ERESOURCE resource) => FltAcquireResourceExclusive(resource);

    internal static void Release(ERESOURCE resource) => FltReleaseResource(resource);
}

internal static class Level2
{
    internal static void AcquireMain(FileControl file) => Level1.Acquire(file.Main);

    internal static void ReleaseMain(FileControl file) => Level1.Release(file.Main);
}

internal static class Level3
{
    internal static void Lock(FileControl file, int level)
    {
        if (level < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(level));
        }

        Level2.AcquireMain(file);
    }

    internal static void Unlock(FileControl file) => Level2.ReleaseMain(file);
}

internal static class Level4
{
    internal static void Begin(FileControl file) => Level3.Lock(file, 4);

    internal static void End(FileControl file) => Level3.Unlock(file);
}

internal static class Dispatch
{
    public static int Good(FileControl file)
    {
        Level4.Begin(file);
        int opens = ++file.Opens;
        Level4.End(file);
        return opens;
    }

    public static int Mixed(FileControl file)
    {
        Level4.Begin(file);
        int opens = ++file.Opens;
        Level2.ReleaseMain(file);
        return opens;
    }

    public static int Forgotten(FileControl file, bool dry)
    {
        {|DDI2002:Level4.Begin(file)|};
        if (dry)
        {
            return file.Opens;
        }

        int opens = ++file.Opens;
        Level4.End(file);
        return opens;
    }

    public static int EndsTwice(FileControl file)
    {
        Level4.Begin(file);
        int opens = ++file.Opens;
        Level3.Unlock(file);
        {|DDI2001:Level4.End(file)|};
        return opens;
    }

    public static int BeginsTwice(FileControl file)
    {
        Level4.Begin(file);
        {|DDI2004:Level1.Acquire(file.Main)|};
        int opens = ++file.Opens;
        Level1.Release(file.Main);
        Level4.End(file);
        return opens;
    }
}
