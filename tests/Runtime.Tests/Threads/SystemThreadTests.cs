using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Threads;

public class SystemThreadTests
{
    [Fact]
    public void A_system_thread_starts_at_passive_level_inside_a_critical_region()
    {
        (bool Apcs, bool All, byte Irql, bool System, object? Context) seen = default;
        KernelThread thread = Run(context => seen = (KeAreApcsDisabled(), KeAreAllApcsDisabled(), KeGetCurrentIrql(), PsIsSystemThread(PsGetCurrentThread()), context), "context");
        Assert.Equal((true, false, PASSIVE_LEVEL, true, "context"), seen);
        Assert.True(IoIsSystemThread(thread));
        Assert.False(PsIsSystemThread(KeGetCurrentThread()));
        Assert.Equal(STATUS_SUCCESS, thread.ExitStatus);
    }

    [Fact]
    public void The_client_id_is_filled_and_terminating_sets_the_status_and_runs_finally_blocks()
    {
        CLIENT_ID id = new();
        bool finished = false;
        Assert.Equal(STATUS_SUCCESS, PsCreateSystemThread(out KernelThread? thread, 0, "worker", null, id, _ =>
        {
            try
            {
                PsTerminateSystemThread(0x123);
            }
            finally
            {
                finished = true;
            }
        }, null));
        Actor.Until(() => thread!.HasEnded);
        Assert.True(finished);
        Assert.Equal(0x123, (int)thread!.ExitStatus);
        Assert.Equal(thread.Id, id.UniqueThread);
        Assert.Equal((nuint)Environment.ProcessId, id.UniqueProcess);
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        Assert.Equal(STATUS_INVALID_PARAMETER, PsCreateSystemThread(out _, 0, null, new object(), null, _ => { }, null));
        Assert.Equal(STATUS_INVALID_PARAMETER, IoCreateSystemThread(null!, out _, 0, null, null, null, _ => { }, null));
        Assert.Equal(STATUS_INVALID_PARAMETER, PsTerminateSystemThread(0));
        Assert.Equal(STATUS_SUCCESS, IoCreateSystemThread(this, out KernelThread? thread, 0, null, null, null, _ => { }, null));
        Assert.True(IoIsSystemThread(thread!));
    }

    public static TheoryData<string, Action, string> Unbalanced => new()
    {
        { "region left", KeLeaveCriticalRegion, "DDI1002" },
        { "region entered", KeEnterCriticalRegion, "DDI1003" },
        { "guarded entered", KeEnterGuardedRegion, "DDI1005" },
        { "guarded left", KeLeaveGuardedRegion, "DDI1004" },
        { "irql", () => KeRaiseIrql(APC_LEVEL, out _), "DDI4002" },
    };

    [Theory]
    [MemberData(nameof(Unbalanced), DisableDiscoveryEnumeration = true)]
    public void Behaviour_69_a_thread_that_ends_unbalanced_is_0x20(string what, Action unbalance, string rule)
    {
        Exception? fault = null;
        KernelThread? thread = null;
        void Listen(KernelThread who, Exception exception)
        {
            if (ReferenceEquals(who, Volatile.Read(ref thread)))
                Volatile.Write(ref fault, exception);
        }
        KernelThread.Faulted += Listen;
        using ManualResetEventSlim go = new();
        PsCreateSystemThread(out KernelThread? created, 0, null, null, null, _ =>
        {
            go.Wait();
            unbalance();
        }, null);
        Volatile.Write(ref thread, created);
        go.Set();
        Actor.Until(() => Volatile.Read(ref fault) is not null);
        BugCheckException bugCheck = Assert.IsType<BugCheckException>(fault);
        Assert.Equal(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, bugCheck.Code);
        Assert.Equal(rule, bugCheck.RuleId);
        Assert.NotEqual("", what);
        KernelThread.Faulted -= Listen;
    }

    [Fact]
    public void CheckThreadExit_is_the_same_check_for_other_threads()
    {
        using Actor b = new();
        b.Do(DdiVerifier.CheckThreadExit);
        b.Do(KeEnterCriticalRegion);
        BugCheckAssert.Throws(BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, () => b.Do(DdiVerifier.CheckThreadExit));
    }

    private static KernelThread Run(Action<object?> routine, object? context)
    {
        Assert.Equal(STATUS_SUCCESS, PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, routine, context));
        Actor.Until(() => thread!.HasEnded);
        return thread!;
    }
}
