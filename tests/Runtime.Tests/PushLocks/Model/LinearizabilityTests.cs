using System.Diagnostics;

namespace DdiCompliance.Runtime.Tests.PushLocks.Model;

/// <summary>
/// Concurrent histories of push lock calls, checked by search (Wing and Gong): some order of the calls that respects real time must be one in which writers
/// exclude everybody.
/// </summary>
public class LinearizabilityTests(ITestOutputHelper output)
{
    private const int Threads = 3;
    private const int PairsPerThread = 4;

    [Fact]
    public void Every_history_has_a_sequential_explanation()
    {
        int seed = Environment.TickCount & 0xFFFFF;
        output.WriteLine($"seed {seed}");
        Stopwatch watch = Stopwatch.StartNew();
        int histories = 0;
        using Rounds rounds = new(seed);
        while (watch.ElapsedMilliseconds < 1500)
        {
            List<Call> history = rounds.Run();
            histories++;
            if (!new Search(history).Explains())
                Assert.Fail($"seed {seed}, history {histories}: {string.Join("; ", history)}");
        }
        output.WriteLine($"{histories} histories");
        Assert.True(histories > 10, "too few histories to mean anything");
    }

    [Fact]
    public void The_search_rejects_a_history_that_has_no_explanation()
    {
        // Two owners at once; a reader beside a writer; and a history that only one order explains.
        Assert.False(new Search([new Call(Act.Own, 0, 1), new Call(Act.Own, 2, 3)]).Explains());
        Assert.False(new Search([new Call(Act.Share, 0, 1), new Call(Act.Own, 2, 3), new Call(Act.Unshare, 4, 5)]).Explains());
        Assert.True(new Search([new Call(Act.Own, 0, 9), new Call(Act.Share, 1, 2), new Call(Act.Unshare, 3, 4)]).Explains());
    }

    private enum Act
    {
        Own,
        Disown,
        Share,
        Unshare,
    }

    /// <summary>One call: what, and when it began and ended.</summary>
    private readonly record struct Call(Act Act, long Begin, long End);

    /// <summary>Threads that are let loose together, round after round.</summary>
    private sealed class Rounds : IDisposable
    {
        private readonly Actor[] _actors = [.. Enumerable.Range(0, Threads).Select(i => new Actor($"round {i}"))];
        private readonly Random[] _random;
        private EX_PUSH_LOCK _lock;
        private int _ready;

        internal Rounds(int seed) => _random = [.. Enumerable.Range(0, Threads).Select(i => new Random(seed + i))];

        internal List<Call> Run()
        {
            Volatile.Write(ref _ready, 0);
            List<Call>[] logs = [.. _actors.Select(_ => new List<Call>(PairsPerThread * 2))];
            Task[] tasks = [.. Enumerable.Range(0, Threads).Select(i => _actors[i].Begin(() => Loose(_random[i], logs[i])))];
            foreach (Task task in tasks)
                Actor.Finish(task);
            return [.. logs.SelectMany(log => log)];
        }

        public void Dispose()
        {
            foreach (Actor actor in _actors)
                actor.Dispose();
        }

        private void Loose(Random random, List<Call> log)
        {
            Interlocked.Increment(ref _ready);
            while (Volatile.Read(ref _ready) < Threads)
                Thread.Yield();
            for (int i = 0; i < PairsPerThread; i++)
            {
                bool exclusive = random.Next(3) == 0;
                Record(exclusive ? Act.Own : Act.Share, log);
                if (random.Next(8) == 0)
                    Thread.Yield();
                Record(exclusive ? Act.Disown : Act.Unshare, log);
            }
        }

        private void Record(Act act, List<Call> log)
        {
            long begin = Stopwatch.GetTimestamp();
            switch (act)
            {
                case Act.Own:
                    Ddi.ExAcquirePushLockExclusive(ref _lock);
                    break;
                case Act.Disown:
                    Ddi.ExReleasePushLockExclusive(ref _lock);
                    // The release may be a plain store, which others see when it leaves the store buffer. Nothing can tell but a clock: so wait for it.
                    Interlocked.MemoryBarrier();
                    break;
                case Act.Share:
                    Ddi.ExAcquirePushLockShared(ref _lock);
                    break;
                default:
                    Ddi.ExReleasePushLockShared(ref _lock);
                    break;
            }
            log.Add(new Call(act, begin, Stopwatch.GetTimestamp()));
        }
    }

    private sealed class Search(List<Call> history)
    {
        private readonly bool[] _done = new bool[history.Count];
        private readonly HashSet<string> _dead = [];

        internal bool Explains() => Explains(0, 0);

        /// <param name="holders">-1 a writer, otherwise the number of readers.</param>
        /// <param name="count">How many calls are explained.</param>
        private bool Explains(int holders, int count)
        {
            if (count == history.Count)
                return true;
            if (!_dead.Add(string.Concat(_done.Select(done => done ? '1' : '0'))))
                return false;
            long firstEnd = history.Where((_, i) => !_done[i]).Min(call => call.End);
            for (int i = 0; i < history.Count; i++)
            {
                // Only a call that began before every open call ended may come next. The calls done tell who holds.
                if (_done[i] || history[i].Begin > firstEnd || After(history[i].Act, holders) is not { } next)
                    continue;
                _done[i] = true;
                if (Explains(next, count + 1))
                    return true;
                _done[i] = false;
            }
            return false;
        }

        private static int? After(Act act, int holders) => act switch
        {
            Act.Own => holders == 0 ? -1 : null,
            Act.Disown => holders == -1 ? 0 : null,
            Act.Share => holders >= 0 ? holders + 1 : null,
            _ => holders > 0 ? holders - 1 : null,
        };
    }
}
