namespace DdiCompliance.Runtime.Tests.Histories;

/// <summary>One call of a concurrent history: when it began and ended.</summary>
internal interface ITimedCall
{
    long Begin { get; }

    long End { get; }
}

/// <summary>What a call makes of a state of the reference.</summary>
/// <returns>Whether the call, with its answer, is possible in that state.</returns>
internal delegate bool Step<in TCall, TState>(TState state, TCall call, out TState next);

/// <summary>
/// Wing and Gong's search: some order of the calls that respects real time must be one that the reference allows.
/// </summary>
internal sealed class HistorySearch<TCall, TState>(IReadOnlyList<TCall> history, Step<TCall, TState> step)
    where TCall : ITimedCall
    where TState : struct
{
    private readonly HashSet<(TState State, ulong Done)> _dead = [];

    /// <param name="state">The state before the first call.</param>
    internal bool Explains(TState state)
    {
        Assert.True(history.Count < 64, "one bit per call");
        return Explains(state, 0);
    }

    private bool Explains(TState state, ulong done)
    {
        if (done == (1UL << history.Count) - 1)
            return true;
        if (!_dead.Add((state, done)))
            return false;
        long firstEnd = Open().Min(i => history[i].End);
        foreach (int i in Open())
        {
            // Only a call that began before every open call ended may come next.
            if (history[i].Begin <= firstEnd && step(state, history[i], out TState next) && Explains(next, done | (1UL << i)))
                return true;
        }
        return false;

        IEnumerable<int> Open() => Enumerable.Range(0, history.Count).Where(i => (done & (1UL << i)) == 0);
    }
}
