// Loops of a helper take the locks of an array with their regions, and give them back: nothing is left that was not entered.
internal sealed class Volumes
{
    private readonly ERESOURCE[] _resources = [new(), new()];
    private int _changes;

    public void Change()
    {
        ChangeAll();
    }

    public void ChangeInPieces()
    {
        TakeAll();
        _changes++;
        GiveAll();
    }

    public void LeavesOnceMore()
    {
        ChangeAll();
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void GivenBackOtherwise()
    {
        for (int i = 0; i < _resources.Length; i++)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_resources[i]);
        }

        for (int i = 0; i < _resources.Length; i++)
        {
            {?DDI2007:ExReleaseResourceLite(_resources[i])?};
        }
    }

    private void ChangeAll()
    {
        for (int i = 0; i < _resources.Length; i++)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_resources[i]);
        }

        _changes++;
        for (int i = 0; i < _resources.Length; i++)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resources[i]);
        }
    }

    private void TakeAll()
    {
        foreach (ERESOURCE resource in _resources)
        {
            FltAcquireResourceShared(resource);
        }
    }

    private void GiveAll()
    {
        foreach (ERESOURCE resource in _resources)
        {
            FltReleaseResource(resource);
        }
    }
}
