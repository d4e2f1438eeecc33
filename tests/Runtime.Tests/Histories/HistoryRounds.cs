using System.Diagnostics;

namespace DdiCompliance.Runtime.Tests.Histories;

/// <summary>Three threads that are let loose together, round after round, each writing down its calls.</summary>
/// <param name="seed">The seed of the threads' random numbers.</param>
/// <param name="work">What thread 0, 1 or 2 does in one round.</param>
internal sealed class HistoryRounds<TCall>(int seed, Action<int, Random, List<TCall>> work) : IDisposable
    where TCall : ITimedCall
{
    private const int Threads = 3;

    private readonly Actor[] _actors = [.. Enumerable.Range(0, Threads).Select(static i => new Actor($"round {i}"))];
    private readonly Random[] _random = [.. Enumerable.Range(0, Threads).Select(i => new Random(seed + i))];
    private int _ready;

    /// <summary>Explains as many histories as 1.5 s have room for.</summary>
    internal static void Check<TState>(ITestOutputHelper output, Action<int, Random, List<TCall>> work, Step<TCall, TState> step, TState first)
        where TState : struct
    {
        int seed = Environment.TickCount & 0xFFFFF;
        output.WriteLine($"seed {seed}");
        Stopwatch watch = Stopwatch.StartNew();
        int histories = 0;
        using HistoryRounds<TCall> rounds = new(seed, work);
        while (watch.ElapsedMilliseconds < 1500)
        {
            List<TCall> history = rounds.Run();
            histories++;
            if (!new HistorySearch<TCall, TState>(history, step).Explains(first))
                Assert.Fail($"seed {seed}, history {histories}: {string.Join("; ", history)}");
        }
        output.WriteLine($"{histories} histories");
        Assert.True(histories > 10, "too few histories to mean anything");
    }

    public void Dispose()
    {
        foreach (Actor actor in _actors)
            actor.Dispose();
    }

    private List<TCall> Run()
    {
        Volatile.Write(ref _ready, 0);
        List<TCall>[] logs = [.. _actors.Select(static _ => new List<TCall>(16))];
        Task[] tasks = [.. Enumerable.Range(0, Threads).Select(i => _actors[i].Begin(() =>
        {
            Interlocked.Increment(ref _ready);
            while (Volatile.Read(ref _ready) < Threads)
                Thread.Yield();
            work(i, _random[i], logs[i]);
        }))];
        foreach (Task task in tasks)
            Actor.Finish(task);
        return [.. logs.SelectMany(static log => log)];
    }
}
