using System.Diagnostics;

namespace DdiCompliance;

/// <summary>
/// A mutex object: recursive, waited for by the KeWait routines, released by its owner; while a thread owns one it is in a critical region.
/// Unusable until <see cref="Ddi.KeInitializeMutex"/>. Source: "Introduction to mutex objects".
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class KMUTEX
{
    private DispatcherObject? _object;

    /// <summary>The number the mutex got at its initialisation, 0 before. It stands for the address in bug check parameters.</summary>
    public ulong Number => _object?.Number ?? 0;

    internal DispatcherObject Object
    {
        get
        {
            if (_object is null)
                Verifier.Throw(VerifierCode.UninitializedAcquired, RuleId.UsedBeforeInitialize, "a mutex object is used that is not initialised");
            return _object;
        }
    }

    /// <summary>The mutex in words.</summary>
    /// <returns>For example <c>mutex object 7, owned by thread 3</c>.</returns>
    public override string ToString() => _object?.ToString() ?? "mutex object, not initialised";

    internal void Initialize() => _object = new DispatcherObject("mutex object", DispatcherKind.Mutex);
}

/// <summary>Why a thread waits (wdm.h). Shown by debuggers; no effect here.</summary>
public enum KWAIT_REASON
{
    /// <summary>On behalf of the kernel or a driver.</summary>
    Executive = 0,

    /// <summary>On behalf of a user request.</summary>
    UserRequest = 6,
}

/// <summary>The mode a thread waits in (KPROCESSOR_MODE, wdm.h).</summary>
public enum KPROCESSOR_MODE : byte
{
    /// <summary>User APCs and termination do not end the wait. The only mode for mutex objects.</summary>
    KernelMode = 0,

    /// <summary>User APCs may end the wait on NT; there are none here.</summary>
    UserMode = 1,
}

/// <summary>Which of several objects end a wait (wdm.h).</summary>
public enum WAIT_TYPE
{
    /// <summary>All of them, acquired at one instant.</summary>
    WaitAll = 0,

    /// <summary>Any of them.</summary>
    WaitAny = 1,
}
