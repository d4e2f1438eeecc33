using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>A body lowered for its summary, not yet completed.</summary>
/// <param name="Body">The instructions and the calls among them.</param>
/// <param name="Asked">The names that lowering asked about.</param>
/// <param name="Graph">What was lowered; a recursion lowers it again in each round.</param>
internal sealed record LoweredBody(Completion Body, RecordedResolution Asked, ControlFlowGraph Graph)
{
    /// <summary>Lowers a body; null: there is none, or its source is broken.</summary>
    /// <param name="activation">The body.</param>
    /// <param name="session">The compilation around it.</param>
    /// <param name="graph">Its graph, where that is at hand.</param>
    public static LoweredBody? Of(Activation activation, Session session, ControlFlowGraph? graph)
    {
        graph ??= session.GraphOf(activation.Method);
        if (graph is null)
        {
            return null;
        }

        RecordedResolution asked = new(session);
        return new LoweredBody(new Completion(MethodLowering.Lower(asked, graph, activation.Method), activation, asked), asked, graph);
    }
}
