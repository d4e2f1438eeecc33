namespace DdiCompliance;

/// <summary>The NT bug checks that misuse of these routines leads to, under their NT names and values (bug check reference, debugger/bug-check-0x*.md).</summary>
public enum BugCheckCode : uint
{
    /// <summary>0x1: the APC disable state is unbalanced on return from a system call or worker routine. Never raised by this library: it is here to name what a real system reports.</summary>
    APC_INDEX_MISMATCH = 0x1,

    /// <summary>0x9: an attempt to raise the IRQL below its current value.</summary>
    IRQL_NOT_GREATER_OR_EQUAL = 0x9,

    /// <summary>0xA: an attempt to lower the IRQL above its current value, or a touch of pageable memory at a raised IRQL.</summary>
    IRQL_NOT_LESS_OR_EQUAL = 0xA,

    /// <summary>0xC: a wait names more objects than it may.</summary>
    MAXIMUM_WAIT_OBJECTS_EXCEEDED = 0xC,

    /// <summary>0xF: recursive acquisition of a spin lock.</summary>
    SPIN_LOCK_ALREADY_OWNED = 0xF,

    /// <summary>0x10: release of a spin lock that is not held.</summary>
    SPIN_LOCK_NOT_OWNED = 0x10,

    /// <summary>0x1F: a resource conversion that is not possible.</summary>
    SHARED_RESOURCE_CONV_ERROR = 0x1F,

    /// <summary>0x20: a thread ends with APCs disabled (or enabled once too often), or at a raised IRQL.</summary>
    KERNEL_APC_PENDING_DURING_EXIT = 0x20,

    /// <summary>0x39: a worker routine returned while it owned a mutex. Never raised by this library: it is here to name what a real system reports.</summary>
    SYSTEM_EXIT_OWNED_MUTEX = 0x39,

    /// <summary>0xB8: a wait was attempted at a raised IRQL.</summary>
    ATTEMPTED_SWITCH_FROM_DPC = 0xB8,

    /// <summary>0xBF: recursive acquisition of a mutex that does not allow it.</summary>
    MUTEX_ALREADY_OWNED = 0xBF,

    /// <summary>0xC2: a bad pool request, such as freeing twice.</summary>
    BAD_POOL_CALLER = 0xC2,

    /// <summary>0xC4: a check of Driver Verifier failed; parameter 1 is the sub-code.</summary>
    DRIVER_VERIFIER_DETECTED_VIOLATION = 0xC4,

    /// <summary>0xC8: the IRQL is not what it has to be after an APC or callout.</summary>
    IRQL_UNEXPECTED_VALUE = 0xC8,

    /// <summary>0xE1: a worker routine returned at DISPATCH_LEVEL or above. Never raised by this library: it is here to name what a real system reports.</summary>
    WORKER_THREAD_RETURNED_AT_BAD_IRQL = 0xE1,

    /// <summary>0xE3: a thread tried to release a resource it did not own.</summary>
    RESOURCE_NOT_OWNED = 0xE3,

    /// <summary>0x10D: a framework object was used against its rules.</summary>
    WDF_VIOLATION = 0x10D,

    /// <summary>0x11B: a cancel routine returned while it held the cancel spin lock. Never raised by this library: it is here to name what a real system reports.</summary>
    DRIVER_RETURNED_HOLDING_CANCEL_LOCK = 0x11B,

    /// <summary>0x132: an invalid owner pointer was given to a resource routine.</summary>
    RESOURCE_OWNER_POINTER_INVALID = 0x132,

    /// <summary>0x139: a kernel list or another guarded structure is damaged; parameter 1 = 3 is a list entry removed (or inserted) twice.</summary>
    KERNEL_SECURITY_CHECK_FAILURE = 0x139,

    /// <summary>0x152: undefined flags were given to a push lock routine.</summary>
    INVALID_PUSH_LOCK_FLAGS = 0x152,

    /// <summary>0x153: a thread ended while it still held a tracked lock; here with verification, a push lock.</summary>
    KERNEL_LOCK_ENTRY_LEAKED_ON_THREAD_TERMINATION = 0x153,

    /// <summary>0x162: a tracked lock was released by a thread that does not own it.</summary>
    KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE = 0x162,

    /// <summary>0x16E: ExReleaseResourceForThreadLite was given a thread that is neither the current one nor an owner pointer.</summary>
    ERESOURCE_INVALID_RELEASE = 0x16E,

    /// <summary>0x192: a lock was acquired at an IRQL above APC_LEVEL.</summary>
    KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL = 0x192,

    /// <summary>0x1C6: a precondition of the fast resource routines was violated. Never raised by this library: it is here to name what a real system reports.</summary>
    FAST_ERESOURCE_PRECONDITION_VIOLATION = 0x1C6,

    /// <summary>0x1CC: a resource wait took longer than the system time-out (a live dump on NT, never a crash). Never raised by this library: it is here to name what a real system reports.</summary>
    EXRESOURCE_TIMEOUT_LIVEDUMP = 0x1CC,

    /// <summary>0x4000008A: a thread ended while it owned a mutex object.</summary>
    THREAD_TERMINATE_HELD_MUTEX = 0x4000008A,
}
