// That some class of the project gives a lock back when it is disposed of says nothing about what comes from elsewhere.
//! option ddi_compliance.tables = ddi, dotnet
using System.Linq;

public sealed class Scope : IDisposable
{
    private readonly object _lock;

    public Scope(object @lock)
    {
        _lock = @lock;
        Monitor.Enter(@lock);
    }

    public void Dispose() => Monitor.Exit(_lock);
}

public sealed class WhenDisposed : IDisposable
{
    private readonly Action _action;

    public WhenDisposed(Action action) => _action = action;

    public void Dispose() => _action();
}

public sealed class GuardsOfOthers
{
    private readonly IEnumerable<int> _numbers = new List<int>();
    private readonly object _lock = new();
    private readonly ReaderWriterLockSlim _readers = new();
    private IDisposable? _kept;
    private int _sum;

    public int OfACall()
    {
        int sum = 0;
        foreach (int number in Enumerable.Range(0, 3))
        {
            sum += number;
        }

        foreach (string part in "a,b".Split(','))
        {
            sum += part.Length;
        }

        return sum;
    }

    public void OfAField() => Sum(_numbers);

    public void OfADelegate(Func<IDisposable> make)
    {
        using (make())
        {
            _sum++;
        }
    }

    public void OfThisProject()
    {
        using (Enter())
        {
            _sum++;
        }
    }

    public void OneOfTwo()
    {
        using (EnterEither())
        {
            _sum++;
        }
    }

    public void PassedOn()
    {
        using (EnterByAnother())
        {
            _sum++;
        }
    }

    public void WithAFunction()
    {
        using (EnterToRead())
        {
            _sum++;
        }
    }

    public void Kept() => _kept = Enter();

    public void NoLongerKept() => _kept?.Dispose();

    public void Forgotten()
    {
        IDisposable scope = {|DDI2002:Enter()|};
        if (_sum > 0)
        {
            return;
        }

        scope.Dispose();
    }

    private void Sum(IEnumerable<int> numbers)
    {
        foreach (int number in numbers)
        {
            _sum += number;
        }
    }

    private IDisposable Enter() => new Scope(_lock);

    private IDisposable EnterByAnother() => Enter();

    private IDisposable EnterEither() => _sum > 0 ? new Scope(_lock) : new Scope(_lock);

    private IDisposable EnterToRead()
    {
        _readers.EnterReadLock();
        return new WhenDisposed(() => _readers.ExitReadLock());
    }
}
