using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Everything beside bodies and the names in them that a summary depends on. It keeps no compilation alive, not even that of a referenced
/// project.
/// </summary>
internal sealed class SummaryEnvironment : IEquatable<SummaryEnvironment>
{
    private readonly ulong _structure;
    private readonly KnownNames _names;
    private readonly string _choices;
    private readonly bool _strict;
    private readonly CompilationOptions _options;
    private readonly string? _assembly;
    private readonly ImmutableArray<object> _references;

    public SummaryEnvironment(Compilation compilation, NameClosure closure, BoundContracts contracts, bool strict)
    {
        _structure = closure.Structure;
        _names = contracts.Names;
        _choices = contracts.Choices;
        _strict = strict;
        _options = compilation.Options;
        _assembly = compilation.AssemblyName;
        _references = compilation.References
            .Select(static r => r is CompilationReference project ? new WeakReference<Compilation>(project.Compilation) : (object)r)
            .ToImmutableArray();
    }

    public bool Equals(SummaryEnvironment? other)
        => ReferenceEquals(this, other)
            || (other is not null && _structure == other._structure && _strict == other._strict && _choices == other._choices && _assembly == other._assembly
                && _options.Equals(other._options) && _names.Equals(other._names) && _references.Length == other._references.Length
                && _references.Zip(other._references, AreSame).All(static same => same));

    public override bool Equals(object? obj) => Equals(obj as SummaryEnvironment);

    public override int GetHashCode() => _structure.GetHashCode();

    private static bool AreSame(object a, object b)
        => ReferenceEquals(a, b)
            || (a is WeakReference<Compilation> one && b is WeakReference<Compilation> other
                && one.TryGetTarget(out Compilation? first) && other.TryGetTarget(out Compilation? second) && ReferenceEquals(first, second));
}
