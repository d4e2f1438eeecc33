// Methods of the framework that call a delegate before they return call it under the caller's locks.
using System.Linq;

public sealed class Totals
{
    private readonly ERESOURCE _lock = new();
    [GuardedBy(nameof(_lock))]
    private int _total;

    public void ForEach(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        items.ForEach(i => _total += i);
        FltReleaseResource(_lock);
    }

    public void ForEachWithout(List<int> items) => {|DDI5002:items.ForEach(i => _total += i)|};

    public void ForEachByHelper(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        items.ForEach(i => Add(i));
        items.ForEach(Add);
        FltReleaseResource(_lock);
    }

    public void OverArrays(int[] items)
    {
        FltAcquireResourceExclusive(_lock);
        Array.ForEach(items, i => { _total += i; });
        Array.Sort(items, (a, b) => a - b - _total);
        FltReleaseResource(_lock);
    }

    public bool Searches(List<int> items)
    {
        FltAcquireResourceShared(_lock);
        bool found = items.Exists(i => i == _total) || items.Any(i => i < _total);
        items.RemoveAll(i => i == _total);
        FltReleaseResource(_lock);
        return found;
    }

    public int FromALocal(List<int> items)
    {
        Predicate<int> isTotal = i => i == _total;
        FltAcquireResourceShared(_lock);
        int found = items.Find(isTotal);
        FltReleaseResource(_lock);
        return found;
    }

    // The query runs when somebody looks at it.
    public IEnumerable<int> Lazily(List<int> items)
    {
        FltAcquireResourceShared(_lock);
        IEnumerable<int> same = items.Where(i => i == {|DDI5002:_total|});
        FltReleaseResource(_lock);
        return same;
    }

    public void OnAnotherThread()
    {
        FltAcquireResourceExclusive(_lock);
        ThreadPool.QueueUserWorkItem(_ => {|DDI5002:_total|}++);
        FltReleaseResource(_lock);
    }

    public void GivesBackForAMoment(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        items.ForEach(i =>
        {
            FltReleaseResource(_lock);
            FltAcquireResourceExclusive(_lock);
            _total += i;
        });
        FltReleaseResource(_lock);
    }

    public void GivesBackForGood(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        items.ForEach(_ => FltReleaseResource(_lock));
        {|DDI2001:FltReleaseResource(_lock)|};
    }

    public void TakesForEach(List<int> items) => {|DDI2002:items.ForEach(_ => FltAcquireResourceShared(_lock))|};

    public void TakesAgain(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        {|DDI2004:items.ForEach(_ =>
        {
            FltAcquireResourceExclusive(_lock);
            FltReleaseResource(_lock);
        })|};
        FltReleaseResource(_lock);
    }

    private void Each(List<int> items, Action<int> action) => items.ForEach(action);

    public void ThroughAWrapper(List<int> items)
    {
        FltAcquireResourceExclusive(_lock);
        Each(items, i => _total += i);
        FltReleaseResource(_lock);
    }

    private void Add(int amount) => _total += amount;
}
