using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// What one compilation may take over of the summaries that were made in others, and what it leaves to those that come after it. What is
/// taken over is exactly what would be computed: it was made of the same text, of names that mean the same, and of the same summaries.
/// Safe for concurrent use.
/// </summary>
internal sealed class SummaryMemory
{
    private readonly Session _session;
    private readonly Lazy<SummaryEnvironment> _environment;
    private readonly Lazy<NameMeanings> _meanings;
    private readonly Lazy<HeldComponents.Untouched> _untouched;
    private readonly ConcurrentDictionary<SyntaxNode, RememberedComponent?> _valid = new();
    private readonly ConcurrentDictionary<SyntaxNode, LastingSummary> _settled = new();
    private readonly ConcurrentDictionary<Activation, Footprint> _footprints = new();

    public SummaryMemory(Session session)
    {
        _session = session;
        _environment = new Lazy<SummaryEnvironment>(FindEnvironment);
        _meanings = new Lazy<NameMeanings>(() => new NameMeanings(session.Closure));
        _untouched = new Lazy<HeldComponents.Untouched>(() => session.Closure.Project.Held.Without(session.Closure));
    }

    /// <summary>The declaration under which a body is remembered; else (a nested function, a body with functions bound to it) the activation itself.</summary>
    public object KeyOf(Activation activation)
        => activation.Functions.IsEmpty && activation.Method.MethodKind is not (MethodKind.LambdaMethod or MethodKind.LocalFunction)
            && Bodies.DeclarationOf(activation.Method, _session.Cancellation) is { } body and not CompilationUnitSyntax
                ? body
                : activation;

    /// <summary>Whether anything is remembered of the body, valid or not.</summary>
    public bool Has(Activation activation)
        => KeyOf(activation) is SyntaxNode body && TreeIndex.Of(body.SyntaxTree, _session.Cancellation).Remembered.ContainsKey(body);

    /// <summary>The method with that body.</summary>
    public Activation? ActivationOf(SyntaxNode body)
    {
        SemanticModel model = _session.ModelOf(body.SyntaxTree);
        ISymbol? declared = body is ArrowExpressionClauseSyntax
            ? (model.GetDeclaredSymbol(body.Parent!, _session.Cancellation) as IPropertySymbol)?.GetMethod
            : model.GetDeclaredSymbol(body, _session.Cancellation);
        return declared is IMethodSymbol method ? new Activation(method.OriginalDefinition) : null;
    }

    /// <summary>What is remembered of a body and the names in it; whether what it calls is still the same is for the caller to see.</summary>
    public RememberedComponent? Find(SyntaxNode body)
        => _valid.TryGetValue(body, out RememberedComponent? known) ? known : _valid.GetOrAdd(body, Check(body));

    /// <summary>Whether everything that is called from outside the component has the summary that was used.</summary>
    public bool CallsTheSame(RememberedComponent component)
    {
        foreach ((SyntaxNode body, LastingSummary used) in component.Callees)
        {
            if (!_settled.TryGetValue(body, out LastingSummary? now) || !(ReferenceEquals(now, used) || now.Equals(used)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes over a component that nothing in this compilation can have changed, whatever it leads to.</summary>
    public bool TryTakeUnseen(SyntaxNode body)
    {
        if (TreeIndex.Of(body.SyntaxTree, _session.Cancellation).Remembered.TryGetValue(body, out RememberedComponent? component)
            && component.Place is not null && component.Environment.Equals(_environment.Value) && _untouched.Value.Has(component)
            && !(_valid.TryGetValue(body, out RememberedComponent? valid) && valid is null))
        {
            Take(component);
            return true;
        }

        return false;
    }

    /// <summary>Notes a component that was taken over, if it holds in the project with all that it leads to.</summary>
    public void Keep(RememberedComponent component)
    {
        ProjectNames project = _session.Closure.Project;
        if (component.Place?.In != project.Held && ReferenceEquals(component.HeldIn, project) && component.Callees.All(c => IsHeld(c.Body, c.Summary)))
        {
            project.Held.Add(component);
        }

        bool IsHeld(SyntaxNode body, LastingSummary used)
            => TreeIndex.Of(body.SyntaxTree, _session.Cancellation).Remembered.TryGetValue(body, out RememberedComponent? callee)
                && callee.Place is { } place && place.In == project.Held
                && callee.Members.Any(m => m.Body == body && (ReferenceEquals(m.Summary, used) || m.Summary.Equals(used)));
    }

    /// <summary>Takes the summaries of a component over.</summary>
    public void Take(RememberedComponent component)
    {
        foreach ((SyntaxNode body, LastingSummary summary) in component.Members)
        {
            _settled.TryAdd(body, summary);
        }
    }

    public bool IsTaken(object key) => key is SyntaxNode body && _settled.ContainsKey(body);

    /// <summary>The summary that was taken over for a body; null: none, or one that names what is no longer there.</summary>
    public Summary? Read(object key, Activation activation)
        => key is SyntaxNode body && _settled.TryGetValue(body, out LastingSummary? summary)
            ? summary.In(_session.Compilation, activation.Method, _session.Contracts)
            : null;

    /// <summary>Takes nothing over for this body: it is computed.</summary>
    public void Reject(SyntaxNode body)
    {
        _valid[body] = null;
        _settled.TryRemove(body, out _);
    }

    /// <summary>Leaves computed summaries to later compilations.</summary>
    public void Remember(IReadOnlyList<Computed> members)
    {
        HashSet<object> inside = new(members.Select(m => m.Key));
        HashSet<SyntaxNode> callees = new();
        Footprint all = new();
        foreach (Computed member in members)
        {
            all.Names.UnionWith(member.Asked);
            Footprint.AddText(member.Activation, all, _session.Cancellation);
            foreach (Activation callee in member.Callees)
            {
                object key = KeyOf(callee);
                if (key is SyntaxNode body)
                {
                    all.Bodies.Add(body);
                }
                else if (_footprints.TryGetValue(callee, out Footprint? footprint))
                {
                    all.Add(footprint);
                }
            }
        }

        foreach (Computed member in members)
        {
            if (member.Key is Activation unnamed)
            {
                _footprints[unnamed] = all;
            }
        }

        if (!inside.All(static k => k is SyntaxNode))
        {
            return;
        }

        ImmutableArray<(SyntaxNode, LastingSummary)>.Builder used = ImmutableArray.CreateBuilder<(SyntaxNode, LastingSummary)>();
        foreach (SyntaxNode body in all.Bodies.Where(b => !inside.Contains(b)))
        {
            if (!_settled.TryGetValue(body, out LastingSummary? summary))
            {
                return; // It cannot be named later, so neither can what was made of it.
            }

            used.Add((body, summary));
        }

        ImmutableArray<(SyntaxNode, LastingSummary)>.Builder made = ImmutableArray.CreateBuilder<(SyntaxNode, LastingSummary)>(members.Count);
        foreach (Computed member in members)
        {
            if (LastingSummary.Of(member.Summary, member.Activation.Method, _session.Contracts) is not { } lasting)
            {
                return;
            }

            made.Add(((SyntaxNode)member.Key, lasting));
        }

        RememberedComponent component = new()
        {
            Environment = _environment.Value,
            Members = made.MoveToImmutable(),
            Callees = used.ToImmutable(),
            Files = all.Files.ToImmutableArray(),
            Dependencies = Dependencies.Of(all, members.Select(m => TreeIndex.NameOf(m.Activation.Method)), _meanings.Value),
        };
        foreach ((SyntaxNode body, LastingSummary summary) in component.Members)
        {
            _settled[body] = summary;
            TreeIndex.Of(body.SyntaxTree, _session.Cancellation).Remembered[body] = component;
        }
    }

    private RememberedComponent? Check(SyntaxNode body)
        => TreeIndex.Of(body.SyntaxTree, _session.Cancellation).Remembered.TryGetValue(body, out RememberedComponent? component) && Holds(component)
            ? component
            : null;

    private bool Holds(RememberedComponent component)
    {
        if (!component.Environment.Equals(_environment.Value))
        {
            return false;
        }

        NameClosure closure = _session.Closure;
        bool isUntouched = component.Dependencies.AreUntouched(closure);
        if (isUntouched && ReferenceEquals(component.HeldIn, closure.Project))
        {
            return !component.AllFiles.Any(closure.IsGone);
        }

        if (!component.AllFiles.All(_session.Compilation.ContainsSyntaxTree) || !component.Dependencies.Hold(_meanings.Value))
        {
            return false;
        }

        component.HeldIn = isUntouched && component.AllFiles.All(closure.Project.Has) ? closure.Project : component.HeldIn;
        return true;
    }

    private SummaryEnvironment FindEnvironment()
    {
        SummaryEnvironment environment = new(_session.Compilation, _session.Closure, _session.Contracts, _session.IsStrict);
        return _session.Closure.Project.Canonical(environment);
    }
}

/// <summary>A body whose summary was computed here.</summary>
/// <param name="Key">See <see cref="SummaryMemory.KeyOf"/>.</param>
/// <param name="Activation">The body.</param>
/// <param name="Asked">The names lowering asked about.</param>
/// <param name="Callees">What it calls.</param>
/// <param name="Summary">What it does.</param>
internal sealed record Computed(object Key, Activation Activation, IReadOnlyCollection<string> Asked, IReadOnlyList<Activation> Callees, Summary Summary);
