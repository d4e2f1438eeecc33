namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>The ranges of block ordinals that an edge closes to a loop.</summary>
internal sealed class Loops
{
    private readonly List<(int Head, int Tail)> _all = new();

    /// <summary>Loops that share a block taken together, in order.</summary>
    private readonly List<(int Head, int Tail)> _joined = new();

    private (int Head, int Tail)[]? _byHead;

    public Loops(BlockIr[] blocks)
    {
        foreach (BlockIr block in blocks)
        {
            Add(block.Conditional, block.Ordinal);
            Add(block.FallThrough, block.Ordinal);
        }

        foreach ((int head, int tail) in _all.OrderBy(l => l.Head))
        {
            int last = _joined.Count - 1;
            if (last >= 0 && head <= _joined[last].Tail)
            {
                _joined[last] = (_joined[last].Head, Math.Max(_joined[last].Tail, tail));
            }
            else
            {
                _joined.Add((head, tail));
            }
        }
    }

    public bool Contain(int block) => Find(block) >= 0;

    /// <summary>The innermost loop the block is in; all edges back to one head close one loop.</summary>
    public (int Head, int Tail)? Innermost(int block)
    {
        _byHead ??= _all.GroupBy(l => l.Head, (head, loops) => (head, loops.Max(l => l.Tail))).OrderBy(l => l.head).ToArray();
        for (int i = _byHead.Length - 1; i >= 0; i--)
        {
            if (_byHead[i].Head <= block && block <= _byHead[i].Tail)
            {
                return _byHead[i];
            }
        }

        return null;
    }

    /// <summary>The blocks of the loops the block is in, of those that overlap them, and so on; the block alone when it is in none.</summary>
    public (int Head, int Tail) Around(int block) => Find(block) is >= 0 and int found ? _joined[found] : (block, block);

    private int Find(int block)
    {
        int first = 0;
        int last = _joined.Count - 1;
        while (first <= last)
        {
            int middle = (first + last) / 2;
            if (_joined[middle].Head > block)
            {
                last = middle - 1;
            }
            else if (_joined[middle].Tail < block)
            {
                first = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private void Add(EdgeIr? edge, int from)
    {
        if (edge is not null && edge.Target >= 0 && edge.Target <= from)
        {
            _all.Add((edge.Target, from));
        }
    }
}
