using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class Completion
{
    /// <summary>
    /// What a call returns and what an expression creates is another object each time round a loop, under the same name: before it is made
    /// again, the name is free. A variable that still stands for the object of the turn before keeps what is held under its own name.
    /// </summary>
    private static void FreeNames(MethodIr ir)
    {
        HashSet<AccessPath> freed = new();
        foreach (BlockIr block in ir.Blocks)
        {
            if (!block.Instrs.Any(Makes) || !ir.Loops.Contain(block.Ordinal))
            {
                continue;
            }

            for (int i = 0; i < block.Instrs.Count; i++)
            {
                Instr instr = block.Instrs[i];
                foreach (AccessPath made in MadeBy(instr).Where(freed.Add))
                {
                    block.Instrs.Insert(i++, new AssignInstr(instr.Syntax, made, Value.Unknown));
                }
            }
        }
    }

    private static bool Makes(Instr instr) => instr is CallInstr or AssignInstr { Value: NewValue };

    private static IEnumerable<AccessPath> MadeBy(Instr instr) => instr switch
    {
        AssignInstr { Value: NewValue { Place: { } created } } => new[] { created },
        CallInstr call => call.Arguments.Append(call.Receiver).Select(v => (v as NewValue)?.Place).Append(call.Result).OfType<AccessPath>(),
        _ => Enumerable.Empty<AccessPath>(),
    };
}
