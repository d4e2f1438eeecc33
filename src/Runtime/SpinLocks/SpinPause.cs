namespace DdiCompliance;

/// <summary>The pauses of a spin lock. Its holder is an ordinary thread that can be preempted, so after a while a spinning thread gives up its processor.</summary>
internal static class SpinPause
{
    /// <summary>About 2 us in all: spin locks are meant to be held for less.</summary>
    private const int BusySteps = 12;

    internal static void Once(int step)
    {
        if (step < BusySteps && Environment.ProcessorCount > 1)
            Thread.SpinWait(1 << Math.Min(step, 3));
        else
            Thread.Yield();
    }
}
