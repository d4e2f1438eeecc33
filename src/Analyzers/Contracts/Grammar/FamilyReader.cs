using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Reads a <c>family</c> row: the laws of one kind of lock.</summary>
internal sealed class FamilyReader(ImmutableArray<ContractError>.Builder errors)
{
    public LockFamily? Read(RowSyntax row)
    {
        LockFamily family = new() { Name = row.Name.Text, Noun = row.Name.Text };
        int before = errors.Count;
        foreach (Clause clause in row.Clauses)
        {
            family = Apply(family, clause);
        }

        return errors.Count == before ? family : null;
    }

    private LockFamily Apply(LockFamily family, Clause clause) => clause.Word.Text switch
    {
        "noun" => family with { Noun = string.Join(" ", clause.Arguments.SelectMany(static a => a.Tokens).Select(static t => t.Text)) },
        "recursion" => Recursion(family, clause),
        "try-fails-for-holder" => family with { TryFailsForHolder = true },
        "needs-initialize" => family with { NeedsInitialize = true },
        "not-thread-owned" => family with { ThreadOwned = false },
        "signal" => family with { IsSignal = true },
        "held-irql" when clause.Arguments.Length == 1 => HeldIrql(family, clause),
        "types" => family with { TypeNames = ImmutableArray.CreateRange(clause.Arguments, static a => a.First.Text) },
        _ => Fail(family, clause.Word, $"unknown clause '{clause.Word.Text}' of a family"),
    };

    private LockFamily Recursion(LockFamily family, Clause clause)
    {
        foreach (Argument argument in clause.Arguments)
        {
            family = argument.First.Text switch
            {
                "exclusive" => family with { ExclusiveRecursion = true },
                "shared" => family with { SharedRecursion = true },
                "shared-under-exclusive" => family with { SharedUnderExclusive = true },
                _ => Fail(family, argument.First, $"unknown recursion '{argument.First.Text}': exclusive, shared or shared-under-exclusive"),
            };
        }

        return family;
    }

    private LockFamily HeldIrql(LockFamily family, Clause clause)
    {
        Token level = clause.Arguments[0].First;
        return IrqlLevels.TryParse(level.Text, out byte lowest, out _)
            ? family with { HeldIrql = lowest }
            : Fail(family, level, IrqlLevels.Expected(level.Text));
    }

    private LockFamily Fail(LockFamily family, Token at, string message)
    {
        errors.Add(new ContractError(at.Span, message));
        return family;
    }
}
