namespace DdiCompliance;

/// <summary>The process and thread ids of a new system thread.</summary>
public sealed class CLIENT_ID
{
    /// <summary>The process id.</summary>
    public nuint UniqueProcess { get; private set; }

    /// <summary>The thread id, <see cref="KernelThread.Id"/>.</summary>
    public nuint UniqueThread { get; private set; }

    internal void Set(KernelThread thread)
    {
        UniqueProcess = (nuint)Environment.ProcessId;
        UniqueThread = thread.Id;
    }
}
