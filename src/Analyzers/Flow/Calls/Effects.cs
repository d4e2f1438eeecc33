using System.Collections.Concurrent;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Which bodies lead to a routine at all. Names only say which may; a body in which no call leads to one has no events, so it is lowered
/// and never solved. Where that is not known cheaply, the answer is that it does. Safe for concurrent use.
/// </summary>
internal sealed class Effects(Session session)
{
    private readonly ConcurrentDictionary<Activation, Reach> _known = new();
    private readonly ConcurrentDictionary<Activation, LoweredBody> _lowered = new();

    private enum Reach : byte
    {
        /// <summary>Neither the body nor a function declared in it leads to a routine.</summary>
        Nothing,

        /// <summary>The body does not, but functions are declared in it.</summary>
        OnlyNested,

        Routine,
    }

    /// <summary>Whether it is known that nothing in the method, functions declared in it included, leads to a routine.</summary>
    public bool HasNone(IMethodSymbol method)
        => _known.TryGetValue(new Activation(method), out Reach reach) && reach == Reach.Nothing && session.RolesOf(method).IsEmpty;

    /// <summary>Whether there is anything to be found in a body or in the functions declared in it.</summary>
    public bool AreIn(Completion body, Activation activation)
    {
        if (HasOwn(body.Ir) || EdgesOf(body, withNested: true).Any(Lead) || !session.RolesOf(activation.Method).IsEmpty
            || Nested(body.Ir).Any(f => !session.RolesOf(f.Method).IsEmpty))
        {
            return true;
        }

        _known.TryAdd(activation, Reach.Nothing);
        return false;
    }

    /// <summary>The body as it was lowered here; it is given to one only, because completing writes into it.</summary>
    public LoweredBody? Take(Activation activation) => _lowered.TryRemove(activation, out LoweredBody? body) ? body : null;

    /// <summary>
    /// Whether a call of the body leads to a routine. Components are found as in <see cref="SummaryScheduler"/>; at the first routine all
    /// that is open is known to lead there.
    /// </summary>
    private bool Lead(Activation root)
    {
        if (_known.TryGetValue(root, out Reach known))
        {
            return known == Reach.Routine;
        }

        Dictionary<Activation, Node> nodes = new();
        Stack<Node> component = new();
        Stack<Node> path = new();
        if (!TryEnter(root))
        {
            return true;
        }

        while (path.Count > 0)
        {
            Node node = path.Peek();
            if (node.Next() is { } callee)
            {
                if (nodes.TryGetValue(callee, out Node? open))
                {
                    node.Low = open.IsOpen ? Math.Min(node.Low, open.Index) : node.Low;
                }
                else if (_known.TryGetValue(callee, out known) ? known == Reach.Routine : !TryEnter(callee))
                {
                    // Whatever is on the stack of components leads to the path, and the path leads here.
                    foreach (Node one in component)
                    {
                        _known[one.Activation] = Reach.Routine;
                    }

                    return true;
                }

                continue;
            }

            path.Pop();
            if (path.Count > 0)
            {
                path.Peek().Low = Math.Min(path.Peek().Low, node.Low);
            }

            if (node.Low == node.Index)
            {
                Close(node, component);
            }
        }

        return false;

        bool TryEnter(Activation activation)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (Lower(activation) is not { } body || HasOwn(body.Body.Ir))
            {
                _known[activation] = Reach.Routine;
                return false;
            }

            Node node = new(activation, nodes.Count, EdgesOf(body.Body, IsNested(activation.Method)).Distinct().ToList(), Nested(body.Body.Ir).Any());
            nodes.Add(activation, node);
            component.Push(node);
            path.Push(node);
            return true;
        }
    }

    private void Close(Node root, Stack<Node> component)
    {
        Node member;
        do
        {
            member = component.Pop();
            member.IsOpen = false;
            _known[member.Activation] = member.HasNested ? Reach.OnlyNested : Reach.Nothing;
            _lowered.TryRemove(member.Activation, out _);
        }
        while (member != root);
    }

    /// <summary>Lowers a body, unless something is remembered of it: only what has effects, or is called by it, is remembered.</summary>
    private LoweredBody? Lower(Activation activation)
        => _lowered.TryGetValue(activation, out LoweredBody? known) ? known
            : !session.Memory.Has(activation) && LoweredBody.Of(activation, session, graph: null) is { } made ? _lowered.GetOrAdd(activation, made)
            : null;

    private bool HasOwn(MethodIr ir)
        => ir.IsTooComplex || session.Contracts.Find(ir.Method) is not null || ir.Instrs.Any(static i => i is RoutineInstr or UnknownRegionInstr);

    private IEnumerable<Activation> EdgesOf(Completion body, bool withNested)
        => withNested ? body.Prerequisites.Concat(Nested(body.Ir)) : body.Prerequisites;

    private IEnumerable<Activation> Nested(MethodIr ir) => ir.Nested.Where(session.MayHaveEffect).Select(static f => new Activation(f));

    private static bool IsNested(IMethodSymbol method) => method.MethodKind is MethodKind.LambdaMethod or MethodKind.AnonymousFunction or MethodKind.LocalFunction;

    private sealed class Node(Activation activation, int index, List<Activation> callees, bool hasNested)
    {
        private int _next;

        public Activation Activation { get; } = activation;

        public int Index { get; } = index;

        public int Low { get; set; } = index;

        public bool IsOpen { get; set; } = true;

        public bool HasNested { get; } = hasNested;

        public Activation? Next() => _next < callees.Count ? callees[_next++] : null;
    }
}
