namespace DdiCompliance;

public sealed partial class KernelThread
{
    /// <summary>Push locks this thread has acquired exclusively under verification and not released.</summary>
    internal int ExclusivePushLocks { get; set; }
}
