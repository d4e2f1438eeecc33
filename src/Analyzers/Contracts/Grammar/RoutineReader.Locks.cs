using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <content>The clauses that say what happens to a lock, and those that belong to the lock effect before them.</content>
internal sealed partial class RoutineReader
{
    private bool ApplyLock(Clause clause)
    {
        LockEffect effect = clause.Word.Text switch
        {
            "initialize" => LockEffect.Initialize,
            "reinitialize" => LockEffect.Reinitialize,
            "delete" => LockEffect.Delete,
            "acquire" => LockEffect.Acquire,
            "release" => LockEffect.Release,
            "convert" => LockEffect.Convert,
            "transfer-owner" => LockEffect.TransferOwner,
            "release-for-owner" => LockEffect.ReleaseForOwner,
            "query" => LockEffect.Query,
            "inspect" => LockEffect.Inspect,
            "requires-held" => LockEffect.RequireHeld,
            "requires-not-held" => LockEffect.RequireNotHeld,
            _ => LockEffect.None,
        };
        if (effect != LockEffect.None)
        {
            AddLock(clause, effect);
        }

        return effect != LockEffect.None;
    }

    private void AddLock(Clause clause, LockEffect effect)
    {
        (int least, int most) = effect switch
        {
            LockEffect.Acquire or LockEffect.Release or LockEffect.Query or LockEffect.RequireHeld => (1, 2),
            LockEffect.Convert or LockEffect.TransferOwner or LockEffect.ReleaseForOwner => (2, 2),
            _ => (1, 1),
        };
        if (!Count(clause, least, most))
        {
            _isBroken = true;
            return;
        }

        LockOperation operation = new() { Effect = effect, Lock = Place(clause, 0) };
        _locks.Add(effect switch
        {
            LockEffect.TransferOwner or LockEffect.ReleaseForOwner => operation with { Owner = Place(clause, 1), Mode = LockMode.Any },
            LockEffect.Convert => Convert(operation, clause.Arguments[1]),
            LockEffect.Acquire when clause.Arguments.Length == 1 => operation with { Mode = LockMode.Exclusive },
            LockEffect.Acquire => Acquire(operation, clause.Arguments[1].First),
            LockEffect.Release or LockEffect.Query or LockEffect.RequireHeld =>
                operation with { Mode = clause.Arguments.Length == 1 ? LockMode.Any : Mode(clause.Arguments[1].First) },
            LockEffect.RequireNotHeld => operation with { Mode = LockMode.Any },
            _ => operation,
        });
        _last = Conditional.Lock;
        _seen.ExceptWith(s_modifiers);
    }

    private LockOperation Acquire(LockOperation operation, Token mode)
    {
        switch (mode.Text)
        {
            case "shared-starve-exclusive":
                return operation with { Mode = LockMode.Shared, Order = WaiterOrder.Overtakes };
            case "shared-wait-for-exclusive":
                return operation with { Mode = LockMode.Shared, Order = WaiterOrder.Yields };
            case "any":
                Fail(mode, "an acquire has one mode: shared, exclusive, upgradeable, shared-starve-exclusive or shared-wait-for-exclusive");
                return operation;
            default:
                return operation with { Mode = Mode(mode) };
        }
    }

    private LockOperation Convert(LockOperation operation, Argument modes)
    {
        if (modes.Tokens.Length != 3 || modes.Tokens[1].Kind != TokenKind.Arrow)
        {
            Fail(modes.First, "a conversion names two modes: exclusive -> shared");
            return operation;
        }

        operation = operation with { Mode = Mode(modes.Tokens[0]), ToMode = Mode(modes.Tokens[2]) };
        if (operation.Mode == operation.ToMode)
        {
            Fail(modes.Tokens[2], $"a conversion changes the mode: '{modes.Tokens[2].Text}' stands on both sides");
        }

        return operation;
    }

    private LockMode Mode(Token word)
    {
        switch (word.Text)
        {
            case "shared": return LockMode.Shared;
            case "exclusive": return LockMode.Exclusive;
            case "upgradeable": return LockMode.Upgradeable;
            case "any": return LockMode.Any;
        }

        Fail(word, $"unknown mode '{word.Text}': shared, exclusive, upgradeable or any");
        return LockMode.None;
    }

    private static readonly string[] s_modifiers = ["family", "waits", "waits-if-null", "tries", "released-by", "guard", "when"];

    private bool ApplyModifier(Clause clause)
    {
        string word = clause.Word.Text;
        if (!s_modifiers.Contains(word))
        {
            return false;
        }

        if (_isBroken)
        {
            return true;
        }

        if (word == "when")
        {
            Condition(clause);
            return true;
        }

        if (_locks.Count == 0)
        {
            Fail(clause.Word, $"'{word}' belongs to the lock effect before it, and there is none");
            return true;
        }

        LockOperation last = _locks[_locks.Count - 1];
        if (word is "waits" or "waits-if-null" or "tries" or "guard" && last.Effect != LockEffect.Acquire)
        {
            Fail(clause.Word, $"'{word}' belongs to an acquire");
        }
        else if (word == "released-by"
            && last.Effect is not (LockEffect.Acquire or LockEffect.Convert or LockEffect.TransferOwner or LockEffect.Initialize))
        {
            Fail(clause.Word, "'released-by' belongs to an acquire, a conversion, a transfer or an allocation");
        }
        else if (Once(clause))
        {
            _locks[_locks.Count - 1] = Modify(last, clause);
        }

        return true;
    }

    private LockOperation Modify(LockOperation operation, Clause clause)
    {
        switch (clause.Word.Text)
        {
            case "family" when Count(clause, 1):
                Token name = clause.Arguments[0].First;
                if (_families.TryGetValue(name.Text, out LockFamily? family))
                {
                    return operation with { Family = family };
                }

                Fail(name, $"unknown family '{name.Text}'");
                return operation;
            case "released-by":
                return operation with { ReleasedBy = ImmutableArray.CreateRange(clause.Arguments, static a => a.First.Text) };
            case "guard" when Count(clause, 0):
                return operation with { ReturnsGuard = true };
            case "waits" or "waits-if-null" or "tries" when operation.Wait != WaitBehavior.NotApplicable:
                Fail(clause.Word, "an acquire waits in one way");
                return operation;
            case "tries" when !clause.HasArguments:
                return operation with { Wait = WaitBehavior.Never };
            case "tries" when Count(clause, 1):
                return operation with { Wait = WaitBehavior.Never, WaitArgument = Place(clause, 0) };
            case "waits" when !clause.HasArguments:
                return operation with { Wait = WaitBehavior.Always };
            case "waits" when Count(clause, 1):
                return operation with { Wait = WaitBehavior.ByArgument, WaitArgument = Place(clause, 0) };
            case "waits-if-null" when Count(clause, 1):
                return operation with { Wait = WaitBehavior.ByNullArgument, WaitArgument = Place(clause, 0) };
            default:
                return operation;
        }
    }

    private void Condition(Clause clause)
    {
        if (!Count(clause, 1))
        {
            return;
        }

        ImmutableArray<Token> tokens = clause.Arguments[0].Tokens;
        Token place = tokens[0];
        string outcome = tokens.Length == 2 ? tokens[1].Text : "";
        EffectCondition condition = (place.Text, outcome) switch
        {
            ("result", "true" or "nonzero") => EffectCondition.ResultTrue,
            ("result", "false" or "zero") => EffectCondition.ResultFalse,
            ("result", "not-null") => EffectCondition.ResultNotNull,
            ("result", "success") => EffectCondition.ResultSuccess,
            ("result", _) => EffectCondition.Always,
            (_, "true") => EffectCondition.ArgumentTrue,
            _ => EffectCondition.Always,
        };
        if (condition == EffectCondition.Always)
        {
            Fail(tokens[tokens.Length - 1], "a condition is: result true, false, zero, nonzero, not-null or success; or a ref or out parameter and true");
            return;
        }

        SetCondition(clause.Word, condition, condition == EffectCondition.ArgumentTrue ? _places.Read(place) : ContractRef.None);
    }

    private void SetCondition(Token at, EffectCondition condition, ContractRef argument)
    {
        EffectCondition before = _last switch
        {
            Conditional.Lock => _locks[_locks.Count - 1].Condition,
            Conditional.Region => _contract.RegionCondition,
            Conditional.Irql => _contract.IrqlCondition,
            _ => EffectCondition.Always,
        };
        if (_last == Conditional.None)
        {
            Fail(at, "'when' belongs to the lock, region or IRQL effect before it, and there is none");
        }
        else if (before != EffectCondition.Always)
        {
            Fail(at, "'when' stands twice for the same effect");
        }
        else if (_last == Conditional.Lock)
        {
            _locks[_locks.Count - 1] = _locks[_locks.Count - 1] with { Condition = condition, ConditionArgument = argument };
        }
        else if (condition == EffectCondition.ArgumentTrue)
        {
            Fail(at, "a region or IRQL effect depends on the result, not on an argument");
        }
        else
        {
            _contract = _last == Conditional.Region ? _contract with { RegionCondition = condition } : _contract with { IrqlCondition = condition };
        }
    }
}
