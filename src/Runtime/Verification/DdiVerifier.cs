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

    /// <summary>Turns verification on.</summary>
    public static void Enable() => Volatile.Write(ref IsOn, true);

    /// <summary>Turns verification off. Resources initialised under it keep their slower paths until they are initialised again, but are no longer checked.</summary>
    public static void Disable() => Volatile.Write(ref IsOn, false);
}
