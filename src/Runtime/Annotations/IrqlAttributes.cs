namespace DdiCompliance.Annotations;

/// <summary>The highest IRQL at which the method may be called (SAL <c>_IRQL_requires_max_</c>).</summary>
/// <param name="level">An IRQL, 0 to 31: <c>PASSIVE_LEVEL</c> 0, <c>APC_LEVEL</c> 1, <c>DISPATCH_LEVEL</c> 2, device levels above.</param>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = false, Inherited = true)]
public sealed class IrqlRequiresMaxAttribute(byte level) : Attribute
{
    /// <summary>The highest legal IRQL of a caller, inclusive.</summary>
    public byte Level { get; } = level;
}

/// <summary>The lowest IRQL at which the method may be called (SAL <c>_IRQL_requires_min_</c>).</summary>
/// <param name="level">An IRQL, 0 to 31: <c>PASSIVE_LEVEL</c> 0, <c>APC_LEVEL</c> 1, <c>DISPATCH_LEVEL</c> 2, device levels above.</param>
[AttributeUsage(RequirementTargets.Callables, AllowMultiple = false, Inherited = true)]
public sealed class IrqlRequiresMinAttribute(byte level) : Attribute
{
    /// <summary>The lowest legal IRQL of a caller, inclusive.</summary>
    public byte Level { get; } = level;
}

/// <summary>The method returns at this IRQL and only ever raises to it (SAL <c>_IRQL_raises_</c>); its caller restores the old one.</summary>
/// <param name="level">An IRQL, 0 to 31: <c>PASSIVE_LEVEL</c> 0, <c>APC_LEVEL</c> 1, <c>DISPATCH_LEVEL</c> 2, device levels above.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Delegate, AllowMultiple = false, Inherited = true)]
public sealed class IrqlRaisesAttribute(byte level) : Attribute
{
    /// <summary>The IRQL after the call.</summary>
    public byte Level { get; } = level;
}
