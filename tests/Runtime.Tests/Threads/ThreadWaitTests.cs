using System.Runtime.CompilerServices;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Threads;

/// <summary>Threads as dispatcher objects: signalled when they have ended.</summary>
public class ThreadWaitTests
{
    [Fact]
    public void A_system_thread_is_signalled_when_it_has_ended_and_stays_so()
    {
        using ManualResetEventSlim go = new();
        KernelThread thread = Start(_ =>
        {
            go.Wait();
            PsTerminateSystemThread(7);
        });
        Assert.Equal(STATUS_TIMEOUT, Wait(thread, 0));
        Assert.Equal(STATUS_TIMEOUT, Wait(thread, -10_000));
        go.Set();
        Assert.Equal(STATUS_SUCCESS, Wait(thread, null));
        Assert.Equal((true, 7), (thread.HasEnded, (int)thread.ExitStatus));
        Assert.Equal(STATUS_SUCCESS, Wait(thread, 0));
        Assert.Equal(STATUS_SUCCESS, Wait(thread, null));
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void All_waiters_are_let_go()
    {
        using ManualResetEventSlim go = new();
        KernelThread thread = Start(_ => go.Wait());
        Actor[] actors = [new("first"), new("second"), new("third")];
        Task[] waits = [.. actors.Select(actor => actor.Begin(() => Assert.Equal(STATUS_SUCCESS, Wait(thread, null))))];
        Actor.StaysBlocked(waits[0]);
        go.Set();
        foreach (Task wait in waits)
            Actor.Finish(wait);
        foreach (Actor actor in actors)
            actor.Dispose();
    }

    [Fact]
    public void A_thread_that_ends_by_an_exception_is_signalled_too()
    {
        void Ignore(KernelThread who, Exception fault)
        {
        }
        KernelThread.Faulted += Ignore;
        KernelThread thread = Start(_ => throw new InvalidOperationException("meant"));
        Assert.Equal(STATUS_SUCCESS, Wait(thread, null));
        KernelThread.Faulted -= Ignore;
    }

    [Fact]
    public void One_wait_may_name_threads_and_mutexes()
    {
        using ManualResetEventSlim go = new();
        using Actor owner = new();
        KernelThread thread = Start(_ => go.Wait());
        KMUTEX mutex = new();
        KeInitializeMutex(mutex, 0);
        owner.Do(() => Wait(mutex, null));
        Assert.Equal(STATUS_TIMEOUT, WaitFor(WAIT_TYPE.WaitAny, 0, mutex, thread));
        go.Set();
        Assert.Equal(1, (int)WaitFor(WAIT_TYPE.WaitAny, null, mutex, thread));
        Assert.False(KeAreApcsDisabled());
        owner.Do(() => { KeReleaseMutex(mutex, false); });
        Assert.Equal(STATUS_SUCCESS, WaitFor(WAIT_TYPE.WaitAll, null, mutex, thread));
        Assert.True(KeAreApcsDisabled());
        KeReleaseMutex(mutex, false);
        Assert.False(KeAreApcsDisabled());
    }

    [Fact]
    public void Another_object_is_refused() =>
        Assert.Equal(STATUS_INVALID_PARAMETER, Assert.Throws<NtStatusException>(() => Wait("a string", 0)).Status);

    [Fact]
    public void A_thread_that_the_runtime_did_not_make_is_signalled_once_it_is_noticed()
    {
        KernelThread thread = EndedThread();
        Actor.Until(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Wait(thread, 0) == STATUS_SUCCESS;
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static KernelThread EndedThread()
    {
        KernelThread? kernel = null;
        Thread thread = new(() => kernel = KeGetCurrentThread());
        thread.Start();
        Assert.True(thread.Join(Actor.Patience));
        return kernel!;
    }

    private static KernelThread Start(Action<object?> routine)
    {
        Assert.Equal(STATUS_SUCCESS, PsCreateSystemThread(out KernelThread? thread, 0, null, null, null, routine, null));
        return thread!;
    }

    private static NTSTATUS Wait(object one, long? timeout) =>
        KeWaitForSingleObject(one, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, timeout);

    private static NTSTATUS WaitFor(WAIT_TYPE type, long? timeout, params object[] objects) =>
        KeWaitForMultipleObjects((uint)objects.Length, objects, type, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, timeout, null);
}
