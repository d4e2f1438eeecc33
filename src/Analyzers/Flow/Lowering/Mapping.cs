using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Translates places between a callee and one of its callers.</summary>
internal static class Mapping
{
    /// <summary>Whether a caller can name the place.</summary>
    public static bool IsExportable(AccessPath path, IMethodSymbol method)
        => path.Substitute(root => root.Kind switch
        {
            PathKind.This or PathKind.Parameter or PathKind.Static or PathKind.Token or PathKind.Return or PathKind.Constant => root,
            PathKind.Local when !IsOwn(root, method) => root,
            _ => null,
        }) is not null;

    public static bool IsOwn(AccessPath local, IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(local.Symbol!.ContainingSymbol, method);

    /// <summary>The caller's name of a callee's place, or null.</summary>
    public static AccessPath? ToCaller(AccessPath path, CallInstr call, Activation callee, IMethodSymbol caller)
        => path.Substitute(root => root.Kind switch
        {
            PathKind.This => call.Receiver?.Path,
            PathKind.Parameter when ArgumentOf(root, call, callee) is { } argument => NameOf(argument),
            PathKind.Parameter when !IsParameterOf(root, callee.Method) => root,
            PathKind.Return => call.Result,
            PathKind.Static or PathKind.Token or PathKind.Constant => root,
            PathKind.Local when SymbolEqualityComparer.Default.Equals(root.Symbol, caller) => AccessPath.This,
            PathKind.Local when !IsOwn(root, callee.Method) => root,
            _ => null,
        });

    /// <summary>The value the caller passes for a callee's parameter.</summary>
    public static Value? ArgumentOf(AccessPath parameter, CallInstr call, Activation callee)
    {
        if (parameter.Kind != PathKind.Parameter || !IsParameterOf(parameter, callee.Method))
        {
            return null;
        }

        int ordinal = ((IParameterSymbol)parameter.Symbol!).Ordinal;
        return ordinal < call.Arguments.Length ? call.Arguments[ordinal] : null;
    }

    private static bool IsParameterOf(AccessPath parameter, IMethodSymbol method)
        => SymbolEqualityComparer.Default.Equals(parameter.Symbol!.ContainingSymbol, method);

    private static AccessPath? NameOf(Value value) => value switch
    {
        ConstantValue constant => AccessPath.Constant(constant.Number),
        NullValue => AccessPath.Constant(null),
        _ => value.Path,
    };

    /// <summary>Whether a lock is a part of a structure, not reached through a reference in it.</summary>
    public static bool LiesIn(AccessPath place, AccessPath structure)
    {
        for (AccessPath? link = place; link is not null && !link.Equals(structure); link = link.Parent)
        {
            if (link is not { Kind: PathKind.Member, Symbol: IFieldSymbol { Type.IsValueType: true } })
            {
                return false;
            }
        }

        return true;
    }
}
