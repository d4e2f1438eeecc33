using System.Text;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow;

/// <summary>The explored states of a method as text: what engine tests compare, and what one reads when a finding surprises.</summary>
internal static class FlowDump
{
    public static string Of(MethodIr ir, MethodSolver solver)
    {
        StringBuilder text = new();
        text.Append("method ").Append(ir.Method.Name).Append('\n');
        for (int i = 0; i < ir.Locks.Count; i++)
        {
            text.Append("lock ").Append(i).Append(' ').Append(ir.Locks[i]).Append('\n');
        }

        foreach (KeyValuePair<Fact, int> slot in ir.Facts.Slots.OrderBy(s => s.Value))
        {
            text.Append("fact ").Append(slot.Value).Append(' ').Append(Describe(slot.Key)).Append('\n');
        }

        foreach (BlockIr block in ir.Blocks)
        {
            Append(text, ir, block, solver);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MethodIr ir, BlockIr block, MethodSolver solver)
    {
        if (!block.IsReachable)
        {
            return;
        }

        text.Append("block ").Append(block.Ordinal).Append('\n');
        if (solver.Last is { } exploration)
        {
            if (exploration.PassesOver(block.Ordinal))
            {
                text.Append("  nothing happens\n");
            }

            StateSet set = exploration.At(block.Ordinal);
            for (int i = 0; i < set.Count; i++)
            {
                text.Append("  in ").Append(Describe(ir, set[i].State)).Append('\n');
            }
        }

        foreach (Instr instr in block.Instrs)
        {
            text.Append("    ").Append(Describe(instr)).Append('\n');
        }

        if (block.Condition is { } condition)
        {
            text.Append("    if ").Append(condition).Append(" is ").Append(block.JumpsWhen).Append(" -> ").Append(Describe(block.Conditional)).Append('\n');
        }

        text.Append("    -> ").Append(Describe(block.FallThrough)).Append('\n');
    }

    private static string Describe(MethodIr ir, in PathState state)
    {
        StringBuilder text = new();
        for (int i = 0; i < ir.Locks.Count && i < CellRow.Capacity; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(ir.Locks[i]).Append(':').Append(state.Cells[i]);
        }

        text.Append(text.Length == 0 ? "" : " ").Append(state.Place);
        foreach (KeyValuePair<Fact, int> slot in ir.Facts.Slots.OrderBy(s => s.Value))
        {
            if (state.Facts[slot.Value] is bool answer)
            {
                text.Append(' ').Append(answer ? "" : "!").Append(Describe(slot.Key));
            }
        }

        if (state.Confidence != Confidence.Certain)
        {
            text.Append(" maybe");
        }

        return state.Context == 0 ? text.ToString() : text.Append(" @").Append(state.Context).ToString();
    }

    private static string Describe(Fact fact) => Name(fact.Subject) + fact.Test;

    private static string Name(AccessPath path) => path.Root.Kind switch
    {
        PathKind.Result => "r" + path.Root.Key + path.ToString().Replace("the value", ""),
        PathKind.Capture => "c" + path.ToString().Replace("the value", ""),
        _ => path.ToString(),
    };

    private static string Describe(Instr instr) => instr switch
    {
        RoutineInstr routine => routine.Contract.Name + "(" + string.Join(", ", routine.Locks.Select(l => l?.Path.ToString() ?? "?")) + ")",
        CallInstr call => "call " + string.Join("|", call.Activations) + string.Concat(call.Bindings.SelectMany(b => b.Exits.Select(e => Describe(b, e)))),
        AssignInstr assign => Name(assign.Target) + " := " + Describe(assign.Value),
        AssumeInstr assume => "assume " + assume.Condition + " is " + assume.Outcome,
        OpaqueInstr => "may throw",
        EscapeInstr escape => "escape " + escape.Place,
        SuspendInstr suspend => suspend.IsYield ? "yield" : "await",
        _ => instr.GetType().Name,
    };

    private static string Describe(CallBinding binding, BoundExit exit)
    {
        IEnumerable<string> cells = exit.Exit.Holdings.Select((h, i) => (i < binding.Locks.Length ? binding.Locks[i] : -1) + ":" + h.Cell);
        return "\n      " + (exit.Exit.Throws ? "throws" : "returns") + Describe(" if", exit.Before) + Describe(" then", exit.After)
            + $" locks {string.Join(" ", cells)} c{exit.Exit.Critical}g{exit.Exit.Guarded}";
    }

    private static string Describe(string word, List<(Condition Condition, bool Answer)> answers)
        => answers.Count == 0 ? "" : word + " " + string.Join(", ", answers.Select(a => (a.Answer ? "" : "!") + a.Condition));

    private static string Describe(Value value) => value switch
    {
        ReadValue read => Name(read.Source),
        ConstantValue constant => constant.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        NullValue => "null",
        NewValue => "new",
        NotValue not => "!" + Describe(not.Operand),
        JunctionValue junction => "(" + Describe(junction.Left) + (junction.IsAnd ? " & " : " | ") + Describe(junction.Right) + ")",
        TestValue tested => Describe(tested.Operand) + tested.Test,
        FunctionValue function => "function " + function.Method.Name,
        _ => "?",
    };

    private static string Describe(EdgeIr? edge) => edge is null ? "stop"
        : edge.Kind == EdgeKind.Jump ? edge.Target.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : edge.Kind.ToString().ToLowerInvariant();
}
