using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>How what a call takes is given back, as source.</summary>
internal static class Undo
{
    /// <summary>The statements that could give it back, the most likely first.</summary>
    public static IEnumerable<string> Of(FixSite site, InvocationExpressionSyntax taking)
    {
        if (site.CallOf(taking) is { } call)
        {
            if (OfRoutine(site, call) is { } text)
            {
                yield return text;
            }

            yield break;
        }

        // A method without a contract, which takes for certain: what the function itself gives back with elsewhere.
        if (taking.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax && !CalledBodies.TakesAlways(site, taking))
        {
            yield break;
        }

        // What the method returned may name the lock in another way than the rule does: the same name comes first.
        HashSet<string> seen = new();
        foreach (InvocationExpressionSyntax other in site.Body!.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<InvocationExpressionSyntax>()
            .Where(other => other.SpanStart > taking.SpanStart && other.Parent is ExpressionStatementSyntax && CalledBodies.IsUndo(site, other))
            .OrderBy(other => site.CallOf(other) is not { Release: { } release } routine || routine.KeyOf(release) == site.Lock ? 0 : 1))
        {
            if (seen.Add(other.ToString()))
            {
                yield return other + ";";
            }
        }

        foreach (string text in PartnerMethods(site, taking).Where(seen.Add))
        {
            yield return text;
        }

        // What gives it back does other work too: the partner of the routine in the method, where its lock has the same name here. A method that gives it back itself on some way
        // out forgets it on another: that is mended there.
        foreach (RoutineCall taken in site.IsForgottenInside() ? [] : site.InnerCalls())
        {
            if (taken.IsTake && IsSameHere(site, taken) && OfRoutine(site, taken) is { } text && seen.Add(text))
            {
                yield return text;
            }
        }
    }

    // Of methods with the same parameters that release, more than a few say nothing about each other.
    private const int MostPartners = 3;

    /// <summary>The methods beside the one that takes, with the same parameters, which only release: called with the same arguments.</summary>
    private static IEnumerable<string> PartnerMethods(FixSite site, InvocationExpressionSyntax taking)
    {
        if (site.Model.GetSymbolInfo(taking).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } taker)
        {
            return [];
        }

        string[] found = [.. taker.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.ReturnsVoid && m.MethodKind == MethodKind.Ordinary && m.IsStatic == taker.IsStatic && !SymbolEqualityComparer.Default.Equals(m, taker)
                && m.Parameters.Length == taker.Parameters.Length
                && m.Parameters.Zip(taker.Parameters, static (a, b) => a.RefKind == b.RefKind && a.Name == b.Name && SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(static same => same)
                && DoesNothingElse(site, m))
            .Select(m => (taking.Expression is MemberAccessExpressionSyntax access ? access.Expression + access.OperatorToken.Text : "") + m.Name + taking.ArgumentList + ";")];
        return found.Length <= MostPartners ? found : [];
    }

    private static bool DoesNothingElse(FixSite site, IMethodSymbol method)
    {
        IEnumerable<SyntaxNode?>? done = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MethodDeclarationSyntax declared ? null
            : declared.ExpressionBody is { } arrow ? [arrow.Expression] : declared.Body?.Statements.Select(static s => (s as ExpressionStatementSyntax)?.Expression);
        return done is not null && done.Any() && done.All(e => e is InvocationExpressionSyntax call && site.CallOf(call) is { IsUndo: true });
    }

    private static bool IsSameHere(FixSite site, RoutineCall taken) => taken.Acquire is not { Lock: { Root: RefRoot.Argument } place }
        || (taken.ArgumentAt(place.Index)?.Expression is IdentifierNameSyntax name && site.Model.GetSymbolInfo(name).Symbol is IFieldSymbol field
            && SymbolEqualityComparer.Default.Equals(field.ContainingType, site.Model.GetEnclosingSymbol(site.Node.SpanStart)?.ContainingType));

    /// <summary>The partner of a routine with the arguments of this call; null when there is none, or an argument cannot be known.</summary>
    public static string? OfRoutine(FixSite site, RoutineCall taking)
    {
        foreach (IMethodSymbol candidate in Partners(site, taking))
        {
            if (site.Contracts.Find(candidate, taking.Method.ContainingType) is { } contract && Write(taking, candidate, contract) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> Partners(FixSite site, RoutineCall taking)
    {
        INamedTypeSymbol type = taking.Method.ContainingType;
        if (taking.Acquire is { } acquire)
        {
            return acquire.ReturnsGuard ? []
                : !acquire.ReleasedBy.IsDefaultOrEmpty ? acquire.ReleasedBy.SelectMany(name => type.GetMembers(name)).OfType<IMethodSymbol>()
                : type.GetMembers().OfType<IMethodSymbol>().Where(m => Releases(site.Contracts.Find(m, type), acquire));
        }

        RoutineContract entered = taking.Contract;
        return type.GetMembers().OfType<IMethodSymbol>().Where(m => site.Contracts.Find(m, type) is { Locks.IsEmpty: true } left
            && (taking.IsPureRaise ? left.Irql == IrqlEffect.LowerToArgument
                : taking.IsPureEnter && left.CriticalDelta == -entered.CriticalDelta && left.GuardedDelta == -entered.GuardedDelta && IsNamedAlike(taking.Method.Name, m.Name)));
    }

    private static bool Releases(RoutineContract? contract, LockOperation acquire) =>
        contract is { Locks.Length: 1 } && contract.Locks[0] is { Effect: LockEffect.Release } release && release.Lock.Equals(acquire.Lock);

    /// <summary>FsRtlEnterFileSystem is left by FsRtlExitFileSystem, not by KeLeaveCriticalRegion.</summary>
    private static bool IsNamedAlike(string enter, string leave) => leave == enter.Replace("Enter", "Leave") || leave == enter.Replace("Enter", "Exit");

    /// <summary>A call of another routine on the same lock, with the arguments of this call; null when one cannot be known.</summary>
    public static string? Write(RoutineCall call, IMethodSymbol routine, RoutineContract contract)
    {
        List<string> arguments = new();
        foreach (IParameterSymbol parameter in routine.Parameters)
        {
            if (Argument(call, parameter, contract) is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
        }

        return call.Qualifier + routine.Name + "(" + string.Join(", ", arguments) + ");";
    }

    private static string? Argument(RoutineCall call, IParameterSymbol parameter, RoutineContract contract)
    {
        if (contract.IrqlArgument is { Root: RefRoot.Argument } level && level.Index == parameter.Ordinal)
        {
            // A release that becomes another one lowers to the level that it lowered to.
            return call.Contract.IrqlArgument is { Root: RefRoot.Argument } lowered && call.IsUndo ? call.ArgumentAt(lowered.Index)?.Expression.ToString() : SavedLevel(call);
        }

        LockOperation? own = call.Acquire ?? call.Release;
        LockOperation? other = contract.Locks.FirstOrDefault(static o => o.Effect is LockEffect.Release or LockEffect.Acquire);
        if (other is { Lock.Root: RefRoot.Argument } && other.Lock.Index == parameter.Ordinal && own is { Lock.Root: RefRoot.Argument })
        {
            return call.ArgumentAt(own.Lock.Index) is { } locked ? locked.RefKindKeyword.Text is { Length: > 0 } keyword ? keyword + " " + locked.Expression : locked.Expression.ToString() : null;
        }

        // Any other argument is the one of the same name, when it is the same at every place.
        IParameterSymbol? same = call.Method.Parameters.FirstOrDefault(p => p.Name == parameter.Name && p.RefKind == parameter.RefKind);
        return same is not null && call.ArgumentAt(same.Ordinal) is { Expression: LiteralExpressionSyntax or IdentifierNameSyntax } argument ? argument.Expression.ToString() : null;
    }

    /// <summary>The variable the level of before was saved to.</summary>
    public static string? SavedLevel(RoutineCall raising)
    {
        ContractRef saved = raising.Contract.IrqlSavedTo;
        return saved.Root switch
        {
            RefRoot.Argument => raising.ArgumentAt(saved.Index)?.Expression switch
            {
                DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax variable } => variable.Identifier.Text,
                IdentifierNameSyntax name when name.Identifier.ValueText != "_" => name.ToString(),
                MemberAccessExpressionSyntax member => member.ToString(),
                PrefixUnaryExpressionSyntax { OperatorToken.Text: "&" } address => address.Operand.ToString(),
                _ => null,
            },
            RefRoot.Result => raising.Node.Parent switch
            {
                EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.Text,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } when name.Identifier.ValueText != "_" => name.ToString(),
                _ => null,
            },
            _ => null,
        };
    }
}
