// The flag lives in an object, as in an IRP context or a stack block.
internal sealed class Block
{
    public bool MainHeld;
    public ERESOURCE Held;
    public int Count;
}

internal struct LocalBlock
{
    public bool MainHeld;
    public bool PagingHeld;
}

internal sealed class Ntfs
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private int _value;

    public void FieldOfAParameter(Block block, bool take)
    {
        block.MainHeld = false;
        if (take)
        {
            FltAcquireResourceExclusive(_main);
            block.MainHeld = true;
        }

        _value++;
        if (block.MainHeld)
        {
            FltReleaseResource(_main);
            block.MainHeld = false;
        }
    }

    public void FieldOfALocalStruct(bool main, bool paging)
    {
        LocalBlock block = default;
        if (main)
        {
            FltAcquireResourceShared(_main);
            block.MainHeld = true;
        }

        if (paging)
        {
            FltAcquireResourceShared(_paging);
            block.PagingHeld = true;
        }

        _value++;
        if (block.PagingHeld)
        {
            FltReleaseResource(_paging);
        }

        if (block.MainHeld)
        {
            FltReleaseResource(_main);
        }
    }

    public void FieldOfALocalStructMixedUp(bool main)
    {
        LocalBlock block = default;
        if (main)
        {
            {|DDI2002:FltAcquireResourceShared(_main)|};
            block.MainHeld = true;
        }

        _value++;
        if (block.PagingHeld)
        {
            FltReleaseResource(_main);
        }
    }

    public void LockInAField(Block block, bool take)
    {
        block.Held = null;
        if (take)
        {
            block.Held = _main;
            FltAcquireResourceExclusive(block.Held);
        }

        _value++;
        if (block.Held != null)
        {
            FltReleaseResource(_main);
            block.Held = null;
        }
    }

    public void FlagInATuple(bool take)
    {
        (bool Main, int Count) held = (false, 0);
        if (take)
        {
            FltAcquireResourceExclusive(_main);
            held.Main = true;
        }

        _value++;
        if (held.Main)
        {
            FltReleaseResource(_main);
        }
    }
}
