// Several exits forget, or an exception does: one finally for all.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly Dictionary<ulong, string> _names = [];
    private readonly List<int> _ids = [];
    private bool _deleted;

    public string? ManyExits(ulong id, int kind)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_main);

        // Unknown kinds first.
        try
        {
            if (kind < 0)
            {
                return null;
            }

            if (kind == 0)
            {
                return "";
            }

            if (!_names.TryGetValue(id, out string? name))
            {
                name = $@"none
  of {id}";
            }

            return name;
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_main);
        }
    }

    public int Throws(int id)
    {
        int index;

        ExEnterCriticalRegionAndAcquireResourceShared(_main);
        try
        {
            if (_deleted)
            {
                throw new ObjectDisposedException(nameof(Fcb));
            }

            index = _ids.IndexOf(id);
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_main);
        }

        // Outside: may take long.
        Console.WriteLine(index);
        return index;
    }

    public bool Ladder(int id)
    {
        bool found = false;
        FltAcquireResourceShared(_main);
        try
        {
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
            // the only one
            return found;
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public int Loop(int[] ids)
    {
        int sum = 0;
        foreach (int id in ids)
        {
            FltAcquireResourceShared(_main);
            try
            {
                if (id == 0)
                {
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
            }
            finally
            {
                FltReleaseResource(_main);
            }
        }

        return sum;
    }
}
