using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>A member, static or outer variable that a body writes: what its callers knew of it they forget.</summary>
/// <param name="Member">What is written.</param>
/// <param name="OfReceiver">
/// Only in the structure the body belongs to, or in the object it constructs: nobody else's copy changes, so callers forget what they
/// knew of that one only.
/// </param>
internal readonly record struct WrittenMember(ISymbol Member, bool OfReceiver)
{
    public static WrittenMember Of(AccessPath target, IMethodSymbol writer)
        => new(target.Symbol!, target.Parent is { Kind: PathKind.This } && IsOwn(target.Symbol!, writer));

    /// <summary>What a caller writes by the call; null: nothing that outlives it.</summary>
    public WrittenMember? ThroughCall(AccessPath? receiver, IMethodSymbol caller)
        => !OfReceiver ? this
            : receiver is { Kind: PathKind.This } && IsOwn(Member, caller) ? this
            : receiver is { IsShared: false } && IsPrivate(receiver.Root, caller) ? null
            : new WrittenMember(Member, false);

    private static bool IsPrivate(AccessPath root, IMethodSymbol method)
        => root.Kind is PathKind.Capture or PathKind.Result || (root.Kind == PathKind.Local && Mapping.IsOwn(root, method));

    private static bool IsOwn(ISymbol member, IMethodSymbol method)
        => member.ContainingType is { IsValueType: true } || method.MethodKind == MethodKind.Constructor;
}
