namespace DdiCompliance.Analyzers.Contracts;

/// <summary>
/// The identifiers that may name a routine with a contract: those of the rows, and those that imports, annotations and rows of types add.
/// It holds no symbol, so that it may be kept longer than a compilation.
/// </summary>
internal sealed class KnownNames(ContractSet rows, HashSet<string> others) : IEquatable<KnownNames>
{
    /// <summary>The name that stands for <c>lock</c> statements where a row describes what they call: they name no routine.</summary>
    public const string LockStatement = "lock";

    public bool Has(string identifier) => rows.HasRoutine(identifier) || others.Contains(identifier);

    public bool Equals(KnownNames? other) => other is not null && ReferenceEquals(rows, other.Rows) && others.SetEquals(other.Others);

    public override bool Equals(object? obj) => Equals(obj as KnownNames);

    public override int GetHashCode() => others.Count;

    private ContractSet Rows => rows;

    private HashSet<string> Others => others;
}
