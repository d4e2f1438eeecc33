namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>The identity of the calling thread as a resource owner. Any IRQL. Source: "Introduction to ERESOURCE routines", wdm.h.</summary>
    /// <returns>A value that is not 0, has its two low bits clear and is never used for another thread.</returns>
    public static nuint ExGetCurrentResourceThread() => KernelThread.Current.ResourceThread;

    /// <summary>The calling thread. Any IRQL. Source: nf-ntddk-psgetcurrentthread.</summary>
    /// <returns>The thread object.</returns>
    public static KernelThread PsGetCurrentThread() => KernelThread.Current;

    /// <summary>The calling thread. Any IRQL. Source: nf-wdm-kegetcurrentthread.</summary>
    /// <returns>The thread object.</returns>
    public static KernelThread KeGetCurrentThread() => KernelThread.Current;

    /// <summary>Whether a thread is a system thread. IRQL &lt;= DISPATCH_LEVEL. Source: nf-ntifs-psissystemthread.</summary>
    /// <param name="Thread">The thread.</param>
    /// <returns>true for threads made by <see cref="PsCreateSystemThread"/> or <see cref="IoCreateSystemThread"/>.</returns>
    public static bool PsIsSystemThread(KernelThread Thread) => Thread.IsSystemThread;

    /// <summary>Whether a thread is a system thread, as <see cref="PsIsSystemThread"/>. IRQL &lt;= DISPATCH_LEVEL. Source: nf-ntifs-ioissystemthread.</summary>
    /// <param name="Thread">The thread.</param>
    /// <returns>true for threads made by <see cref="PsCreateSystemThread"/> or <see cref="IoCreateSystemThread"/>.</returns>
    public static bool IoIsSystemThread(KernelThread Thread) => Thread.IsSystemThread;

    /// <summary>
    /// Makes a system thread. Its start routine begins at PASSIVE_LEVEL inside a critical region (normal kernel APCs off). IRQL = PASSIVE_LEVEL.
    /// Source: nf-wdm-pscreatesystemthread. A thread that ends with its regions or IRQL unbalanced, or while it owns a mutex object, is a bug check; like every
    /// exception of the start routine it goes to <see cref="KernelThread.Faulted"/>, and ends the process when nobody listens there.
    /// </summary>
    /// <param name="ThreadHandle">Receives the thread; it is a dispatcher object, wait for its end with KeWaitForSingleObject.</param>
    /// <param name="DesiredAccess">Not used: there is no access check in a process.</param>
    /// <param name="ObjectAttributes">Its text names the managed thread; null for none.</param>
    /// <param name="ProcessHandle">Must be null, the system process.</param>
    /// <param name="ClientId">Receives the ids when not null.</param>
    /// <param name="StartRoutine">What the thread runs.</param>
    /// <param name="StartContext">Given to the start routine.</param>
    /// <returns>STATUS_SUCCESS; STATUS_INVALID_PARAMETER for a process handle.</returns>
    /// <exception cref="BugCheckException">0xC4/0xE5 above PASSIVE_LEVEL, with verification.</exception>
    public static NTSTATUS PsCreateSystemThread(
        out KernelThread? ThreadHandle,
        uint DesiredAccess,
        object? ObjectAttributes,
        object? ProcessHandle,
        CLIENT_ID? ClientId,
        Action<object?> StartRoutine,
        object? StartContext)
    {
        _ = DesiredAccess;
        ThreadHandle = null;
        if (ProcessHandle is not null || StartRoutine is null)
            return STATUS_INVALID_PARAMETER;
        SystemThread.CheckCreator();
        ThreadHandle = SystemThread.Start(StartRoutine, StartContext, ObjectAttributes?.ToString());
        ClientId?.Set(ThreadHandle);
        return STATUS_SUCCESS;
    }

    /// <summary>
    /// Makes a system thread on behalf of a driver or device object, as <see cref="PsCreateSystemThread"/>; the object lives at least as
    /// long as the thread. IRQL = PASSIVE_LEVEL. Source: nf-wdm-iocreatesystemthread.
    /// </summary>
    /// <param name="IoObject">The driver or device object; kept alive until the thread ends.</param>
    /// <param name="ThreadHandle">Receives the thread.</param>
    /// <param name="DesiredAccess">Not used.</param>
    /// <param name="ObjectAttributes">Its text names the managed thread; null for none.</param>
    /// <param name="ProcessHandle">Must be null, the system process.</param>
    /// <param name="ClientId">Receives the ids when not null.</param>
    /// <param name="StartRoutine">What the thread runs.</param>
    /// <param name="StartContext">Given to the start routine.</param>
    /// <returns>STATUS_SUCCESS; STATUS_INVALID_PARAMETER for a process handle or a missing <paramref name="IoObject"/>.</returns>
    public static NTSTATUS IoCreateSystemThread(
        object IoObject,
        out KernelThread? ThreadHandle,
        uint DesiredAccess,
        object? ObjectAttributes,
        object? ProcessHandle,
        CLIENT_ID? ClientId,
        Action<object?> StartRoutine,
        object? StartContext)
    {
        ThreadHandle = null;
        if (IoObject is null || StartRoutine is null)
            return STATUS_INVALID_PARAMETER;
        return PsCreateSystemThread(
            out ThreadHandle,
            DesiredAccess,
            ObjectAttributes,
            ProcessHandle,
            ClientId,
            context =>
            {
                StartRoutine(context);
                GC.KeepAlive(IoObject);
            },
            StartContext);
    }

    /// <summary>Ends the calling system thread. IRQL = PASSIVE_LEVEL. Source: nf-wdm-psterminatesystemthread.</summary>
    /// <param name="ExitStatus">The status the thread ends with (<see cref="KernelThread.ExitStatus"/>).</param>
    /// <returns>Only on a thread that is no system thread: STATUS_INVALID_PARAMETER. Otherwise the call does not return; finally blocks run.</returns>
    public static NTSTATUS PsTerminateSystemThread(NTSTATUS ExitStatus)
    {
        if (!KernelThread.Current.IsSystemThread)
            return STATUS_INVALID_PARAMETER;
        throw new SystemThreadExit(ExitStatus);
    }
}
