namespace DdiCompliance.Annotations;

/// <summary>The method acquires the named lock exclusively (SAL <c>_Acquires_exclusive_lock_</c>): its caller holds one more exclusive hold afterwards.</summary>
/// <remarks>
/// A lock path starts at a parameter of the method, at a member of its type (<c>_resource</c>, <c>this._resource</c>), at <c>return</c>
/// for the result, or at a type name for a static lock, and goes on through members: <c>fcb.Header.Resource</c>. An attribute on an
/// interface member, a virtual method or a delegate holds for every implementation.
/// </remarks>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = true, Inherited = true)]
public sealed class AcquiresExclusiveLockAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;

    /// <summary>When set, the lock is acquired only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The method acquires the named lock shared (SAL <c>_Acquires_shared_lock_</c>): its caller holds one more shared hold afterwards.</summary>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members (see <see cref="AcquiresExclusiveLockAttribute"/>).</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = true, Inherited = true)]
public sealed class AcquiresSharedLockAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;

    /// <summary>When set, the lock is acquired only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The method releases one hold of the named lock, whatever its mode (SAL <c>_Releases_lock_</c>); the caller must hold it.</summary>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members (see <see cref="AcquiresExclusiveLockAttribute"/>).</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = true, Inherited = true)]
public sealed class ReleasesLockAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;

    /// <summary>When set, the lock is released only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The caller must hold the named lock, shared or exclusively (SAL <c>_Requires_lock_held_</c>); the method leaves the hold as it found it.</summary>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members (see <see cref="AcquiresExclusiveLockAttribute"/>).</param>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = true, Inherited = true)]
public sealed class RequiresLockHeldAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;
}

/// <summary>The caller must hold the named lock exclusively (SAL <c>_Requires_exclusive_lock_held_</c>).</summary>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members (see <see cref="AcquiresExclusiveLockAttribute"/>).</param>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = true, Inherited = true)]
public sealed class RequiresExclusiveLockHeldAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;
}

/// <summary>The caller must not hold the named lock in any mode (SAL <c>_Requires_lock_not_held_</c>): the method would wait for its own caller.</summary>
/// <param name="lockPath">The lock, as a path from the method's parameters or its type's members (see <see cref="AcquiresExclusiveLockAttribute"/>).</param>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = true, Inherited = true)]
public sealed class RequiresLockNotHeldAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the method's parameters or its type's members.</summary>
    public string LockPath { get; } = lockPath;
}

/// <summary>Every access of the field or property holds the named lock (SAL <c>_Guarded_by_</c>): writes exclusively, reads in any mode.</summary>
/// <param name="lockPath">The lock, as a path from the members of the declaring type, or from a type name for a static lock.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class GuardedByAttribute(string lockPath) : Attribute
{
    /// <summary>The lock, as a path from the members of the declaring type.</summary>
    public string LockPath { get; } = lockPath;
}

/// <summary>
/// Declares an order of two locks (SAL <c>_Lock_level_order_</c>): a thread that needs both acquires <paramref name="outer"/> first.
/// Orders are transitive; put one attribute per adjacent pair on the type that owns the locks, or on the assembly.
/// </summary>
/// <param name="outer">The lock that is acquired first: a path from the members of the type, or from a type name.</param>
/// <param name="inner">The lock that is acquired while <paramref name="outer"/> is held.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Assembly | AttributeTargets.Module,
    AllowMultiple = true, Inherited = true)]
public sealed class LockLevelOrderAttribute(string outer, string inner) : Attribute
{
    /// <summary>The lock that is acquired first.</summary>
    public string Outer { get; } = outer;

    /// <summary>The lock that is acquired while <see cref="Outer"/> is held.</summary>
    public string Inner { get; } = inner;
}

/// <summary>
/// The method is called by the system in a named role (SAL <c>_Function_class_</c>), which fixes the IRQL, the region depth and the locks
/// held when it is entered, and what it may not call: <c>DRIVER_DISPATCH</c>, <c>DRIVER_CANCEL</c>, <c>KDEFERRED_ROUTINE</c>,
/// <c>KSTART_ROUTINE</c>, <c>HW_STARTIO</c>, <c>HW_INTERRUPT</c> and so on.
/// </summary>
/// <param name="role">The role-type name of the driver kit.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Delegate, AllowMultiple = true, Inherited = true)]
public sealed class DriverRoleAttribute(string role) : Attribute
{
    /// <summary>The role-type name of the driver kit.</summary>
    public string Role { get; } = role;
}
