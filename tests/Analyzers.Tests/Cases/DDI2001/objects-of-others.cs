//! option ddi_compliance.tables = ddi, dotnet

using System.Linq;

// The only class here that can be disposed of gives a lock back; enumerators and streams are none of it.
public sealed class Scope : IDisposable
{
    private readonly object _gate;

    public Scope(object gate)
    {
        _gate = gate;
        Monitor.Enter(gate);
    }

    public void Dispose() => Monitor.Exit(_gate);
}

public class Unrelated
{
    private readonly IEnumerable<int> _numbers = new List<int>();
    private readonly object _gate = new();
    private int _count;

    public int Sum()
    {
        int sum = 0;
        foreach (int one in Enumerable.Range(0, 3))
        {
            sum += one;
        }

        foreach (string part in "a,b".Split(','))
        {
            sum += part.Length;
        }

        return sum;
    }

    public void Each() => Add(_numbers);

    private void Add(IEnumerable<int> numbers)
    {
        foreach (int one in numbers)
        {
            _count += one;
        }
    }

    public void Elsewhere(Func<IDisposable> make)
    {
        using (make())
        {
            _count++;
        }
    }

    // What is made here is followed, whatever its variable is called.
    public void Made()
    {
        using (IDisposable scope = new Scope(_gate))
        {
            _count++;
        }
    }

    public void Made_by_a_helper(bool first)
    {
        IDisposable scope = Make(first);
        _count++;
        scope.Dispose();
    }

    public void Leaks(bool first)
    {
        IDisposable scope = {|DDI2002:Make(first)|};
        if (first)
        {
            return;
        }

        scope.Dispose();
    }

    private IDisposable Make(bool first)
    {
        if (first)
        {
            _count++;
            return new Scope(_gate);
        }

        return new Scope(_gate);
    }
}

// One of several holders, and which one is the holder's matter.
public interface IHolder : IDisposable
{
    bool IsTaken { get; }
}

public sealed class NoHolder : IHolder
{
    public static readonly NoHolder Only = new();

    public bool IsTaken => true;

    public void Dispose()
    {
    }
}

public sealed class WriteHolder : IHolder
{
    private readonly ReaderWriterLockSlim _lock;

    public WriteHolder(ReaderWriterLockSlim @lock, bool waits)
    {
        _lock = @lock;
        if (waits)
        {
            @lock.EnterWriteLock();
            IsTaken = true;
            return;
        }

        IsTaken = @lock.TryEnterWriteLock(0);
    }

    public bool IsTaken { get; private set; }

    public void Dispose()
    {
        if (IsTaken)
        {
            _lock.ExitWriteLock();
            IsTaken = false;
        }
    }
}

public class Names
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Add()
    {
        using (ForWriting(true))
        {
            _count++;
        }
    }

    public void TryAdd()
    {
        using IHolder holder = ForWriting(false);
        if (holder.IsTaken)
        {
            _count++;
        }
    }

    private IHolder ForWriting(bool waits)
    {
        if (_lock.IsWriteLockHeld)
        {
            return NoHolder.Only;
        }

        return new WriteHolder(_lock, waits);
    }
}

// What runs is the last override, though the interface is implemented further up.
public abstract class BaseLock : IDisposable
{
    protected BaseLock(ReaderWriterLockSlim locks) => Locks = locks;

    protected ReaderWriterLockSlim Locks { get; }

    public abstract void Dispose();
}

public class WriteLock : BaseLock
{
    public WriteLock(ReaderWriterLockSlim locks)
        : base(locks)
    {
        Locks.EnterWriteLock();
    }

    public override void Dispose() => Locks.ExitWriteLock();
}

public class Numbers
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Add()
    {
        using (new WriteLock(_lock))
        {
            _count++;
        }
    }
}
