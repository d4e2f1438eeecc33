using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace DdiCompliance.Runtime.Tests;

/// <summary>
/// A thread that does what it is told, one thing at a time: the other party of a test. Everything is under a watchdog of 60 s, so a lost wake-up fails a test
/// instead of hanging the run.
/// </summary>
internal sealed class Actor : IDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;

    internal Actor(string name = "actor")
    {
        _thread = new Thread(() =>
        {
            foreach (Action order in _orders.GetConsumingEnumerable())
                order();
        })
        { IsBackground = true, Name = name };
        _thread.Start();
        Kernel = Do(Ddi.KeGetCurrentThread);
    }

    internal KernelThread Kernel { get; }

    internal Thread Thread => _thread;

    /// <summary>Does something and waits for it.</summary>
    internal void Do(Action action) => Finish(Begin(action));

    internal T Do<T>(Func<T> function)
    {
        T result = default!;
        Do(() => { result = function(); });
        return result;
    }

    /// <summary>Begins something that may block.</summary>
    internal Task Begin(Action action)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    /// <summary>Waits for what was begun; its exception is thrown here.</summary>
    internal static void Finish(Task task)
    {
        if (Task.WaitAny([task], Patience) < 0)
            throw new TimeoutException("The watchdog barked: a thread did not come back within 60 s." + Environment.NewLine + LocksDump.Take());
        if (task.Exception?.InnerException is { } exception)
            ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>Waits until something is so.</summary>
    internal static void Until(Func<bool> condition)
    {
        if (!SpinWait.SpinUntil(condition, Patience))
            throw new TimeoutException("The watchdog barked: something did not become so within 60 s." + Environment.NewLine + LocksDump.Take());
    }

    /// <summary>Shows that something is still blocked: it has not come back after a while that a running thread would not need.</summary>
    internal static void StaysBlocked(Task task) => Xunit.Assert.False(task.Wait(30), "the call came back, but it should be blocked");

    /// <summary>Ends the thread and waits for its end.</summary>
    internal void End()
    {
        _orders.CompleteAdding();
        Xunit.Assert.True(_thread.Join(Patience));
    }

    /// <summary>A blocked actor is left alone; its thread is a background thread.</summary>
    public void Dispose()
    {
        if (!_orders.IsAddingCompleted)
            _orders.CompleteAdding();
        _thread.Join(50);
    }
}
