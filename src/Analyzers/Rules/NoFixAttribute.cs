namespace DdiCompliance.Analyzers.Rules;

/// <summary>Why a rule has no code fix.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NoFixAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
