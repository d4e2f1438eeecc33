namespace DdiCompliance.Runtime.Tests;

/// <summary>Tests that turn verification on or raise what is process-wide: alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class VerificationCollection
{
    internal const string Name = "verification";

    /// <summary>Runs something with verification on.</summary>
    internal static void Verified(Action action)
    {
        DdiVerifier.Enable();
        try
        {
            action();
        }
        finally
        {
            DdiVerifier.Disable();
        }
    }
}
