using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Completion
{
    /// <summary>The places that one may be, where the variable or the member it is reached through alternates, each with the condition under which it is.</summary>
    private List<(Condition Is, AccessPath Place)> AlternativesOf(AccessPath path)
    {
        List<(Condition, AccessPath)> alternatives = new();
        for (AccessPath? link = path; link is not null && alternatives.Count == 0; link = link.Parent)
        {
            foreach (AccessPath candidate in _names.CandidatesOf(link))
            {
                Condition isThis = Condition.OfFact(new Fact(link, Test.Is(candidate)));
                IReadOnlyList<AccessPath> inner = link.Kind == PathKind.Member ? _names.CandidatesOf(candidate) : Array.Empty<AccessPath>();
                if (inner.Count == 0)
                {
                    alternatives.Add((isThis, _names.Resolve(path.Replace(link, candidate))));
                }

                foreach (AccessPath one in inner)
                {
                    Condition isOne = Condition.Join(true, isThis, Condition.OfFact(new Fact(candidate, Test.Is(one))));
                    alternatives.Add((isOne, _names.Resolve(path.Replace(link, one))));
                }
            }
        }

        return alternatives;
    }
}
