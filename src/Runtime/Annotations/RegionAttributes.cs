namespace DdiCompliance.Annotations;

/// <summary>The method enters a critical region and returns inside it (SAL <c>_Acquires_lock_(_Global_critical_region_)</c>): one level deeper for its caller.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = false, Inherited = true)]
public sealed class EntersCriticalRegionAttribute : Attribute
{
    /// <summary>When set, the region is entered only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The method leaves a critical region that its caller is in (SAL <c>_Releases_lock_(_Global_critical_region_)</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = false, Inherited = true)]
public sealed class LeavesCriticalRegionAttribute : Attribute
{
    /// <summary>When set, the region is left only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The caller must be in a critical region (SAL <c>_Requires_lock_held_(_Global_critical_region_)</c>).</summary>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = false, Inherited = true)]
public sealed class RequiresCriticalRegionAttribute : Attribute;

/// <summary>The method enters a guarded region and returns inside it: all kernel APCs stay off for its caller.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = false, Inherited = true)]
public sealed class EntersGuardedRegionAttribute : Attribute
{
    /// <summary>When set, the region is entered only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The method leaves a guarded region that its caller is in.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = false, Inherited = true)]
public sealed class LeavesGuardedRegionAttribute : Attribute
{
    /// <summary>When set, the region is left only if the method returns this value; when not set, always.</summary>
    public bool When { get; set; }
}

/// <summary>The caller must be in a guarded region.</summary>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = false, Inherited = true)]
public sealed class RequiresGuardedRegionAttribute : Attribute;
