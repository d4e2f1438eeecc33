using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class FactCompletion
{
    /// <summary>Numbers a result is told apart by; a method that returns more is taken for a table, whose entries decide nothing.</summary>
    private const int MostValues = 4;

    /// <summary>Copies that are followed back from a result to the constants it may be.</summary>
    private const int MostCopies = 32;

    /// <summary>
    /// The constants besides zero that a place may get, directly or through copies and results of calls: a caller may compare it with each.
    /// Of many, failures are left out, because callers ask whether a status is one and not which.
    /// </summary>
    private IReadOnlyList<long> ValuesOf(AccessPath target)
    {
        SortedSet<long> values = new();
        HashSet<AccessPath> seen = new() { target };
        Queue<AccessPath> open = new(seen);
        while (open.Count > 0 && seen.Count <= MostCopies)
        {
            AccessPath place = open.Dequeue();
            if (_learnedTests.TryGetValue(place, out List<Fact>? learned))
            {
                values.UnionWith(learned.Where(f => f.Test.Kind == TestKind.Equals).Select(f => f.Test.Constant));
            }

            foreach (AssignInstr writer in _writers.TryGetValue(place, out List<AssignInstr>? writers) ? writers : new List<AssignInstr>())
            {
                if (writer.Value is ConstantValue constant)
                {
                    values.Add(constant.Number);
                }
                else if (writer.Value is ReadValue { Source: { Kind: PathKind.Local or PathKind.Capture or PathKind.Result } source } && seen.Add(source))
                {
                    open.Enqueue(source);
                }
            }
        }

        values.Remove(0);
        List<long> told = values.Count <= MostValues ? values.ToList() : values.Where(v => v > 0).ToList();
        return told.Count <= MostValues ? told : Array.Empty<long>();
    }
}
