using System.Diagnostics;
using DdiCompliance.Runtime.Tests.Histories;

namespace DdiCompliance.Runtime.Tests.PushLocks.Model;

/// <summary>Concurrent histories of push lock calls: some order of them must be one in which writers exclude everybody.</summary>
public class LinearizabilityTests(ITestOutputHelper output)
{
    private const int PairsPerThread = 4;

    private EX_PUSH_LOCK _lock;

    [Fact]
    public void Every_history_has_a_sequential_explanation() => HistoryRounds<Call>.Check(output, Work, Allows, first: 0);

    [Fact]
    public void The_search_rejects_a_history_that_has_no_explanation()
    {
        // Two owners at once; a reader beside a writer; and a history that only one order explains.
        Assert.False(IsExplained(new Call(Act.Own, 0, 1), new Call(Act.Own, 2, 3)));
        Assert.False(IsExplained(new Call(Act.Share, 0, 1), new Call(Act.Own, 2, 3), new Call(Act.Unshare, 4, 5)));
        Assert.True(IsExplained(new Call(Act.Own, 0, 9), new Call(Act.Share, 1, 2), new Call(Act.Unshare, 3, 4)));
    }

    private static bool IsExplained(params Call[] history) => new HistorySearch<Call, int>(history, Allows).Explains(0);

    private void Work(int thread, Random random, List<Call> log)
    {
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

    /// <param name="holders">-1 a writer, otherwise the number of readers.</param>
    /// <param name="call">The next call.</param>
    /// <param name="next">The holders after it.</param>
    private static bool Allows(int holders, Call call, out int next)
    {
        (bool allowed, next) = call.Act switch
        {
            Act.Own => (holders == 0, -1),
            Act.Disown => (holders == -1, 0),
            Act.Share => (holders >= 0, holders + 1),
            _ => (holders > 0, holders - 1),
        };
        return allowed;
    }

    private enum Act
    {
        Own,
        Disown,
        Share,
        Unshare,
    }

    private readonly record struct Call(Act Act, long Begin, long End) : ITimedCall;
}
