namespace DdiCompliance;

/// <summary>Starts and ends system threads.</summary>
internal static class SystemThread
{
    internal static void CheckCreator()
    {
        byte irql = KernelThread.Current.Hot.Irql;
        if (DdiVerifier.IsOn && irql != Ddi.PASSIVE_LEVEL)
            Verifier.Throw(VerifierCode.WrongIrql, RuleId.IrqlTooHigh, "a system thread is made at PASSIVE_LEVEL only", irql);
    }

    internal static KernelThread Start(Action<object?> routine, object? context, string? name)
    {
        KernelThread thread = KernelThread.ForSystemThread();
        Thread managed = new(() => Run(thread, routine, context)) { IsBackground = true };
        if (name is not null)
            managed.Name = name;
        managed.Start();
        return thread;
    }

    private static void Run(KernelThread thread, Action<object?> routine, object? context)
    {
        KernelThread.Register(thread);
        Exception? fault = null;
        try
        {
            thread.Hot.EnterCriticalRegion();
            try
            {
                routine(context);
            }
            catch (SystemThreadExit exit)
            {
                thread.ExitStatus = exit.Status;
            }
            ThreadExit.Check(thread, combinedOnExit: -1);
        }
        catch (Exception exception)
        {
            fault = exception;
        }
        thread.End();
        if (fault is not null && !KernelThread.Report(thread, fault))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }
}

/// <summary>Unwinds a system thread that terminates itself.</summary>
internal sealed class SystemThreadExit(NTSTATUS status) : Exception("The system thread terminates; do not catch this.")
{
    internal NTSTATUS Status { get; } = status;
}
