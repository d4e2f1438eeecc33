using System.Diagnostics;
using DdiCompliance.Runtime.Tests.Histories;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources.Model;

/// <summary>Concurrent histories of the calls that do not wait: some order of them must be one that the table of grants allows.</summary>
public class LinearizabilityTests(ITestOutputHelper output)
{
    private const int CallsPerThread = 6;

    private readonly ERESOURCE _resource = new();

    [Fact]
    public void Every_history_of_tries_has_a_sequential_explanation()
    {
        ExInitializeResourceLite(_resource);
        HistoryRounds<Call>.Check(output, Work, State.Allows, State.Free);
    }

    [Fact]
    public void The_search_rejects_a_history_that_has_no_explanation()
    {
        // Nobody owns it, and yet a try is refused: what a counter that goes up on failure would show.
        Assert.False(IsExplained(new Call(0, "X", false, 0, 1)));
        Assert.False(IsExplained(new Call(0, "X", true, 0, 1), new Call(1, "S", true, 2, 3)));
        Assert.True(IsExplained(new Call(0, "X", true, 0, 3), new Call(0, "R", true, 4, 9), new Call(1, "S", false, 1, 2), new Call(1, "S", true, 5, 6)));
    }

    private static bool IsExplained(params Call[] history) => new HistorySearch<Call, State>(history, State.Allows).Explains(State.Free);

    private void Work(int thread, Random random, List<Call> log)
    {
        int held = 0;
        for (int i = 0; i < CallsPerThread; i++)
        {
            string what = random.Next(5) switch { 0 or 1 => "X", 2 => "S", 3 => "St", _ => "R" };
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

    /// <summary>Who, what, the answer, and when.</summary>
    private readonly record struct Call(int Thread, string What, bool Answer, long Begin, long End) : ITimedCall;

    /// <summary>Counts per thread, and who is exclusive; immutable.</summary>
    private readonly record struct State(int A, int B, int C, int Exclusive)
    {
        internal static State Free => new(0, 0, 0, -1);

        internal static bool Allows(State state, Call call, out State next) => state.Allows(call, out next);

        private bool Allows(Call call, out State next)
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
