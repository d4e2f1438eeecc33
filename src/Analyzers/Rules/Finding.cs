using DdiCompliance.Analyzers.Flow.Solving;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules;

/// <summary>The events that are one defect: the same law broken at the same place on one or several paths.</summary>
internal sealed class Finding(FlowEvent first)
{
    /// <summary>The event that is explained.</summary>
    public FlowEvent Event { get; private set; } = first;

    /// <summary>All of them, in the order met.</summary>
    public List<FlowEvent> All { get; } = new() { first };

    public void Add(FlowEvent other)
    {
        All.Add(other);
        if (other.Confidence < Event.Confidence || (other.Confidence == Event.Confidence && Start(other) < Start(Event)))
        {
            Event = other;
        }
    }

    private static int Start(FlowEvent flowEvent) => flowEvent.Syntax.SpanStart;
}
