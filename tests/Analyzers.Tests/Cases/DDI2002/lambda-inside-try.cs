// A function declared inside a try belongs to itself: what it throws does not run the finally or the handlers around its declaration.
class LambdaInsideTry
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void InFinally(List<Action> later)
    {
        try
        {
            later.Add(() =>
            {
                {|DDI2002:ExEnterCriticalRegionAndAcquireResourceExclusive(_resource)|};
                if (_count == 0)
                {
                    return;
                }

                ExReleaseResourceAndLeaveCriticalRegion(_resource);
            });
        }
        finally
        {
            _count++;
        }
    }

    public void InLoop(List<Action> later, IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            later.Add(() =>
            {
                ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
                try
                {
                    _count += number;
                }
                finally
                {
                    ExReleaseResourceAndLeaveCriticalRegion(_resource);
                }
            });
        }
    }
}
