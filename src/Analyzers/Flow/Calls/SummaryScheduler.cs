using System.Collections.Concurrent;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Computes summaries bottom-up over strongly connected components (Tarjan, with a stack of its own: call chains can be thousands
/// long). A component's result depends on nothing but its members and what they call, never on who asked first.
/// </summary>
internal sealed class SummaryScheduler(Session session, ConcurrentDictionary<Activation, Summary> settled)
{
    /// <summary>Rounds after which a recursive component that still changes is given up.</summary>
    private const int MostRounds = 12;

    private readonly Dictionary<Activation, Node> _nodes = new();
    private readonly Stack<Node> _component = new();
    private int _next;

    private sealed class Node(Activation activation, Completion? body, List<Activation> callees)
    {
        /// <summary>Kept from the first round of a recursion to the last: each round lowers it anew.</summary>
        public ControlFlowGraph? Graph { get; set; }

        public Activation Activation { get; } = activation;

        public Completion? Body { get; set; } = body;

        public List<Activation> Callees { get; } = callees;

        public int Index { get; set; }

        public int Low { get; set; }

        public int NextCallee { get; set; }

        public bool IsOpen { get; set; }
    }

    public void Settle(Activation root)
    {
        Stack<Node> open = new();
        open.Push(Enter(root));
        while (open.Count > 0)
        {
            Node node = open.Peek();
            if (node.NextCallee < node.Callees.Count)
            {
                Activation callee = node.Callees[node.NextCallee++];
                if (settled.ContainsKey(callee))
                {
                    continue;
                }

                if (!_nodes.TryGetValue(callee, out Node? known))
                {
                    open.Push(Enter(callee));
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

    private Node Enter(Activation activation)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        Completion? body = session.GraphOf(activation.Method) is { } graph
            ? new Completion(MethodLowering.Lower(session, graph, activation.Method), activation, session)
            : null;
        Node node = new(activation, body, body is null ? new List<Activation>() : body.Prerequisites.Distinct().ToList())
        {
            Index = _next,
            Low = _next++,
            IsOpen = true,
        };
        _nodes.Add(activation, node);
        _component.Push(node);
        return node;
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

        if (members.Count == 1 && !root.Callees.Contains(root.Activation))
        {
            settled.TryAdd(root.Activation, Solve(root, SummaryOf));
            root.Body = null;
            return;
        }

        Iterate(members);
    }

    private void Iterate(List<Node> members)
    {
        members.Sort((a, b) => a.Index.CompareTo(b.Index));
        Dictionary<Activation, Summary> current = members.ToDictionary(m => m.Activation, _ => Summary.Bottom);
        bool changed = true;
        for (int round = 0; changed && round < MostRounds; round++)
        {
            changed = false;
            foreach (Node member in members)
            {
                // Completion writes into the body, so each round starts from a fresh one.
                member.Graph ??= session.GraphOf(member.Activation.Method);
                member.Body = member.Graph is { } graph
                    ? new Completion(MethodLowering.Lower(session, graph, member.Activation.Method), member.Activation, session)
                    : null;
                Summary summary = Solve(member, a => current.TryGetValue(a, out Summary? inner) ? inner : SummaryOf(a));
                changed |= !summary.SameAs(current[member.Activation]);
                current[member.Activation] = summary;
            }
        }

        foreach (Node member in members)
        {
            settled.TryAdd(member.Activation, changed ? Summary.Unknown : current[member.Activation]);
            member.Body = null;
            member.Graph = null;
        }
    }

    private Summary SummaryOf(Activation activation) => settled.TryGetValue(activation, out Summary? summary) ? summary : Summary.Unknown;

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
        return builder.Build(solver.IsTooComplex || solver.WasSliced);
    }
}
