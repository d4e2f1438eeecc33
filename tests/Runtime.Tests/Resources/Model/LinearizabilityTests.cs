using System.Diagnostics;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources.Model;

/// <summary>
/// Concurrent histories of the calls that do not wait, checked by search (Wing and Gong): some order of the calls that respects real time must be one that the
/// reference allows.
/// </summary>
public class LinearizabilityTests(ITestOutputHelper output)
{
    private const int Threads = 3;
    private const int CallsPerThread = 6;

    [Fact]
    public void Every_history_of_tries_has_a_sequential_explanation()
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
    }

    [Fact]
    public void The_search_rejects_a_history_that_has_no_explanation()
    {
        // Nobody owns it, and yet a try is refused: what a counter that goes up on failure would show.
        Assert.False(new Search([new Call(0, "X", false, 0, 1)]).Explains());
        Assert.False(new Search([new Call(0, "X", true, 0, 1), new Call(1, "S", true, 2, 3)]).Explains());
        Assert.True(new Search([new Call(0, "X", true, 0, 3), new Call(0, "R", true, 4, 9), new Call(1, "S", false, 1, 2), new Call(1, "S", true, 5, 6)]).Explains());
    }

    /// <summary>One call: who, what, the answer, and when it began and ended.</summary>
    private readonly record struct Call(int Thread, string What, bool Answer, long Begin, long End);

    /// <summary>Threads that are let loose together, round after round.</summary>
    private sealed class Rounds : IDisposable
    {
        private readonly ERESOURCE _resource = new();
        private readonly Actor[] _actors = [.. Enumerable.Range(0, Threads).Select(i => new Actor($"round {i}"))];
        private readonly Random[] _random;
        private int _ready;

        internal Rounds(int seed)
        {
            ExInitializeResourceLite(_resource);
            _random = [.. Enumerable.Range(0, Threads).Select(i => new Random(seed + i))];
        }

        internal List<Call> Run()
        {
            Volatile.Write(ref _ready, 0);
            List<Call>[] logs = [.. _actors.Select(_ => new List<Call>(CallsPerThread * 2))];
            Task[] tasks = [.. Enumerable.Range(0, Threads).Select(i => _actors[i].Begin(() => Loose(i, logs[i])))];
            foreach (Task task in tasks)
                Actor.Finish(task);
            return [.. logs.SelectMany(log => log)];
        }

        public void Dispose()
        {
            foreach (Actor actor in _actors)
                actor.Dispose();
        }

        private void Loose(int thread, List<Call> log)
        {
            Interlocked.Increment(ref _ready);
            while (Volatile.Read(ref _ready) < Threads)
                Thread.Yield();
            int held = 0;
            for (int i = 0; i < CallsPerThread; i++)
            {
                string what = _random[thread].Next(5) switch { 0 or 1 => "X", 2 => "S", 3 => "St", _ => "R" };
                if (what != "R" || held > 0)
                    held += Record(thread, what, log) ? what == "R" ? -1 : 1 : 0;
            }
            while (held-- > 0)
                Record(thread, "R", log);
        }

        private bool Record(int thread, string what, List<Call> log)
        {
            long begin = Stopwatch.GetTimestamp();
            bool answer = true;
            if (what == "R")
            {
                ExReleaseResourceLite(_resource);
                // An exclusive release may be a plain store, which others see when it leaves the store buffer. Nothing can tell but a clock: so wait for it.
                Interlocked.MemoryBarrier();
            }
            else
            {
                answer = ResourceTest.Try(what, _resource);
            }
            log.Add(new Call(thread, what, answer, begin, Stopwatch.GetTimestamp()));
            return answer;
        }
    }

    private sealed class Search(List<Call> history)
    {
        private readonly bool[] _done = new bool[history.Count];
        private readonly HashSet<string> _dead = [];

        internal bool Explains() => Explains(State.Free, 0);

        private bool Explains(State state, int count)
        {
            if (count == history.Count)
                return true;
            string key = state + string.Concat(_done.Select(done => done ? '1' : '0'));
            if (!_dead.Add(key))
                return false;
            long firstEnd = history.Where((_, i) => !_done[i]).Min(call => call.End);
            for (int i = 0; i < history.Count; i++)
            {
                // Only a call that began before every open call ended may come next.
                if (_done[i] || history[i].Begin > firstEnd || !state.Allows(history[i], out State next))
                    continue;
                _done[i] = true;
                if (Explains(next, count + 1))
                    return true;
                _done[i] = false;
            }
            return false;
        }
    }

    /// <summary>Counts per thread, and who is exclusive; immutable.</summary>
    private readonly record struct State(int A, int B, int C, int Exclusive)
    {
        internal static State Free => new(0, 0, 0, -1);

        internal bool Allows(Call call, out State next)
        {
            next = this;
            int mine = Count(call.Thread);
            bool others = A + B + C != mine;
            if (call.What == "R")
            {
                next = With(call.Thread, mine - 1, mine == 1 ? -1 : Exclusive);
                return mine > 0;
            }
            bool granted = Exclusive == call.Thread || (Exclusive < 0 && (call.What != "X" || (mine == 0 && !others)));
            if (granted)
                next = With(call.Thread, mine + 1, call.What == "X" || Exclusive == call.Thread ? call.Thread : -1);
            return granted == call.Answer;
        }

        private int Count(int thread) => thread == 0 ? A : thread == 1 ? B : C;

        private State With(int thread, int count, int exclusive) => thread switch
        {
            0 => new State(count, B, C, exclusive),
            1 => new State(A, count, C, exclusive),
            _ => new State(A, B, count, exclusive),
        };
    }
}
