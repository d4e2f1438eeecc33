// A loop that gives the lock back and takes it again: what the first round learned holds in the next.
public sealed class Scanner
{
    private readonly ERESOURCE _resource = new();

    public void ReturnsInTheFirstRoundOnly(bool single)
    {
        {|DDI2002:FltAcquireResourceShared(_resource)|};
        for (int round = 0; round < 2; round++)
        {
            if (single)
            {
                return;
            }

            FltReleaseResource(_resource);
            FltAcquireResourceShared(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void ReturnsInAnyRound(Queue<int> work)
    {
        {|DDI2002:FltAcquireResourceShared(_resource)|};
        while (work.Count > 0)
        {
            if (work.Dequeue() == 0)
            {
                return;
            }

            FltReleaseResource(_resource);
            {|DDI2002:FltAcquireResourceShared(_resource)|};
        }

        FltReleaseResource(_resource);
    }

    public void Balanced(Queue<int> work, bool single)
    {
        FltAcquireResourceShared(_resource);
        while (work.Count > 0)
        {
            FltReleaseResource(_resource);
            if (single)
            {
                return;
            }

            work.Dequeue();
            FltAcquireResourceShared(_resource);
        }

        FltReleaseResource(_resource);
    }
}
