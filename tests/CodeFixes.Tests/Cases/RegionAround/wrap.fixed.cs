//! fix DDI1001.Region
// A region round everything that needs it, left in finally; the variables that are used after it are declared before it.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];

    public string? Find(ulong id)
    {
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceSharedLite(_resource, true);
            _streams.TryGetValue(id, out string? name);
            ExReleaseResourceLite(_resource);
            return name;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public int FindAndTell(ulong id)
    {
        if (id == 0)
        {
            return 0;
        }

        bool found;
        string? name;
        int length;

        // Shared is enough.
        Ddi.KeEnterCriticalRegion();
        try
        {
            Ddi.ExAcquireResourceSharedLite(_resource, true);
            found = _streams.TryGetValue(id, out name);
            length = name?.Length ?? 0;
            Ddi.ExReleaseResourceLite(_resource);
        }
        finally
        {
            Ddi.KeLeaveCriticalRegion();
        }

        Console.WriteLine(found);
        Console.WriteLine(name);
        return length;
    }

    public int SumOfAll(IReadOnlyList<ulong> ids)
    {
        int sum = 0;
        foreach (ulong id in ids)
        {
            KeEnterCriticalRegion();
            try
            {
                if (!ExAcquireResourceSharedLite(_resource, false))
                {
                    continue;
                }

                sum += _streams[id].Length;
                ExReleaseResourceLite(_resource);
            }
            finally
            {
                KeLeaveCriticalRegion();
            }
        }

        return sum;
    }
}
