namespace DdiCompliance;

/// <summary>
/// Verification: Driver Verifier's checks for these routines. Off (the default) the routines behave as on an NT free build; on, misuse that would go unnoticed
/// there is a bug check 0xC4 at the call that makes the mistake.
/// Switched on for a whole process by the AppContext switch <c>DdiCompliance.Verification</c>, or by <see cref="Enable"/>.
/// A resource is verified from its initialisation on when verification is on at that time; regions, IRQL and push locks are verified while it is on.
/// </summary>
public static class DdiVerifier
{
    /// <summary>The AppContext switch that turns verification on when the process starts.</summary>
    public const string SwitchName = "DdiCompliance.Verification";

    internal static bool IsOn = AppContext.TryGetSwitch(SwitchName, out bool on) && on;

    /// <summary>Whether verification is on.</summary>
    public static bool IsEnabled => Volatile.Read(ref IsOn);

    /// <summary>
    /// Whether a resource must be released before the ones acquired earlier (0xC4/0x1003). Off by default: file systems couple locks hand over hand,
    /// and no lock of this library suffers from another order.
    /// </summary>
    public static bool ChecksReleaseOrder { get; set; }

    /// <summary>
    /// Raised for a finding that has no caller to throw at: a thread that ended holding a lock (0xC4/0x100A, 0x153 for a push lock) or a resource that was dropped without being
    /// deleted (0xC4/0xD2), noticed by the garbage collector, on whose thread the listener runs.
    /// </summary>
    public static event Action<BugCheckException>? Finding;

    /// <summary>
    /// What a thread that was not made by <see cref="Ddi.PsCreateSystemThread"/> calls as its last act, or a test at its end: it must be at PASSIVE_LEVEL and in no
    /// region, and under verification hold no lock.
    /// </summary>
    /// <exception cref="BugCheckException">0x20 for a region or IRQL that was not left, 0xC4/0x100A for a lock still held, 0x153 for a push lock.</exception>
    public static void CheckThreadExit() => ThreadExit.Check();

    /// <summary>Turns verification on.</summary>
    public static void Enable() => Volatile.Write(ref IsOn, true);

    /// <summary>Turns verification off. Resources initialised under it keep their slower paths until they are initialised again, but are no longer checked.</summary>
    public static void Disable()
    {
        Volatile.Write(ref IsOn, false);
        PushLockUses.Clear();
    }

    internal static void Report(BugCheckException finding) => Finding?.Invoke(finding);
}
