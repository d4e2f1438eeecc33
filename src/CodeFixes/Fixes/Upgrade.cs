using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>An exclusive acquire inside a shared hold of the same lock, with its own release in the same list of statements.</summary>
internal sealed class Upgrade
{
    private readonly FixSite _site;
    private readonly RoutineCall _inner;
    private readonly RoutineCall _innerRelease;
    private readonly ImmutableArray<RoutineCall> _outer;
    private readonly ImmutableArray<RoutineCall> _conversions;
    private readonly ImmutableArray<RoutineCall> _outerReleases;

    private Upgrade(FixSite site, RoutineCall inner, RoutineCall innerRelease)
    {
        _site = site;
        _inner = inner;
        _innerRelease = innerRelease;
        RoutineCall[] before = site.Calls.Where(c => c.Key == inner.Key && c.Node.SpanStart < inner.Node.SpanStart && IsOpen(c)).ToArray();
        _outer = before.Where(static c => c.Acquire is { Mode: LockMode.Shared, ReturnsGuard: false }).ToImmutableArray();
        _conversions = before.Where(static c => c.Effect(LockEffect.Convert) is { ToMode: LockMode.Shared }).ToImmutableArray();
        _outerReleases = site.Calls.Where(c => c != innerRelease && c.Key == inner.Key && c.Release is not null).ToImmutableArray();
    }

    /// <summary>Null when the release is not in the list of the acquire, something else happens to the lock in between, or nothing holds it shared.</summary>
    public static Upgrade? Of(FixSite site, RoutineCall inner)
    {
        for (StatementSyntax? at = Siblings.Next(inner.Statement!); at is not null; at = Siblings.Next(at))
        {
            RoutineCall[] uses = site.CallsIn(at).Where(c => c.Key == inner.Key).ToArray();
            if (uses.Length > 0)
            {
                bool isRelease = uses.Length == 1 && uses[0].Release is not null && uses[0].Statement == at && at.Parent == inner.Statement!.Parent;
                return isRelease && new Upgrade(site, inner, uses[0]) is var upgrade && upgrade._outer.Length + upgrade._conversions.Length > 0 ? upgrade : null;
            }
        }

        return null;
    }

    /// <summary>The outer hold becomes exclusive, and the inner one is gone.</summary>
    public Solution? Exclusively()
    {
        Patch patch = _site.NewPatch();
        bool areAll = _outer.Length == _site.Calls.Count(c => c != _inner && c.Acquire is not null && c.Key == _inner.Key);
        if (!Counterpart.TakePlaceOf(_site, patch, _outer, _outerReleases, areAll))
        {
            return null;
        }

        Removal.Remove(_site, patch, _conversions.Select(static c => (StatementSyntax)c.Statement!).Append(_inner.Statement!).Append(_innerRelease.Statement!));
        return _site.With(patch);
    }

    /// <summary>The shared hold ends before the exclusive one begins, which takes its place.</summary>
    /// <param name="looksAgain">Whether the test that led here is made again under the exclusive lock.</param>
    public Solution? ReleaseFirst(bool looksAgain)
    {
        if (SharedRelease() is not { } release)
        {
            return null;
        }

        Patch patch = _site.NewPatch();
        patch.InsertBefore(_inner.Statement!, new[] { release });
        Removal.Remove(_site, patch, new[] { _innerRelease.Statement! });
        return looksAgain && !TestAgain(patch) ? null : _site.With(patch);
    }

    /// <summary>The shared hold ends before the exclusive one, and is taken again after it: where each mode has a release of its own.</summary>
    public Solution? ReleaseAndReturn()
    {
        if (SharedRelease() is not { } release || _outer.Length != 1 || _outer[0] is not { Statement: not null, IsWaiting: true } outer)
        {
            return null;
        }

        Patch patch = _site.NewPatch();
        patch.InsertBefore(_inner.Statement!, new[] { release });
        patch.InsertAfter(_innerRelease.Statement!, new[] { outer.Node + ";" });
        return _site.With(patch);
    }

    private bool TestAgain(Patch patch)
    {
        StatementSyntax first = Siblings.Next(_inner.Statement!)!;
        if (_inner.Statement!.Parent is not BlockSyntax { Parent: IfStatementSyntax { Else: null } test } block || test.Statement != block || block.Statements[0] != _inner.Statement
            || first == _innerRelease.Statement || !IsRepeatable(test.Condition))
        {
            return false;
        }

        patch.Wrap(first, Siblings.Previous(_innerRelease.Statement!)!, new[] { "if (" + test.Condition + ")" }, []);
        return true;
    }

    /// <summary>A test may be made twice when it only reads.</summary>
    private bool IsRepeatable(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().All(n => n is not (InvocationExpressionSyntax or AssignmentExpressionSyntax
            or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax or ObjectCreationExpressionSyntax or DeclarationPatternSyntax or DeclarationExpressionSyntax)
        && n is not PrefixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" })
        && condition.DescendantNodesAndSelf().Any(n => n is SimpleNameSyntax && _site.Model.GetSymbolInfo(n).Symbol is IFieldSymbol or IPropertySymbol);

    private string? SharedRelease() => _outer.Concat(_conversions).Any() && _outer.Select(c => Undo.OfRoutine(_site, c)).Distinct().ToArray() is { Length: <= 1 } releases
        ? releases.Length == 1 ? releases[0] : _innerRelease.Node + ";" : null;

    /// <summary>Whether what a call takes is still held at the inner acquire: no release follows it in its list before that.</summary>
    private bool IsOpen(RoutineCall call)
    {
        StatementSyntax? at = Siblings.Listed(call.Node);
        for (at = at is null ? null : Siblings.Next(at); at is not null && !at.Span.Contains(_inner.Node.Span); at = Siblings.Next(at))
        {
            if (_site.Calls.Any(c => c.Statement == at && c.Key == _inner.Key && c.Release is not null))
            {
                return false;
            }
        }

        return true;
    }
}
