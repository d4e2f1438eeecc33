namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>Stands for <see cref="ERESOURCE"/> in executed programs: the same name, and a name of its own for the machine.</summary>
public sealed class TracedResource
{
    /// <summary>The resource of the runtime, when the program runs on it.</summary>
    internal ERESOURCE? Real { get; set; }

    /// <summary>Its number in the program; given at its first use in an execution.</summary>
    internal int Number { get; set; }

    /// <summary>The execution that gave the number.</summary>
    internal long Execution { get; set; }
}

/// <summary>Stands for <see cref="EX_PUSH_LOCK"/> in executed programs.</summary>
public struct TracedPushLock
{
    /// <summary>The lock of the runtime.</summary>
    internal EX_PUSH_LOCK Real;
}
