using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks.Schedules;

/// <summary>
/// The real loop under every schedule that leaves a running thread, or delays a store, at most a few times. (Every interleaving without such a bound is
/// explored by the model, Models/pushlock.pml.)
/// </summary>
public class ScheduleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(4, "X", "X")]
    [InlineData(4, "X", "S")]
    [InlineData(3, "XS", "SX")]
    [InlineData(2, "X", "X", "S")]
    [InlineData(2, "X", "S", "S")]
    public void Every_schedule_excludes_wakes_everybody_and_ends_free(int deviations, params string[] programs) =>
        Assert.Null(Explore<NoFault>(deviations, programs));

    [Fact]
    public void Without_the_fence_a_schedule_loses_a_wake_up() => Assert.Contains("stuck", Explore<NoFenceFault>(4, ["X", "X"]));

    [Fact]
    public void Without_giving_way_a_schedule_lets_a_writer_in_beside_a_reader() => Assert.Contains("beside", Explore<NoRetractFault>(3, ["X", "S"]));

    private string? Explore<TFault>(int deviations, string[] programs)
        where TFault : struct, IFault
    {
        Action<Scheduler>[] threads = [.. programs.Select(static program => (Action<Scheduler>)(scheduler => Execute<TFault>(scheduler, program)))];
        List<(int Options, int Chosen, bool Free)> path = [];
        int runs = 0;
        string? problem;
        do
        {
            int depth = 0, left = deviations;
            problem = Scheduler.Run(threads, Choose);
            runs++;

            // The first option is to go on with the thread that ran; every other one, while it could go on, is a deviation.
            int Choose(int options, int goOn)
            {
                bool free = goOn < 0;
                int available = free || left > 0 ? options : 1;
                if (depth == path.Count)
                    path.Add((available, 0, free));
                int chosen = path[depth++].Chosen;
                if (!free && chosen != 0)
                    left--;
                return free ? chosen : chosen == 0 ? goOn : chosen <= goOn ? chosen - 1 : chosen;
            }
        }
        while (problem is null && Advance(path));
        output.WriteLine($"{runs} schedules{(problem is null ? "" : $": {problem}")}");
        return problem;
    }

    /// <summary>The next path in depth-first order; false after the last.</summary>
    private static bool Advance(List<(int Options, int Chosen, bool Free)> path)
    {
        while (path.Count > 0 && path[^1].Chosen + 1 >= path[^1].Options)
            path.RemoveAt(path.Count - 1);
        if (path.Count == 0)
            return false;
        path[^1] = path[^1] with { Chosen = path[^1].Chosen + 1 };
        return true;
    }

    private static void Execute<TFault>(Scheduler scheduler, string program)
        where TFault : struct, IFault
    {
        foreach (char operation in program)
        {
            if (operation == 'X')
            {
                PushLock<ScheduledAtomics<TFault>>.AcquireExclusive(ref scheduler.Word);
                if (++scheduler.Writers != 1 || scheduler.Readers != 0)
                    scheduler.Problem = "a writer beside somebody";
                Scheduler.Me.NextStep();
                scheduler.Writers--;
                PushLock<ScheduledAtomics<TFault>>.ReleaseExclusive(ref scheduler.Word);
            }
            else
            {
                PushLock<ScheduledAtomics<TFault>>.AcquireShared(ref scheduler.Word);
                scheduler.Readers++;
                if (scheduler.Writers != 0)
                    scheduler.Problem = "a reader beside a writer";
                Scheduler.Me.NextStep();
                scheduler.Readers--;
                if (!PushLock<ScheduledAtomics<TFault>>.ReleaseShared(ref scheduler.Word))
                    scheduler.Problem = "a share was lost";
            }
        }
    }
}
