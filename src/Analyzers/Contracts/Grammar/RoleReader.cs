using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Reads a <c>role</c> row: the state in which the system calls the routines of a function class.</summary>
internal sealed class RoleReader(IReadOnlyDictionary<string, LockFamily> families, ImmutableArray<ContractError>.Builder errors)
{
    public RoleContract? Read(RowSyntax row)
    {
        RoleContract role = new() { Name = row.Name.Text };
        int before = errors.Count;
        foreach (Clause clause in row.Clauses)
        {
            role = Apply(role, clause);
        }

        return errors.Count == before ? role : null;
    }

    private RoleContract Apply(RoleContract role, Clause clause)
    {
        switch (clause.Word.Text)
        {
            case "irql" when clause.Arguments.Length == 1:
                (byte min, byte max) = IrqlLevels.Range(clause.Arguments[0], errors);
                return role with { IrqlMin = min, IrqlMax = max };
            case "inside" when clause.Arguments.Length == 1:
                return Inside(role, clause.Arguments[0].First);
            case "system-thread" when !clause.HasArguments:
                return role with { IsSystemThread = true };
            case "storport" when clause.Arguments.Length == 1:
                return Storport(role, clause.Arguments[0].First);
            case "must-not-wait" when !clause.HasArguments:
                return role with { MustNotWait = true };
            case "holds" when clause.Arguments.Length == 2:
                return Holds(role, clause);
            case "source":
                return role with { Source = string.Join(", ", clause.Arguments.Select(static a => string.Concat(a.Tokens.Select(static t => t.Text)))) };
            default:
                return Fail(role, clause.Word, $"unknown clause '{clause.Word.Text}' of a role: irql(range), inside(critical), inside(guarded), system-thread, "
                    + "storport(any), holds(static.Lock, family), must-not-wait or source");
        }
    }

    private RoleContract Inside(RoleContract role, Token region) => region.Text switch
    {
        "critical" => role with { CriticalDepth = 1 },
        "guarded" => role with { GuardedDepth = 1 },
        _ => Fail(role, region, $"'inside' knows critical and guarded, not '{region.Text}'"),
    };

    private RoleContract Storport(RoleContract role, Token kind) => kind.Text switch
    {
        "any" => role with { Storport = StorportRole.Any },
        "physical" => role with { Storport = StorportRole.Physical },
        "virtual" => role with { Storport = StorportRole.Virtual },
        _ => Fail(role, kind, $"'storport' knows any, physical and virtual, not '{kind.Text}'"),
    };

    private RoleContract Holds(RoleContract role, Clause clause)
    {
        ContractRef place = new PlaceReader(default, isTyped: false, errors).Read(clause.Arguments[0]);
        Token name = clause.Arguments[1].First;
        if (!families.TryGetValue(name.Text, out LockFamily? family))
        {
            return Fail(role, name, $"unknown family '{name.Text}'");
        }

        if (place.Root != RefRoot.Static)
        {
            return place.IsNone ? role : Fail(role, clause.Arguments[0].First, "a role holds locks that exist once: static.Name");
        }

        LockOperation held = new() { Effect = LockEffect.Release, Lock = place, Mode = LockMode.Exclusive, Family = family };
        return role with { Holds = role.Holds.Add(held) };
    }

    private RoleContract Fail(RoleContract role, Token at, string message)
    {
        errors.Add(new ContractError(at.Span, message));
        return role;
    }
}
