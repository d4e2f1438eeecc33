// Page latches of a buffer pool: push locks by reference, coupled down a tree.
internal sealed class Page
{
    public EX_PUSH_LOCK Latch;
    public int Pins;
    public int Level;
    public Page Child;
}

internal sealed class BufferPool
{
    private EX_PUSH_LOCK _table;
    private readonly Page[] _frames = [new(), new()];

    public int ReadThrough(int frame)
    {
        Page page = Pin(frame);
        FltAcquirePushLockShared(ref page.Latch);
        int level = page.Level;
        FltReleasePushLock(ref page.Latch);
        Unpin(page);
        return level;
    }

    public int Descend(Page root)
    {
        Page page = root;
        FltAcquirePushLockShared(ref page.Latch);
        while (page.Child != null)
        {
            Page child = page.Child;
            FltAcquirePushLockShared(ref child.Latch);
            FltReleasePushLock(ref page.Latch);
            page = child;
        }

        int level = page.Level;
        FltReleasePushLock(ref page.Latch);
        return level;
    }

    public bool Update(int frame, int level)
    {
        Page page = Pin(frame);
        {|DDI2002:Latch(page, exclusive: true)|};
        if (page.Level == level)
        {
            Unpin(page);
            return false;
        }

        page.Level = level;
        Unlatch(page);
        Unpin(page);
        return true;
    }

    public bool UpdateInOrder(int frame, int level)
    {
        Page page = Pin(frame);
        Latch(page, exclusive: true);
        bool changed = page.Level != level;
        page.Level = level;
        Unlatch(page);
        Unpin(page);
        return changed;
    }

    public void Evict(int frame)
    {
        FltAcquirePushLockExclusive(ref _table);
        ref Page slot = ref _frames[frame & 1];
        if (slot.Pins == 0)
        {
            slot = new Page();
        }

        FltReleasePushLock(ref _table);
    }

    private Page Pin(int frame)
    {
        FltAcquirePushLockShared(ref _table);
        Page page = _frames[frame & 1];
        page.Pins++;
        FltReleasePushLock(ref _table);
        return page;
    }

    private static void Unpin(Page page) => page.Pins--;

    private static void Latch(Page page, bool exclusive)
    {
        if (exclusive)
        {
            FltAcquirePushLockExclusive(ref page.Latch);
        }
        else
        {
            FltAcquirePushLockShared(ref page.Latch);
        }
    }

    private static void Unlatch(Page page) => FltReleasePushLock(ref page.Latch);
}
