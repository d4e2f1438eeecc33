using static DdiCompliance.Ddi;

namespace Broken;

/// <summary>Pages to be written, handled in guarded regions: no APC at all, special kernel APCs included.</summary>
public sealed class PagingQueue
{
    private readonly Queue<long> _pages = [];

    /// <summary>DDI1004: the guarded region is left once more than it was entered.</summary>
    public void Add(long page, bool first)
    {
        if (first)
        {
            KeEnterGuardedRegion();
        }

        _pages.Enqueue(page);
        KeLeaveGuardedRegion();
    }

    /// <summary>DDI1005: an empty queue keeps the region.</summary>
    public long Take()
    {
        KeEnterGuardedRegion();
        if (_pages.Count == 0)
        {
            return -1;
        }

        long page = _pages.Dequeue();
        KeLeaveGuardedRegion();
        return page;
    }
}
