// Several exits forget, or an exception does: one finally for all.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly Dictionary<ulong, string> _names = [];
    private readonly List<int> _ids = [];
    private bool _deleted;

    public string? ManyExits(ulong id, int kind)
    {
        KeEnterCriticalRegion();
        {|DDI2002:ExAcquireResourceSharedLite(_main, true)|};

        // Unknown kinds first.
        if (kind < 0)
        {
            ExReleaseResourceLite(_main);
            KeLeaveCriticalRegion();
            return null;
        }

        if (kind == 0)
        {
            KeLeaveCriticalRegion();
            return "";
        }

        if (!_names.TryGetValue(id, out string? name))
        {
            name = $@"none
  of {id}";
        }

        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
        return name;
    }

    public int Throws(int id)
    {
        {|DDI2003:ExEnterCriticalRegionAndAcquireResourceShared(_main)|};
        if (_deleted)
        {
            throw new ObjectDisposedException(nameof(Fcb));
        }

        int index = _ids.IndexOf(id);
        ExReleaseResourceAndLeaveCriticalRegion(_main);

        // Outside: may take long.
        Console.WriteLine(index);
        return index;
    }

    public bool Ladder(int id)
    {
        bool found = false;
        {|DDI2002:FltAcquireResourceShared(_main)|};
        if (id == 0)
        {
            goto Exit;
        }

        if (id < 0)
        {
            return false;
        }

        if (id > 5)
        {
            return true;
        }

        found = _ids.Count > id;

    Exit:
        FltReleaseResource(_main); // the only one
        return found;
    }

    public int Loop(int[] ids)
    {
        int sum = 0;
        foreach (int id in ids)
        {
            {|DDI2002:FltAcquireResourceShared(_main)|};
            if (id == 0)
            {
                FltReleaseResource(_main);
                continue;
            }

            if (id < 0)
            {
                return id;
            }

            if (id > 5)
            {
                return sum;
            }

            sum += _ids[id];
            FltReleaseResource(_main);
        }

        return sum;
    }
}
