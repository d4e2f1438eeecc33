using System.Runtime.InteropServices;

namespace DdiCompliance;

/// <summary>What the fast paths may assume of the machine; folded into them by the JIT.</summary>
internal static class Platform
{
    /// <summary>
    /// An exclusive release may be a plain store to the owner's half of the word, its lost-wake-up race closed by the waiter's process-wide barrier.
    /// Only where it was tested: x64. Elsewhere, and with the AppContext switch <c>DdiCompliance.PortableLocks</c>, it is an interlocked operation.
    /// </summary>
    internal static readonly bool PlainRelease =
        RuntimeInformation.ProcessArchitecture == Architecture.X64
        && !(AppContext.TryGetSwitch("DdiCompliance.PortableLocks", out bool portable) && portable);
}
