using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Receives what a solved method shows.</summary>
internal interface ISolveListener
{
    void On(FlowEvent flowEvent);

    /// <summary>A check that the caller must make; the lock is the analysed method's.</summary>
    void On(Obligation obligation, in PathState state);

    void OnExit(in PathState state, ExitKind kind, ITypeSymbol? thrown);
}
