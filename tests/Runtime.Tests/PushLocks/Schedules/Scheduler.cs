using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks.Schedules;

/// <summary>
/// Runs threads of the real push lock one memory operation at a time, in an order that the caller chooses. Stores of the owner's half go through a store
/// buffer per thread, as on x86: they become visible when the schedule says so, or when the thread executes a locked operation.
/// </summary>
internal sealed class Scheduler
{
    [ThreadStatic] private static Worker? t_worker;

    private readonly SemaphoreSlim _idle = new(0);
    private readonly Worker[] _workers;
    private readonly PushLockWaiter?[] _places = new PushLockWaiter?[8];
    private readonly bool[] _signalled = new bool[8];
    private ulong _word;
    private bool _abandoned;

    private Scheduler(Action<Scheduler>[] programs) => _workers = [.. programs.Select((program, i) => new Worker(this, i, program))];

    internal static Worker Me => t_worker!;

    internal ref ulong Word => ref _word;

    internal int Writers { get; set; }

    internal int Readers { get; set; }

    internal string? Problem { get; set; }

    /// <summary>Runs the programs to their ends.</summary>
    /// <param name="programs">What each thread does.</param>
    /// <param name="choose">Chooses among the actions that are possible, given the one that continues the thread that ran last, or -1.</param>
    /// <returns>What went wrong, or null.</returns>
    internal static string? Run(Action<Scheduler>[] programs, Func<int, int, int> choose)
    {
        Scheduler scheduler = new(programs);
        int last = -1;
        while (scheduler.Problem is null)
        {
            // An action below the number of workers runs that worker for one step; one above lets its oldest store become visible.
            int[] possible = [.. Enumerable.Range(0, 2 * programs.Length).Where(scheduler.IsPossible)];
            if (possible.Length == 0)
                break;
            int chosen = possible[choose(possible.Length, Array.IndexOf(possible, last))];
            if (chosen < programs.Length)
                scheduler.Step(last = chosen);
            else
                scheduler._workers[chosen - programs.Length].FlushOne();
        }
        scheduler.Problem ??= scheduler._workers.Any(static worker => !worker.IsDone) ? $"somebody is stuck; word {scheduler._word:X16}"
            : scheduler._word != PushLockWord.Free ? $"the word is {scheduler._word:X16} at the end" : null;
        scheduler.Abandon();
        return scheduler.Problem;
    }

    internal void Signal(PushLockWaiter place) => _signalled[place.Index] = true;

    internal PushLockWaiter Rent(Worker worker) => _places[worker.Number + 1] = new PushLockWaiter((uint)worker.Number + 1);

    internal PushLockWaiter? PlaceAt(uint index) => _places[index];

    internal void DrainAll() => Array.ForEach(_workers, static worker => worker.Drain());

    private bool IsPossible(int action) => action < _workers.Length
        ? !_workers[action].IsDone && (_workers[action].Awaits is not { } place || _signalled[place.Index])
        : _workers[action - _workers.Length].HasStores;

    private void Step(int worker)
    {
        if (_workers[worker].Awaits is { } place)
        {
            _signalled[place.Index] = false;
            _workers[worker].Awaits = null;
        }
        _workers[worker].Go.Release();
        _idle.Wait();
    }

    /// <summary>Lets threads end that are stuck.</summary>
    private void Abandon()
    {
        _abandoned = true;
        foreach (Worker worker in _workers.Where(static worker => !worker.IsDone))
        {
            worker.Go.Release();
            _idle.Wait();
        }
    }

    /// <summary>One thread, its turn and its store buffer.</summary>
    internal sealed class Worker
    {
        private readonly Queue<uint> _stores = new();

        internal Worker(Scheduler scheduler, int number, Action<Scheduler> program)
        {
            Scheduler = scheduler;
            Number = number;
            ThreadPool.UnsafeQueueUserWorkItem(_ => Live(program), null);
        }

        internal Scheduler Scheduler { get; }

        internal int Number { get; }

        internal SemaphoreSlim Go { get; } = new(0);

        internal PushLockWaiter? Awaits { get; set; }

        internal bool IsDone { get; private set; }

        internal bool HasStores => _stores.Count != 0;

        /// <summary>Ends the step before and waits for the turn of the next.</summary>
        internal void NextStep()
        {
            Scheduler._idle.Release();
            Go.Wait();
            if (Scheduler._abandoned)
                throw new OperationCanceledException();
        }

        internal void Store(uint owner) => _stores.Enqueue(owner);

        internal void FlushOne() => Scheduler._word = (Scheduler._word & ~PushLockWord.OwnerMask) | _stores.Dequeue();

        internal void Drain()
        {
            while (HasStores)
                FlushOne();
        }

        private void Live(Action<Scheduler> program)
        {
            t_worker = this;
            Go.Wait();
            try
            {
                if (!Scheduler._abandoned)
                    program(Scheduler);
            }
            catch (OperationCanceledException)
            {
                // The run is over; this thread was stuck in it.
            }
            IsDone = true;
            Scheduler._idle.Release();
        }
    }
}
