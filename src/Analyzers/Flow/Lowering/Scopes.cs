using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Turns the region tree of a graph into unwinding steps and numbered finally regions.</summary>
internal sealed class Scopes
{
    private readonly Dictionary<ControlFlowRegion, UnwindStep?> _steps = new();
    private readonly Dictionary<ControlFlowRegion, int> _numbers = new();

    public Scopes(ControlFlowGraph graph) => Number(graph.Root);

    public List<FinallyIr> Finallys { get; } = new();

    public int NumberOf(ControlFlowRegion region) => _numbers[region];

    /// <summary>Where an exception raised directly inside <paramref name="region"/> goes.</summary>
    public UnwindStep? From(ControlFlowRegion? region)
    {
        // Outermost first, without recursion: regions can nest hundreds deep. A lambda's root is enclosed by regions of its declaring
        // method; its exceptions do not go there.
        Stack<ControlFlowRegion> open = new();
        ControlFlowRegion? known = region;
        while (known is not null && known.Kind != ControlFlowRegionKind.Root && !_steps.ContainsKey(known))
        {
            open.Push(known);
            known = known.EnclosingRegion;
        }

        UnwindStep? step = known is null || known.Kind == ControlFlowRegionKind.Root ? null : _steps[known];
        while (open.Count > 0)
        {
            ControlFlowRegion inner = open.Pop();
            step = inner.Kind switch
            {
                ControlFlowRegionKind.Finally => new BoundaryStep(step, _numbers[inner]),
                ControlFlowRegionKind.Try when inner.EnclosingRegion!.Kind == ControlFlowRegionKind.TryAndFinally
                    => new FinallyStep(step, _numbers[inner.EnclosingRegion.NestedRegions[1]]),
                ControlFlowRegionKind.Try => new CatchStep(step, HandlersOf(inner.EnclosingRegion!)),
                _ => step,
            };
            _steps.Add(inner, step);
        }

        return step;
    }

    /// <summary>The handlers of the try block whose filter the region is in, and the one after it.</summary>
    public (CatchStep Step, int Next)? FilterOf(ControlFlowRegion? region)
    {
        for (; region is not null && region.Kind != ControlFlowRegionKind.Finally; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Filter)
            {
                ControlFlowRegion handler = region.EnclosingRegion!;
                ControlFlowRegion whole = handler.EnclosingRegion!;
                return ((CatchStep)From(whole.NestedRegions[0])!, whole.NestedRegions.IndexOf(handler));
            }
        }

        return null;
    }

    private static List<HandlerIr> HandlersOf(ControlFlowRegion tryAndCatch)
    {
        List<HandlerIr> handlers = new();
        foreach (ControlFlowRegion handler in tryAndCatch.NestedRegions.Skip(1))
        {
            handlers.Add(new HandlerIr(handler.FirstBlockOrdinal, handler.ExceptionType, handler.Kind == ControlFlowRegionKind.FilterAndHandler));
        }

        return handlers;
    }

    private void Number(ControlFlowRegion root)
    {
        Stack<ControlFlowRegion> open = new();
        open.Push(root);
        while (open.Count > 0)
        {
            ControlFlowRegion region = open.Pop();
            if (region.Kind == ControlFlowRegionKind.Finally)
            {
                _numbers.Add(region, Finallys.Count);
                Finallys.Add(new FinallyIr(region.FirstBlockOrdinal, region.LastBlockOrdinal));
            }

            for (int i = region.NestedRegions.Length - 1; i >= 0; i--)
            {
                open.Push(region.NestedRegions[i]);
            }
        }
    }
}
