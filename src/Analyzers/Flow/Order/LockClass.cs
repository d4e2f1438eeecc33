using System.Collections.Immutable;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>
/// Locks are ordered by class: all that are reached through one member are one class, whatever object it is a member of. Between two of a
/// class nothing is said about order.
/// </summary>
internal static class LockClass
{
    /// <summary>The class of a place, as a path of its own; null for places without a lasting name.</summary>
    public static AccessPath? Of(AccessPath path) => path.Kind switch
    {
        PathKind.Token or PathKind.Static => path,
        PathKind.Member => OfMember(path),
        PathKind.Index or PathKind.Elements or PathKind.Entry => Of(path.Parent!),
        PathKind.Call => AccessPath.Static(path.Symbol!.OriginalDefinition),
        _ => null,
    };

    /// <summary>The class that a declared path of members names.</summary>
    public static AccessPath Of(ImmutableArray<ISymbol> links)
    {
        AccessPath path = AccessPath.Static(links[0]);
        foreach (ISymbol link in links.Skip(1))
        {
            path = link.ContainingType.IsValueType ? path.Member(link) : AccessPath.Static(link);
        }

        return path;
    }

    /// <summary>The name with the type that declares it, for messages that speak of several methods.</summary>
    public static string NameOf(AccessPath @class)
        => @class.Root.Symbol?.ContainingType is { } type ? type.Name + "." + @class : @class.ToString();

    /// <summary>A member of a structure is a part of the object around it, and of its class.</summary>
    private static AccessPath OfMember(AccessPath path)
        => path.Symbol!.ContainingType.IsValueType && Of(path.Parent!) is { } parent
            ? parent.Member(path.Symbol.OriginalDefinition)
            : AccessPath.Static(path.Symbol.OriginalDefinition);
}
