using DdiCompliance.PushLocks;
using FsCheck;
using FsCheck.Fluent;

namespace DdiCompliance.Runtime.Tests.PushLocks.Model;

/// <summary>Random sequences of calls on a real push lock, one step at a time, against <see cref="ReferencePushLock"/>.</summary>
public class PushLockModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_calls_do_what_the_reference_does()
    {
        ulong seed = (ulong)Random.Shared.NextInt64();
        output.WriteLine($"seed {seed}");
        Arbitrary<int[]> sequences = Gen.Choose(0, int.MaxValue).ArrayOf().ToArbitrary();
        Property property = Prop.ForAll(sequences, static commands =>
        {
            using PushLockRun run = new();
            foreach (int command in commands)
                run.Do(command);
            run.Finish();
        });
        // On a failure FsCheck prints the shrunk commands.
        Check.One(Config.QuickThrowOnFailure.WithReplay(seed, seed | 1).WithMaxTest(200).WithEndSize(60), property);
    }

    [Fact]
    public void The_reference_wakes_a_writer_alone_and_readers_together()
    {
        ReferencePushLock reference = new();
        Assert.True(reference.Acquire(0, exclusive: true));
        Assert.False(reference.Acquire(1, exclusive: true));
        Assert.False(reference.Acquire(2, exclusive: false));
        Assert.False(reference.Acquire(3, exclusive: false));
        Assert.Equal([1], reference.Release(0));
        Assert.Equal([2, 3], reference.Release(1));
        Assert.False(reference.Acquire(0, exclusive: true));
        Assert.False(reference.WouldGrant(exclusive: false));
    }
}

/// <summary>A push lock, its reference and four threads.</summary>
internal sealed class PushLockRun : IDisposable
{
    private const int Threads = 4;

    [ThreadStatic] private static Actor[]? s_actors;

    private readonly Box _box = new();
    private readonly ReferencePushLock _reference = new();
    private readonly Task?[] _waits = new Task?[Threads];
    private readonly Actor[] _actors = s_actors ??= [.. Enumerable.Range(0, Threads).Select(i => new Actor($"push lock model {i}"))];

    /// <summary>A number is a thread and a call.</summary>
    internal void Do(int command)
    {
        int thread = command % Threads;
        int kind = command / Threads % 8;
        if (_reference.IsWaiting(thread))
            return;
        if (kind < 5)
            Acquire(thread, exclusive: kind < 2);
        else if (_reference.Holds(thread))
            Release(thread);
        Compare();
    }

    /// <summary>Releases everything and ends with an empty word.</summary>
    internal void Finish()
    {
        while (_reference.Owner >= 0 || _reference.Shares != 0)
        {
            Release(Enumerable.Range(0, Threads).First(_reference.Holds));
            Compare();
        }
        Assert.Equal(0ul, Volatile.Read(ref _box.Lock.Word));
    }

    /// <summary>Whoever still waits, after a failure, would use up the thread's actors.</summary>
    public void Dispose()
    {
        if (Array.Exists(_waits, wait => wait is { IsCompleted: false }))
            s_actors = null;
    }

    private void Acquire(int thread, bool exclusive)
    {
        // A holder that would wait, waits for itself (behaviour 88).
        if (_reference.Holds(thread) && !_reference.WouldGrant(exclusive))
            return;
        uint head = PushLockWord.Head(Volatile.Read(ref _box.Lock.Word));
        Task call = _actors[thread].Begin(() =>
        {
            if (exclusive)
                Ddi.ExAcquirePushLockExclusive(ref _box.Lock);
            else
                Ddi.ExAcquirePushLockShared(ref _box.Lock);
        });
        if (_reference.Acquire(thread, exclusive))
        {
            Actor.Finish(call);
            return;
        }
        _waits[thread] = call;
        Actor.Until(() => Volatile.Read(ref _box.Lock.Word) is var word && PushLockWord.Head(word) != head && !PushLockWord.IsEditing(word));
    }

    private void Release(int thread)
    {
        bool exclusive = _reference.Owner == thread;
        _actors[thread].Do(() =>
        {
            if (exclusive)
                Ddi.ExReleasePushLockExclusive(ref _box.Lock);
            else
                Ddi.ExReleasePushLockShared(ref _box.Lock);
        });
        foreach (int woken in _reference.Release(thread))
        {
            Actor.Finish(_waits[woken]!);
            _waits[woken] = null;
        }
    }

    private void Compare()
    {
        ulong word = Volatile.Read(ref _box.Lock.Word);
        Assert.Equal(_reference.Owner >= 0, PushLockWord.HasOwner(word));
        Assert.Equal((uint)_reference.Shares, PushLockWord.Shares(word));
        Assert.Equal(_reference.HasWaiters, PushLockWord.HasWaiters(word));
        for (int i = 0; i < Threads; i++)
            Assert.Equal(_reference.IsWaiting(i), _waits[i] is { IsCompleted: false });
    }

    /// <summary>The lock on the heap: actors capture the box, not the lock.</summary>
    private sealed class Box
    {
        internal EX_PUSH_LOCK Lock;
    }
}
