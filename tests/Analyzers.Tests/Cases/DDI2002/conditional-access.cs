// Null-conditional calls: nothing happens for null, and the same nothing the second time.
internal sealed class Scb
{
    public readonly ERESOURCE Resource = new();
    public int Count;

    internal void Lock() => FltAcquireResourceExclusive(Resource);

    internal void Unlock() => FltReleaseResource(Resource);
}

internal static class ScbWork
{
    public static void BothConditional(Scb scb)
    {
        scb?.Lock();
        if (scb != null)
        {
            scb.Count++;
        }

        scb?.Unlock();
    }

    public static void LockConditionalOnly(Scb scb)
    {
        scb?{|DDI2002:.Lock()|};
        if (scb is { Count: > 0 })
        {
            scb.Unlock();
        }
    }

    public static void PatternBinds(Scb scb)
    {
        if (scb?.Resource is { } resource)
        {
            FltAcquireResourceShared(resource);
            scb.Count++;
            FltReleaseResource(resource);
        }
    }

    public static void ReturnsForNull(Scb scb)
    {
        if (scb is null)
        {
            return;
        }

        scb.Lock();
        scb.Count++;
        scb!.Unlock();
    }

    public static int Coalesced(Scb first, Scb second)
    {
        Scb scb = first ?? second;
        if (scb == null)
        {
            return -1;
        }

        scb.Lock();
        int count = ++scb.Count;
        scb.Unlock();
        return count;
    }

    public static void ThrowsForNull(Scb scb)
    {
        Scb known = scb ?? throw new ArgumentNullException(nameof(scb));
        known.Lock();
        known.Count++;
        known.Unlock();
    }
}
