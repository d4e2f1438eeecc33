using System.Collections.Concurrent;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Computes summaries bottom-up over strongly connected components (Tarjan, with a stack of its own: call chains can be thousands
/// long). A component's result depends on nothing but its members and what they call, never on who asked first. A body of which something
/// is remembered takes part with the calls that are remembered; it is lowered only when what it calls has changed.
/// </summary>
internal sealed class SummaryScheduler(Session session, ConcurrentDictionary<Activation, Summary> settled)
{
    /// <summary>Rounds after which a recursive component that still changes is given up.</summary>
    private const int MostRounds = 12;

    private readonly Dictionary<object, Node> _nodes = new();
    private readonly Stack<Node> _component = new();
    private int _next;
    private bool _mustStartAgain;

    private sealed class Node(object key, Activation? activation, int index)
    {
        public object Key { get; } = key;

        /// <summary>Null as long as the body is known by its declaration only.</summary>
        public Activation? Activation { get; set; } = activation;

        public RememberedComponent? Remembered { get; set; }

        /// <summary>Kept from the first round of a recursion to the last: each round lowers it anew.</summary>
        public ControlFlowGraph? Graph { get; set; }

        public Completion? Body { get; set; }

        public RecordedResolution? Asked { get; set; }

        public IReadOnlyList<(object Key, Activation? Activation)> Callees { get; set; } = Array.Empty<(object, Activation?)>();

        public int Index { get; } = index;

        public int Low { get; set; } = index;

        public int NextCallee { get; set; }

        public bool IsOpen { get; set; } = true;

        public bool CallsItself => Callees.Any(c => c.Key.Equals(Key));
    }

    public void Settle(Activation root)
    {
        do
        {
            _mustStartAgain = false;
            _nodes.Clear();
            _component.Clear();
            _next = 0;
            Walk(root);
        }
        while (_mustStartAgain);
    }

    private void Walk(Activation root)
    {
        object start = session.Memory.KeyOf(root);
        if (start is SyntaxNode body && session.Memory.TryTakeUnseen(body))
        {
            return;
        }

        Stack<Node> open = new();
        open.Push(Enter(start, root));
        while (open.Count > 0 && !_mustStartAgain)
        {
            Node node = open.Peek();
            if (node.NextCallee < node.Callees.Count)
            {
                (object key, Activation? activation) = node.Callees[node.NextCallee++];
                if (session.Memory.IsTaken(key) || (activation is not null && settled.ContainsKey(activation)) || (key is SyntaxNode called && session.Memory.TryTakeUnseen(called)))
                {
                    continue;
                }

                if (!_nodes.TryGetValue(key, out Node? known))
                {
                    open.Push(Enter(key, activation));
                }
                else if (known.IsOpen)
                {
                    node.Low = Math.Min(node.Low, known.Index);
                }

                continue;
            }

            open.Pop();
            if (open.Count > 0)
            {
                open.Peek().Low = Math.Min(open.Peek().Low, node.Low);
            }

            if (node.Low == node.Index)
            {
                Close(node);
            }
        }
    }

    private Node Enter(object key, Activation? activation)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        Node node = new(key, activation, _next++) { Remembered = key is SyntaxNode body ? session.Memory.Find(body) : null };
        if (node.Remembered is { } remembered)
        {
            node.Callees = remembered.EdgesOf((SyntaxNode)key);
        }
        else
        {
            Lower(node);
        }

        _nodes.Add(key, node);
        _component.Push(node);
        return node;
    }

    private void Lower(Node node)
    {
        node.Remembered = null;
        node.Activation ??= session.Memory.ActivationOf((SyntaxNode)node.Key);
        LoweredBody? lowered = node.Activation is { } activation ? session.Effects.Take(activation) ?? LoweredBody.Of(activation, session, node.Graph) : null;
        node.Asked = lowered?.Asked ?? new RecordedResolution(session);
        node.Graph = lowered?.Graph;
        node.Body = lowered?.Body;
        node.Callees = node.Body is null
            ? Array.Empty<(object, Activation?)>()
            : node.Body.Prerequisites.Distinct().Select(a => (session.Memory.KeyOf(a), (Activation?)a)).ToList();
    }

    private void Close(Node root)
    {
        List<Node> members = new();
        Node member;
        do
        {
            member = _component.Pop();
            member.IsOpen = false;
            members.Add(member);
        }
        while (member != root);

        if (root.Remembered is { } remembered)
        {
            if (members.Count == remembered.Members.Length && members.All(m => m.Remembered == remembered) && session.Memory.CallsTheSame(remembered))
            {
                session.Memory.Take(remembered);
                session.Memory.Keep(remembered);
                return;
            }

            if (members.Count == 1)
            {
                Lower(root);
            }
        }

        if (members.Any(m => m.Remembered is not null))
        {
            // The circle is another one than before: its bodies are lowered, so that all their calls are seen.
            foreach (Node one in members.Where(m => m.Remembered is not null))
            {
                session.Memory.Reject((SyntaxNode)one.Key);
            }

            _mustStartAgain = true;
        }
        else if (members.Any(m => m.Activation is null))
        {
            return; // Broken source: whoever calls it names it himself.
        }
        else if (members.Count == 1 && !root.CallsItself)
        {
            Finish(members, new Dictionary<Activation, Summary> { [root.Activation!] = Solve(root, session.SummaryOf) });
        }
        else
        {
            Iterate(members);
        }
    }

    private void Iterate(List<Node> members)
    {
        // Callees first, as far as a circle has any: what one round finds out the same round passes on.
        members.Sort((a, b) => b.Index.CompareTo(a.Index));
        Dictionary<Activation, Summary> current = members.ToDictionary(m => m.Activation!, _ => Summary.Bottom);
        bool changed = true;
        for (int round = 0; changed && round < MostRounds; round++)
        {
            changed = false;
            foreach (Node member in members)
            {
                // Completion writes into the body, so each round starts from a fresh one.
                if (round > 0)
                {
                    Lower(member);
                }

                Summary summary = Solve(member, a => current.TryGetValue(a, out Summary? inner) ? inner : session.SummaryOf(a));
                changed |= !summary.SameAs(current[member.Activation!]);
                current[member.Activation!] = summary;
            }
        }

        if (changed)
        {
            members.ForEach(m => current[m.Activation!] = Summary.Unknown);
        }

        Finish(members, current);
    }

    /// <summary>Keeps the summaries of a component, for this compilation and for later ones.</summary>
    private void Finish(List<Node> members, Dictionary<Activation, Summary> summaries)
    {
        foreach (Node member in members)
        {
            settled.TryAdd(member.Activation!, summaries[member.Activation!]);
        }

        session.Memory.Remember(members.ConvertAll(m => new Computed(
            m.Key, m.Activation!, m.Asked!.FindNames(), m.Callees.Select(c => c.Activation!).ToList(), summaries[m.Activation!])));
        foreach (Node member in members)
        {
            member.Body = null;
            member.Graph = null;
        }
    }

    private Summary Solve(Node node, Func<Activation, Summary> summaryOf)
    {
        if (node.Body is not { } body)
        {
            return Summary.Unknown;
        }

        body.Complete(summaryOf);
        SummaryBuilder builder = new(body.Ir);
        MethodSolver solver = new(body.Ir, EntryView.Helper, session.IsStrict);
        solver.Solve(builder);
        return builder.Build(solver.IsPartial);
    }
}
