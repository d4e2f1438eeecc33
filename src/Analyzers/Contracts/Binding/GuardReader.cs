using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Reads <c>[GuardedBy("...")]</c> of fields and properties.</summary>
internal static class GuardReader
{
    public const string Name = "GuardedBy";

    /// <summary>What the locks of a member ask of its readers and writers; null when no lock guards it.</summary>
    public static GuardedMember? Read(ISymbol member, Compilation compilation, ContractSet set)
    {
        ImmutableArray<LockOperation>.Builder locks = ImmutableArray.CreateBuilder<LockOperation>();
        foreach (AttributeData attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Name + "Attribute" } type
                && SymbolNames.IsIn(type, "DdiCompliance", "Annotations")
                && attribute.ConstructorArguments.Length == 1
                && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string path }
                && new LockPathReader(compilation, member).Read(path) is { Error: null } place)
            {
                locks.Add(new LockOperation { Effect = LockEffect.Access, Lock = place.Place, Family = Families.Of(place.Type, set) });
            }
        }

        return locks.Count == 0 ? null : new GuardedMember(Access(member, locks, LockMode.Any), Access(member, locks, LockMode.Exclusive));
    }

    private static RoutineContract Access(ISymbol member, IEnumerable<LockOperation> locks, LockMode mode)
        => new() { Name = member.Name, Locks = locks.Select(o => o with { Mode = mode }).ToImmutableArray() };
}
