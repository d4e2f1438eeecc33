using System.Diagnostics;

namespace DdiCompliance;

/// <summary>
/// A fast mutex: exclusive, not recursive, its holder runs at APC_LEVEL. Unusable until <see cref="Ddi.ExInitializeFastMutex"/>.
/// Source: "Fast mutexes and guarded mutexes".
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FAST_MUTEX
{
    internal OwnedMutex Mutex { get; } = new("fast mutex");

    /// <summary>The number the mutex got at its last initialisation, 0 before the first. It stands for the address in bug check parameters.</summary>
    public ulong Number => Mutex.Number;

    /// <summary>The mutex in words.</summary>
    /// <returns>For example <c>fast mutex 7, owned by thread 3</c>.</returns>
    public override string ToString() => Mutex.ToString();
}

/// <summary>
/// A guarded mutex: exclusive, not recursive, its holder is in a guarded region. Unusable until <see cref="Ddi.KeInitializeGuardedMutex"/>.
/// Source: "Fast mutexes and guarded mutexes".
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KGUARDED_MUTEX
{
    internal OwnedMutex Mutex { get; } = new("guarded mutex");

    /// <summary>The number the mutex got at its last initialisation, 0 before the first. It stands for the address in bug check parameters.</summary>
    public ulong Number => Mutex.Number;

    /// <summary>The mutex in words.</summary>
    /// <returns>For example <c>guarded mutex 7, free</c>.</returns>
    public override string ToString() => Mutex.ToString();
}
