namespace DdiCompliance.Annotations;

/// <summary>Where a requirement on the caller may stand.</summary>
internal static class RequirementTargets
{
    /// <summary>Everything that is called: a requirement on a property holds for both accessors.</summary>
    public const AttributeTargets Callables =
        AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Delegate;
}
